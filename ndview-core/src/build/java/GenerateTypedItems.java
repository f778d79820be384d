import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes the sources whose methods differ by nothing but a type, a number of indices or a kind of
 * memory: TypedItems (the typed getters and setters, as NdView declares them), ScalarViews (a
 * subclass of NdView for each scalar type and byte order, and one of that for each kind of memory),
 * and GeneralView (all other formats).
 *
 * <p>One subclass for each type, with getters of its own, is what keeps an item access fast in a
 * program that uses many types: the JIT compiler profiles per method body, so a body that is shared
 * by all types is slow for each of them. The same is true of the kinds of memory. A body that
 * chooses among them is no way out: with all kinds in it, its machine code is so large that the JIT
 * compiler does not inline it into loops.
 */
public final class GenerateTypedItems {
  /** A Java type that items are read and written as. */
  private record Access(String name, String type, String what) {}

  private static final List<Access> ACCESSES =
      List.of(
          new Access("Double", "double", "rounded to nearest if a double cannot hold it"),
          new Access("Float", "float", "rounded to nearest if a float cannot hold it"),
          new Access("Long", "long", "exactly"),
          new Access("Int", "int", "exactly"),
          new Access("Short", "short", "exactly"),
          new Access("Byte", "byte", "exactly"),
          new Access("Boolean", "boolean", "as its truth: whether it is not zero"));

  /**
   * A scalar type: its width in bits, the expression that makes a value (of the carrier's Java
   * type) of raw bits, and those that make raw bits of a long and of a double, refusing what does
   * not fit.
   */
  private record Scalar(
      String name,
      int bits,
      String numbers,
      String fromRaw,
      String rawOfLong,
      String rawOfDouble) {}

  private static final List<Scalar> SCALARS =
      List.of(
          new Scalar(
              "Bool",
              8,
              "ExactCasts",
              "raw != 0",
              "(byte) ExactCasts.inRange(v, 0, 1, format)",
              "(byte) ExactCasts.integral(v, 0, 1, format)"),
          integer("Int8", 8, "(int) raw", "byte", "Byte.MIN_VALUE", "Byte.MAX_VALUE"),
          integer("UInt8", 8, "raw & 0xff", "byte", "0", "0xff"),
          integer("Int16", 16, "(int) raw", "short", "Short.MIN_VALUE", "Short.MAX_VALUE"),
          integer("UInt16", 16, "raw & 0xffff", "short", "0", "0xffff"),
          integer("Int32", 32, "raw", "int", "Integer.MIN_VALUE", "Integer.MAX_VALUE"),
          integer("UInt32", 32, "raw & 0xffff_ffffL", "int", "0", "0xffff_ffffL"),
          new Scalar(
              "Int64",
              64,
              "ExactCasts",
              "raw",
              "v",
              "ExactCasts.integral(v, Long.MIN_VALUE, Long.MAX_VALUE, format)"),
          new Scalar(
              "UInt64",
              64,
              "UInt64Casts",
              "raw",
              "ExactCasts.inRange(v, 0, Long.MAX_VALUE, format)",
              "UInt64Casts.integral(v, format)"),
          new Scalar(
              "Float16",
              16,
              "ExactCasts",
              "Float.float16ToFloat(raw)",
              "ExactCasts.float16(v, format)",
              "ExactCasts.float16(v, format)"),
          new Scalar(
              "BFloat16",
              16,
              "ExactCasts",
              "HalfFloats.bfloat16(raw)",
              "ExactCasts.bfloat16(v, format)",
              "ExactCasts.bfloat16(v, format)"),
          new Scalar(
              "Float32",
              32,
              "ExactCasts",
              "Float.intBitsToFloat(raw)",
              "Float.floatToRawIntBits((float) v)",
              "Float.floatToRawIntBits(ExactCasts.float32(v, format))"),
          new Scalar(
              "Float64",
              64,
              "ExactCasts",
              "Double.longBitsToDouble(raw)",
              "Double.doubleToRawLongBits(v)",
              "Double.doubleToRawLongBits(v)"));

  private static Scalar integer(
      String name, int bits, String fromRaw, String raw, String min, String max) {
    String range = "v, " + min + ", " + max + ", format)";
    return new Scalar(
        name,
        bits,
        "ExactCasts",
        fromRaw,
        "(" + raw + ") ExactCasts.inRange(" + range,
        "(" + raw + ") ExactCasts.integral(" + range);
  }

