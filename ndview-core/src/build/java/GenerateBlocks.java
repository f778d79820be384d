import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes StagingArray8, StagingArray16, StagingArray32, StagingArray64, StagingArrayFloat and
 * StagingArrayDouble: loops between memory and small arrays, which differ by nothing but the type
 * of an item. Each loop stands once for each kind of memory, so that each keeps a type profile of
 * its own: see SegmentAccess.
 */
public final class GenerateBlocks {
  private static final String[] KINDS = {"SegmentAccess.NATIVE", "SegmentAccess.BYTES", null};

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0], "org", "ndview", "internal", "bulk");
    Files.createDirectories(folder);
    write(folder, "8", 8, "byte", swap("Byte"), "JAVA_BYTE");
    write(folder, "16", 16, "short", swap("Short"), "JAVA_SHORT_UNALIGNED");
    write(folder, "32", 32, "int", swap("Integer"), "JAVA_INT_UNALIGNED");
    write(folder, "64", 64, "long", swap("Long"), "JAVA_LONG_UNALIGNED");
    write(folder, "Float", 32, "float", NO_SWAP, "JAVA_FLOAT_UNALIGNED");
    write(folder, "Double", 64, "double", NO_SWAP, "JAVA_DOUBLE_UNALIGNED");
  }

  /** Bits that are no number yet would not survive. */
  private static final String NO_SWAP =
      "    throw new UnsupportedOperationException(\"numbers, not bytes\");\n";

  private static String swap(String box) {
    return box.equals("Byte")
        ? ""
        : """
            for (int i = 0; i < n; i++) {
              items[i] = %s.reverseBytes(items[i]);
            }
        """
            .formatted(box);
  }

  private static void write(
      Path folder, String name, int bits, String type, String swap, String layout)
      throws IOException {
    String source =
        """
        package org.ndview.internal.bulk;

        import java.lang.foreign.MemorySegment;
        import java.lang.foreign.ValueLayout;
        import org.ndview.internal.memory.SegmentAccess;

        /** Items of the type %2$s. Generated: see GenerateBlocks. */
        public final class StagingArray%1$s extends StagingArray {
          private static final ValueLayout.Of%5$s ITEM = ValueLayout.%3$s;

          private %2$s[] items;
          private %2$s[] scratch = new %2$s[0];

          public StagingArray%1$s(int length) {
            super(%4$d);
            items = new %2$s[length];
          }

          @Override
          public %2$s[] array() {
            return items;
          }

          @Override
          public void read(MemorySegment memory, long at, int n, int to) {
            MemorySegment.copy(memory, ITEM, at, items, to, n);
          }

          @Override
          public void write(int from, MemorySegment memory, long at, int n) {
            MemorySegment.copy(items, from, memory, ITEM, at, n);
          }

          @Override
          public void gather(MemorySegment memory, long at, int outer, long outerStride, int inner, long innerStride, int pitch) {
            %2$s[] items = this.items;
            switch (SegmentAccess.kindOf(memory)) {
        %6$s    }
          }

          @Override
          public void scatter(MemorySegment memory, long at, int outer, long outerStride, int inner, long innerStride, int pitch) {
            %2$s[] items = this.items;
            switch (SegmentAccess.kindOf(memory)) {
        %7$s    }
          }

          @Override
          public void reserve(int length) {
            if (items.length < length) {
              items = new %2$s[length];
            }
          }

          private %2$s[] scratch(int length) {
            if (scratch.length < length) {
              scratch = new %2$s[length];
            }
            return scratch;
          }

          @Override
          public void turn(int rows, int columns, int pitch) {
            %2$s[] from = items;
            %2$s[] to = scratch(items.length);
            if (pitch == WIDE) {
        %12$s    } else {
        %13$s    }
            scratch = from;
            items = to;
          }

          @Override
          public void interleave(int rows, int columns) {
            %2$s[] from = items;
            %2$s[] to = scratch(items.length);
            switch (rows) {
        %9$s      default -> {
                for (int r = 0; r < rows; r++) {
                  for (int c = 0, f = r * columns, t = r; c < columns; c++, f++, t += rows) {
                    to[t] = from[f];
                  }
                }
              }
            }
            scratch = from;
            items = to;
          }

          @Override
          public void separate(int rows, int columns) {
            %2$s[] from = items;
            %2$s[] to = scratch(items.length);
            switch (columns) {
        %10$s      default -> {
                for (int c = 0; c < columns; c++) {
                  for (int r = 0, f = c, t = c * rows; r < rows; r++, f += columns, t++) {
                    to[t] = from[f];
                  }
                }
              }
            }
            scratch = from;
            items = to;
          }

          @Override
          public boolean pick(MemorySegment memory, long at, int n, int step, int to) {
            %2$s[] items = this.items;
            if (step == -1) {
              reverse(memory, at, n, to);
              return true;
            }
        %14$s    int span = (n - 1) * Math.abs(step) + 1;
            if (step < 0 || span > capacity(%4$d)) {
              return false;
            }
            %2$s[] all = scratch(Math.max(span, items.length));
            MemorySegment.copy(memory, ITEM, at, all, 0, span);
            switch (step) {
        %11$s      default -> {
                return false;
              }
            }
            return true;
          }

          /** As many as a long holds at once. */
          private void reverse(MemorySegment memory, long at, int n, int to) {
            int many = n / %15$d;
            int rest = n %% %15$d;
            long low = at - (n - 1L) * %4$d;
            long[] wide = wide(2 * many);
            MemorySegment.copy(memory, ValueLayout.JAVA_LONG_UNALIGNED, low + rest * %4$dL, wide, 0, many);
            for (int i = 0, last = 2 * many - 1; i < many; i++) {
              long x = wide[i];
              wide[last - i] = %16$s;
            }
            MemorySegment.copy(MemorySegment.ofArray(wide), ITEM, 8L * many, items, to, many * %15$d);
            for (int i = 0; i < rest; i++) {
              items[to + n - 1 - i] = memory.get(ITEM, low + i * %4$dL);
            }
          }

          @Override
          public void reverse(MemorySegment from, long at, MemorySegment memory, long to, int n) {
            int many = n / %15$d;
            long top = at + %4$d - Long.BYTES;
            for (int i = 0; i < many; i++) {
              long x = from.get(ValueLayout.JAVA_LONG_UNALIGNED, top - 8L * i);
              memory.set(ValueLayout.JAVA_LONG_UNALIGNED, to + 8L * i, %16$s);
            }
            for (int i = many * %15$d; i < n; i++) {
              memory.set(ITEM, to + i * %4$dL, from.get(ITEM, at - i * %4$dL));
            }
          }

          @Override
          public void lookUp(byte[] bytes, int from, int step, StagingArray table, int n, int to) {
            %2$s[] items = this.items;
            %2$s[] made = ((StagingArray%1$s) table).items;
            if (made.length != 256) {
              throw new IllegalArgumentException("a table of " + made.length);
            }
            switch (step) {
        %17$s      default -> {
                for (int i = 0; i < n; i++) {
                  items[to + i] = made[bytes[from + i * step] & 0xff];
                }
              }
            }
          }

          @Override
          public void swapBytes(int n) {
        %8$s  }
        }
        """
            .formatted(
                name,
                type,
                layout,
                bits / 8,
                type.equals("int")
                    ? "Int"
                    : Character.toUpperCase(type.charAt(0)) + type.substring(1),
                loops("items[k] = memory.get(ITEM, p);"),
                loops("memory.set(ITEM, p, items[k]);"),
                swap,
                interleaved(),
                separated(),
                picked(),
                turned("WIDE"),
                turned("NARROW"),
                type.equals("int") ? PAIRS : "",
                64 / bits,
                reversed(bits),
                lookedUp());
    Files.writeString(folder.resolve("StagingArray" + name + ".java"), source);
  }

  private static String loops(String body) {
    StringBuilder out = new StringBuilder();
    for (String kind : KINDS) {
      out.append(
          """
                %s -> {
                  for (int o = 0; o < outer; o++) {
                    long p = at + o * outerStride;
                    for (int i = 0, k = o * pitch; i < inner; i++, k++, p += innerStride) {
                      %s
                    }
                  }
                }
          """
              .formatted(kind == null ? "default" : "case " + kind, body));
    }
    return out.toString();
  }

  /** Constant strides, unlike variable ones, leave no range checks in the loop. */
  private static String interleaved() {
    StringBuilder out = new StringBuilder();
    for (int rows = 2; rows <= 4; rows++) {
      out.append(
          "      case %d -> {\n        for (int c = 0; c < columns; c++) {\n".formatted(rows));
      for (int r = 0; r < rows; r++) {
        out.append("          to[%d * c + %d] = from[%d * columns + c];\n".formatted(rows, r, r));
      }
      out.append("        }\n      }\n");
    }
    return out.toString();
  }

  private static String separated() {
    StringBuilder out = new StringBuilder();
    for (int columns = 2; columns <= 4; columns++) {
      out.append(
          "      case %d -> {\n        for (int r = 0; r < rows; r++) {\n".formatted(columns));
      for (int c = 0; c < columns; c++) {
        out.append("          to[%d * rows + r] = from[%d * r + %d];\n".formatted(c, columns, c));
      }
      out.append("        }\n      }\n");
    }
    return out.toString();
  }

  /** Four rows at once, so that what lies near in the target is written together. */
  private static String turned(String pitch) {
    return """
          int r = 0;
          for (; r + 3 < rows; r += 4) {
            for (int c = 0; c < columns; c++) {
              int f = r * PITCH + c;
              int t = c * PITCH + r;
              to[t] = from[f];
              to[t + 1] = from[f + PITCH];
              to[t + 2] = from[f + 2 * PITCH];
              to[t + 3] = from[f + 3 * PITCH];
            }
          }
          for (; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
              to[c * PITCH + r] = from[r * PITCH + c];
            }
          }
    """
        .replace("PITCH", pitch);
  }

  /** Every second item is the half of a long. */
  private static final String PAIRS =
      """
            if (step == 2) {
              long[] pairs = wide(n);
              MemorySegment.copy(memory, ValueLayout.JAVA_LONG_UNALIGNED, at, pairs, 0, n - 1);
              for (int i = 0; i < n - 1; i++) {
                items[to + i] = (int) (pairs[i] >>> FIRST_HALF);
              }
              // behind the last there may be no more memory
              items[to + n - 1] = memory.get(ITEM, at + 8L * (n - 1));
              return true;
            }
      """;

  private static String reversed(int bits) {
    return switch (bits) {
      case 8 -> "Long.reverseBytes(x)";
      case 16 ->
          "Long.rotateLeft((x & 0xffff_0000_ffffL) << 16 | x >>> 16 & 0xffff_0000_ffffL, 32)";
      case 32 -> "Long.rotateLeft(x, 32)";
      default -> "x";
    };
  }

  private static String lookedUp() {
    StringBuilder out = new StringBuilder();
    for (int step = 1; step <= 4; step++) {
      out.append(
          """
                case %d -> {
                  for (int i = 0; i < n; i++) {
                    items[to + i] = made[bytes[from + %d * i] & 0xff];
                  }
                }
          """
              .formatted(step, step));
    }
    return out.toString();
  }

  private static String picked() {
    StringBuilder out = new StringBuilder();
    for (int step = 2; step <= 4; step++) {
      out.append(
          """
                case %d -> {
                  for (int i = 0; i < n; i++) {
                    items[to + i] = all[%d * i];
                  }
                }
          """
              .formatted(step, step));
    }
    return out.toString();
  }
}
