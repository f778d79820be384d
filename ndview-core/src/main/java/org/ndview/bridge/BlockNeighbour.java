package org.ndview.bridge;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ndview.Casting;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.bridge.Plan.Cause;
import org.ndview.bridge.Plan.Way;
import org.ndview.format.Format;
import org.ndview.format.Mark;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;
import org.ndview.internal.check.BriefText;

/**
 * A library whose arrays are a block of numbers each: in C order, in the machine's byte order, and
 * outside of the Java heap. It checks little of what it is given; the rules here do. This is for
 * those who write a bridge.
 *
 * {@snippet lang="java" :
 * enum Type { FLOAT, INT }
 * BlockNeighbour<Type> neighbour =
 *     BlockNeighbour.of(
 *         "Tool",
 *         Map.of(ScalarType.FLOAT32, Type.FLOAT, ScalarType.INT32, Type.INT),
 *         "Tools.wrap(view)",
 *         "Tools.copy(view)");
 * System.out.println(neighbour.plan(NdView.of(new int[3])).cause()); // HEAP
 * System.out.println(neighbour.plan(NdView.allocate("d", 3)).way()); // REFUSE
 * }
 *
 * @param <T> the library's data types
 */
public final class BlockNeighbour<T extends Enum<T>> {
  private final String name;
  private final Map<ScalarType, T> types;
  private final String share;
  private final String copy;
  private final boolean writes;
  private final long maxBytes;

  private BlockNeighbour(
      String name,
      Map<ScalarType, T> types,
      String share,
      String copy,
      boolean writes,
      long maxBytes) {
    this.name = Objects.requireNonNull(name, "name");
    this.types = types;
    this.share = Objects.requireNonNull(share, "share");
    this.copy = Objects.requireNonNull(copy, "copy");
    this.writes = writes;
    this.maxBytes = maxBytes;
  }

  /**
   * {@return a neighbour that reads memory of any size and writes none}
   *
   * @param <T> the library's data types
   * @param name the library's name, as messages tell it
   * @param types which of its data types has the items of which scalar type
   * @param share the bridge's call that shares a view, as the user writes it
   * @param copy the bridge's call that copies a view
   */
  public static <T extends Enum<T>> BlockNeighbour<T> of(
      String name, Map<ScalarType, T> types, String share, String copy) {
    return new BlockNeighbour<>(name, new EnumMap<>(types), share, copy, false, Long.MAX_VALUE);
  }

  /** {@return the same neighbour, which writes what it is given: no read-only view is shared} */
  public BlockNeighbour<T> thatWrites() {
    return new BlockNeighbour<>(name, types, share, copy, true, maxBytes);
  }

  /**
   * {@return the same neighbour, which takes no more than a number of bytes}
   *
   * @param max the largest block (in bytes)
   */
  public BlockNeighbour<T> withMaxBytes(long max) {
    return new BlockNeighbour<>(name, types, share, copy, writes, max);
  }

  /**
   * {@return the neighbour's type of a format's items, in either byte order, or null for none}
   *
   * @param format the format
   */
  public @Nullable T type(Format format) {
    return format instanceof Scalar scalar && !FormatRefusals.isAddress(scalar)
        ? types.get(scalar.type())
        : null;
  }

  /**
   * {@return the format of a type's items, in the machine's byte order, or null if the neighbour's
   * table does not have the type}
   *
   * @param type the neighbour's type
   */
  public @Nullable Scalar format(T type) {
    for (Map.Entry<ScalarType, T> entry : types.entrySet()) {
      if (entry.getValue() == type) {
        return Scalar.of(entry.getKey(), Mark.NATIVE);
      }
    }
    return null;
  }

  /**
   * {@return what handing a view over would do, and why} To be shared, a view needs: a format of
   * the table, in the machine's byte order; items in C order one after the other, behind no
   * pointers; memory outside of the Java heap, which may be written if the neighbour writes; a
   * first item at an address that is a multiple of the itemsize; bools that are 0 or 1, for which
   * all of them are read. A view without items needs the format alone.
   *
   * @param view the view
   * @throws IllegalStateException if the view is released, or its memory closed
   * @throws WrongThreadException if the memory is confined to another thread
   */
  public Plan plan(NdView view) {
    MemorySegment memory = view.segment();
    if (!memory.isAccessibleBy(Thread.currentThread())) {
      throw new WrongThreadException(
          "the memory of the view is confined to another thread than " + Thread.currentThread());
    }
    Format format = view.format();
    Scalar target = target(format);
    if (target == null) {
      return FormatRefusals.refusal(name, format);
    }
    Layout layout = view.layout();
    if (layout.size() > maxBytes / target.itemsize()) {
      return new Plan(
          Way.REFUSE,
          "its %d items of %d bytes are more than %s takes, %d bytes"
              .formatted(layout.size(), target.itemsize(), name, maxBytes),
          "slice() it into parts",
          Cause.SIZE);
    }
    if (type(format) == null) {
      return copy(
          Cause.FORMAT,
          "%s has no type for '%s' (a long double), and 'd' is made of it",
          name,
          BriefText.of(format));
    }
    if (layout.size() == 0) {
      return shares("it has no items, and so no memory to share");
    }
    Plan fault = order((Scalar) format);
    fault = fault != null ? fault : block(layout);
    fault = fault != null ? fault : memory(view, memory, layout);
    fault = fault != null ? fault : bools(view, (Scalar) format);
    return fault != null
        ? fault
        : shares("%s holds its memory as it is, as %s".formatted(name, type(format)));
  }