  /** The number of indices of a getter; 0 stands for an array of them. */
  private static final List<Integer> ARITIES = List.of(1, 2, 3, 4, 0);

  private static final List<String> INDEX = List.of("i", "j", "k", "l");

  private static String parameters(int arity) {
    return arity == 0
        ? "long... index"
        : INDEX.stream().limit(arity).map(i -> "long " + i).collect(Collectors.joining(", "));
  }

  private static String arguments(int arity) {
    return arity == 0 ? "index" : INDEX.stream().limit(arity).collect(Collectors.joining(", "));
  }

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0], "org", "ndview");
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("TypedItems.java"), typedItems());
    Files.writeString(folder.resolve("ScalarViews.java"), scalarViews());
    Files.writeString(folder.resolve("GeneralView.java"), generalView());
  }

  private static String typedItems() {
    StringBuilder out = new StringBuilder();
    out.append(
        """
        package org.ndview;

        /**
         * The typed getters and setters of {@link NdView}. In a setter the value comes first and the indices follow: {@code setInt(1, 2)} sets
         * item 2 to 1. Generated: see GenerateTypedItems.
         */
        abstract sealed class TypedItems permits NdView {
          TypedItems() {}
        """);
    for (Access access : ACCESSES) {
      for (int arity : ARITIES) {
        String params = indices(arity);
        String shape =
            arity == 0
                ? "a view of any number of dimensions"
                : "a view of " + arity + (arity == 1 ? " dimension" : " dimensions");
        out.append(
            """

              /**
               * {@return the item at an index of %1$s, as a %2$s, %3$s}
               *
            %4$s   * @throws IndexOutOfBoundsException if an index lies outside its dimension
               * @throws IllegalArgumentException if the view has another number of dimensions, or items that are not numbers
               * @throws ArithmeticException if it does not fit a %2$s; {@link NdView#get} gives it whole
               * @throws IllegalStateException if the view is released, or its memory closed
               */
              public abstract %2$s get%5$s(%6$s);

              /**
               * Sets the item at an index of %1$s to a %2$s. Integers and bools take only what they hold exactly; floats round to nearest, ties
               * to even, directly in one rounding.
               *
               * @param value the new value of the item; the indices come after it
            %4$s   * @throws IndexOutOfBoundsException if an index lies outside its dimension
               * @throws IllegalArgumentException if the value is out of the format's range, or has a fraction and the format is of integers; if
               *     the view has another number of dimensions, or items that are not numbers. Memory stays as it was
               * @throws java.nio.ReadOnlyBufferException if the view is read-only
               * @throws IllegalStateException if the view is released, or its memory closed
               */
              public abstract void set%5$s(%2$s value, %6$s);
            """
                .formatted(
                    shape, access.type, access.what, params, access.name, parameters(arity)));
      }
    }
    for (int arity : ARITIES) {
      out.append(
          """

            /**
             * {@return the item at an index of a view of characters ({@code u} or {@code w}), as a char} Of {@code u} that is a unit of UTF-16.
             *
          %1$s   * @throws IndexOutOfBoundsException if an index lies outside its dimension, or a pointer leads out of the memory given
             * @throws IllegalArgumentException if the view has another number of dimensions, or items that are not one character each: numbers,
             *     bytes ({@code c}, read by getByte), longer text
             * @throws ArithmeticException if a {@code w} does not fit a char; {@link NdView#get} gives it whole
             * @throws IllegalStateException if the view is released, or its memory closed
             */
            public final char getChar(%2$s) {
              return character(%3$s);
            }

            /**
             * Sets the item at an index of a view of characters ({@code u} or {@code w}) to a char.
             *
             * @param value the new value of the item; the indices come after it
          %1$s   * @throws IndexOutOfBoundsException if an index lies outside its dimension, or a pointer leads out of the memory given
             * @throws IllegalArgumentException if the view has another number of dimensions, or items that are not one character each
             * @throws java.nio.ReadOnlyBufferException if the view is read-only
             * @throws IllegalStateException if the view is released, or its memory closed
             */
            public final void setChar(char value, %2$s) {
              putCharacter(value, %3$s);
            }
          """
              .formatted(indices(arity), parameters(arity), arguments(arity)));
    }
    out.append(
        """

          /** The item at an index of a view of any number of dimensions. */
          abstract char character(long... index);

          abstract void putCharacter(char value, long... index);
        """);
    return out.append("}\n").toString();
  }

  /** The Javadoc of the indices. */
  private static String indices(int arity) {
    return arity == 0
        ? "   * @param index one index for each dimension, each from 0 up to its length\n"
        : IntStream.range(0, arity)
            .mapToObj(d ->
                "   * @param %s the index along dimension %d, from 0 up to its length%n"
                    .formatted(INDEX.get(d), d))
            .collect(Collectors.joining());
  }

  private static String scalarViews() {
    StringBuilder out = new StringBuilder();
    out.append(
        """
        package org.ndview;

        import java.lang.ref.Reference;
        import org.ndview.internal.item.ExactCasts;
        import org.ndview.internal.item.UInt64Casts;
        import org.ndview.internal.item.HalfFloats;
        import java.lang.foreign.ValueLayout;
        import org.ndview.internal.memory.Backing;
        import org.ndview.internal.memory.GuardSites;
        import org.ndview.format.Format;
        import org.ndview.format.ScalarType;

        /**
         * A subclass of {@link ScalarView} for each scalar type and byte order, and one of that for each kind of memory. Generated: see
         * GenerateTypedItems.
         */
        @SuppressWarnings("serial") // as NdView
        final class ScalarViews {
          private ScalarViews() {}

          /** {@return a view of scalars, or null if the type has no subclass of its own} */
          static @org.jspecify.annotations.Nullable NdView of(Backing backing, Format format, Layout layout, ScalarType type, boolean swapped) {
            return switch (type) {
        """);
    for (Scalar s : SCALARS) {
      String make =
          s.bits == 8
              ? "%1$s.of(backing, format, layout)"
              : "swapped ? %1$sSwapped.of(backing, format, layout) : %1$s.of(backing, format, layout)";
      out.append(
          "      case %s -> %s;%n"
              .formatted(s.name.toUpperCase(java.util.Locale.ROOT), make.formatted(s.name)));
    }
    out.append("      default -> null;\n    };\n  }\n");
    for (Scalar s : SCALARS) {
      out.append(scalarView(s, false));
      if (s.bits > 8) {
        out.append(scalarView(s, true));
      }
    }
    return out.append("}\n").toString();
  }

  private static String generalView() {
    StringBuilder out = new StringBuilder();
    out.append(
        """
        package org.ndview;

        import org.ndview.format.Format;
        import org.ndview.internal.item.BoxedCasts;
        import org.ndview.internal.memory.Backing;

        /** A view of anything else: structs, text, complex numbers, and all formats behind pointers. Generated: see GenerateTypedItems. */
        @SuppressWarnings("serial") // as NdView
        final class GeneralView extends NdView {
          GeneralView(Backing backing, Format format, Layout layout) {
            super(backing, format, layout);
          }
        """);
    for (Access a : ACCESSES) {
      for (int arity : ARITIES) {
        out.append(
            """

              @Override
              public %1$s get%2$s(%3$s) {
                return BoxedCasts.to%2$s(number(%4$s), format);
              }

              @Override
              public void set%2$s(%1$s value, %3$s) {
                setNumber(value, %4$s);
              }
            """
                .formatted(a.type, a.name, parameters(arity), arguments(arity)));
      }
    }
    return out.append("}\n").toString();
  }

  private static String scalarView(Scalar s, boolean swapped) {
    String name = s.name + (swapped ? "Swapped" : "");
    String raw =
        switch (s.bits) {
          case 8 -> "byte";
          case 16 -> "short";
          case 32 -> "int";
          default -> "long";
        };
    String boxed =
        switch (s.bits) {
          case 16 -> "Short";
          case 32 -> "Integer";
          default -> "Long";
        };
    String carrier =
        s.name.equals("Bool")
            ? "boolean"
            : s.name.equals("Float64")
                ? "double"
                : s.name.contains("Float")
                    ? "float"
                    : s.name.equals("UInt32") || s.bits == 64 ? "long" : "int";
    String get = "bits(at)";
    String bits = "%s";
    if (swapped) {
      get = "%s.reverseBytes(bits(at))".formatted(boxed);
      bits = boxed + ".reverseBytes(%s)";
    }
    StringBuilder out = new StringBuilder();
    out.append(
        """

          abstract static class %1$s extends ScalarView {
            private %1$s(Backing backing, Format format, Layout layout) {
              super(backing, format, layout);
            }

            abstract %3$s bits(long at);

            abstract void putBits(long at, %3$s bits);

            private %2$s value(long at) {
              %3$s raw = %4$s;
              Reference.reachabilityFence(this);
              return %5$s;
            }

            private void put(long v, long at) {
              putBits(at, %6$s);
              Reference.reachabilityFence(this);
            }

            private void put(double v, long at) {
              putBits(at, %7$s);
              Reference.reachabilityFence(this);
            }

            @Override
            final Object boxed(long at) {
              return %8$s;
            }
        """
            .formatted(
                name,
                carrier,
                raw,
                get,
                s.fromRaw,
                bits.formatted(s.rawOfLong),
                bits.formatted(s.rawOfDouble),
                s.name.equals("UInt64") ? "UInt64Casts.toBigInteger(value(at))" : "value(at)"));
    if (s.name.equals("Float32")) {
      // of a float there is nothing to check
      out.append(
          """

              private void put(float v, long at) {
                  putBits(at, %s);
                Reference.reachabilityFence(this);
              }
          """
              .formatted(bits.formatted("Float.floatToRawIntBits(v)")));
    }
    for (Access a : ACCESSES) {
      String value = a.type.equals("boolean") ? "value ? 1L : 0L" : "value";
      for (int arity : ARITIES) {
        out.append(
            """

                @Override
                public %1$s get%2$s(%3$s) {
                  return %4$s.to%2$s(value(at(%5$s)));
                }

                @Override
                public void set%2$s(%1$s value, %3$s) {
                  put(%6$s, atToWrite(%5$s));
                }
            """
                .formatted(a.type, a.name, parameters(arity), s.numbers, arguments(arity), value));
      }
    }
    memories(out, name, raw);
    return out.append("  }\n").toString();
  }

  /** The kinds of memory by their classes, as MemoryKind has them. */
  private static final List<String> MEMORIES =
      List.of("Native", "Mapped", "Bytes", "Shorts", "Chars", "Ints", "Longs", "Floats", "Doubles");

  /** So many classes of guards are told apart. */
  private static final int GUARDS = 4;

  private static void memories(StringBuilder out, String name, String raw) {
    out.append(
        """

            static %s of(Backing backing, Format format, Layout layout) {
              if (backing.lent() != null) {
                return new Lent(backing, format, layout);
              }
              MemoryGuard guard = backing.guard();
              if (guard != null) {
                return switch (GuardSites.number(guard)) {
        """
            .formatted(name));
    for (int guard = 0; guard < GUARDS; guard++) {
      out.append(
          "          case %1$d -> new Guarded%1$d(backing, format, layout);%n".formatted(guard));
    }
    out.append(
        """
                  default -> new Guarded(backing, format, layout);
                };
              }
              return switch (backing.kind()) {
        """);
    for (String memory : MEMORIES) {
      out.append(
          "        case %s -> new %s(backing, format, layout);%n"
              .formatted(memory.toUpperCase(java.util.Locale.ROOT), memory));
    }
    out.append("      };\n    }\n");
    for (String memory : MEMORIES) {
      memory(out, name, raw, memory, "segment", "");
    }
    memory(out, name, raw, "Lent", "here()", "");
    for (int guard = 0; guard < GUARDS; guard++) {
      memory(out, name, raw, "Guarded" + guard, "segment", "guard.check();\n        ");
    }
    memory(out, name, raw, "Guarded", "segment", "guard.check();\n        ");
  }

  private static void memory(
      StringBuilder out, String type, String raw, String name, String segment, String check) {
    String layout =
        "ValueLayout.JAVA_"
            + raw.toUpperCase(java.util.Locale.ROOT)
            + (raw.equals("byte") ? "" : "_UNALIGNED");
    out.append(
        """

            private static final class %1$s extends %2$s {
              %1$s(Backing backing, Format format, Layout layout) {
                super(backing, format, layout);
              }

              @Override
              %3$s bits(long at) {
                %6$sreturn %5$s.get(%4$s, at);
              }

              @Override
              void putBits(long at, %3$s bits) {
                %6$s%5$s.set(%4$s, at, bits);
              }
            }
        """
            .formatted(name, type, raw, layout, segment, check));
  }
}