  /**
   * {@return the plan of a view that the neighbour can copy, and not share}
   *
   * @param cause what decides it
   * @param reason what decides it, as a format for {@link String#format}
   * @param args the numbers in the reason
   */
  public Plan copy(Cause cause, String reason, Object... args) {
    return new Plan(Way.COPY, reason.formatted(args), copy + " copies it", cause);
  }

  /**
   * {@return a new view with the numbers of a view that the neighbour can share} Bools that are not
   * 0 become 1, long doubles are rounded to doubles; all others stay as they are, from any layout,
   * memory and byte order.
   *
   * @param view the view
   * @throws UnsupportedOperationException if {@link #plan} refuses it
   * @throws IllegalStateException if the view is released, or its memory closed
   * @throws WrongThreadException if the memory is confined to another thread
   * @throws OutOfMemoryError if there is not enough memory
   */
  public NdView copied(NdView view) {
    Plan plan = plan(view);
    Scalar target = target(view.format());
    if (!plan.copies() || target == null) {
      throw plan.exception(name + " cannot hold this view");
    }
    NdView made = NdView.allocate(target, view.shape());
    try {
      if (keepsBits(view.format(), target)) {
        made.assign(view);
      } else {
        view.convertTo(made, Casting.UNSAFE);
      }
      return made;
    } catch (RuntimeException | Error e) {
      made.close();
      throw e;
    }
  }

  /** The format that a copy has, or null if there is none. */
  private @Nullable Scalar target(Format format) {
    if (!(format instanceof Scalar scalar) || FormatRefusals.isAddress(scalar)) {
      return null;
    }
    ScalarType type =
        scalar.type() == ScalarType.LONG_DOUBLE && !types.containsKey(ScalarType.LONG_DOUBLE)
            ? ScalarType.FLOAT64
            : scalar.type();
    return types.containsKey(type) ? Scalar.of(type, Mark.NATIVE) : null;
  }

  /** Whether the very bytes will do, those of NaNs too. */
  private static boolean keepsBits(Format format, Scalar target) {
    return format instanceof Scalar scalar
        && scalar.type() == target.type()
        && scalar.type() != ScalarType.BOOL
        && isNativeOrder(scalar);
  }

  private Plan shares(String reason) {
    return new Plan(Way.SHARE, reason, share + " shares it", Cause.NONE);
  }

  private static boolean isNativeOrder(Scalar format) {
    return format.itemsize() == 1 || format.order() == ByteOrder.nativeOrder();
  }

  private @Nullable Plan order(Scalar format) {
    return isNativeOrder(format)
        ? null
        : copy(
            Cause.BYTE_ORDER,
            "its format '%s' is %s, not of this machine's byte order",
            format,
            format.order());
  }

  private @Nullable Plan block(Layout layout) {
    if (layout.hasPointers()) {
      return copy(
          Cause.POINTERS,
          "it has suboffsets %s: its items lie behind pointers",
          BriefText.numbers(layout.suboffsets()));
    }
    return layout.isCContiguous()
        ? null
        : copy(
            Cause.STRIDES,
            "its items do not lie in C order one after the other: shape %s with strides %s (in bytes)",
            BriefText.numbers(layout.shape()),
            BriefText.numbers(layout.strides()));
  }

  private @Nullable Plan memory(NdView view, MemorySegment memory, Layout layout) {
    if (!memory.isNative()) {
      return copy(
          Cause.HEAP,
          "its memory is a %s on the Java heap, which the collector moves",
          memory.heapBase().map(a -> a.getClass().getSimpleName()).orElse("read-only array"));
    }
    if (writes && view.isReadOnly()) {
      return new Plan(
          Way.COPY,
          "it is read-only, and nothing in " + name + " is",
          copy
              + " copies it, and a file mapped with MapMode.PRIVATE is shared, without a write to the file",
          Cause.READ_ONLY);
    }
    long address = memory.address() + layout.offset();
    return address % layout.itemsize() == 0
        ? null
        : copy(
            Cause.ALIGNMENT,
            "its first item lies at address 0x%x, no multiple of the itemsize %d",
            address,
            layout.itemsize());
  }

  /** Any byte but 0 and 1 is undefined behaviour of C++. */
  private @Nullable Plan bools(NdView view, Scalar format) {
    if (format.type() != ScalarType.BOOL) {
      return null;
    }
    NdView bytes = view.cast("B");
    long others = bytes.size() - bytes.count(0) - bytes.count(1);
    return others == 0
        ? null
        : copy(
            Cause.BOOL_VALUE,
            "%d of its bools are bytes other than 0 and 1, and to %s true is 1",
            others,
            name);
  }
}
