package org.ndview.npy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ndview.format.Format;

/**
 * A dtype of NumPy, as its {@code dtype.descr} describes it and {@code .npy} files hold it: {@code
 * '<f8'}, or a list of fields such as {@code [('id', '<i4'), ('', '|V4'), ('xy', '<f8', (2,))]}.
 *
 * <p>{@link #of} makes one of a {@link Format} and {@link #format} a format of one; sizes and
 * offsets are the same on both sides.
 */
public sealed interface NumpyDtype {

  /**
   * One item by its code: byte order, kind and size.
   *
   * @param code the code, such as {@code "<f8"}, {@code "|S5"} or {@code "<U3"}
   */
  record Plain(String code) implements NumpyDtype {
    @Override
    public String toString() {
      return PythonRepr.quote(code);
    }
  }

  /**
   * An array in each item.
   *
   * @param element what an element is
   * @param shape its lengths, outermost first
   */
  record Array(NumpyDtype element, List<Long> shape) implements NumpyDtype {
    /** Copies the shape. */
    public Array {
      shape = List.copyOf(shape);
    }

    @Override
    public String toString() {
      return "(" + element + ", " + PythonRepr.tuple(shape) + ")";
    }
  }

  /**
   * Several fields, one after the other; what lies between them is a field too.
   *
   * @param members the fields in their order
   */
  record Struct(List<Member> members) implements NumpyDtype {
    /** Copies the list. */
    public Struct {
      members = List.copyOf(members);
    }

    @Override
    public String toString() {
      List<String> texts = members.stream().map(Member::toString).toList();
      return "[" + String.join(", ", texts) + "]";
    }
  }

  /**
   * A field of a {@link Struct}.
   *
   * @param name its name; empty for padding
   * @param title another name for it, which formats do not have; null if it has none
   * @param dtype what it holds
   * @param shape the lengths of a sub-array; empty if it holds one item
   */
  record Member(String name, @Nullable String title, NumpyDtype dtype, List<Long> shape) {
    /** Copies the shape. */
    public Member {
      shape = List.copyOf(shape);
    }

    /** {@return whether this is padding, by NumPy's rule: without a name, and void} */
    public boolean isPadding() {
      return name.isEmpty()
          && title == null
          && (!shape.isEmpty()
              || dtype instanceof Array
              || (dtype instanceof Plain plain && DtypeToFormat.isVoid(plain.code())));
    }

    @Override
    public String toString() {
      String own = PythonRepr.quote(name);
      return "("
          + (title == null ? own : "(" + PythonRepr.quote(title) + ", " + own + ")")
          + ", "
          + dtype
          + (shape.isEmpty() ? "" : ", " + PythonRepr.tuple(shape))
          + ")";
    }
  }

  /**
   * {@return the dtype of a format}
   *
   * @param format the format of an item
   * @throws UnsupportedOperationException if NumPy has no such dtype; the message names the part
   */
  static NumpyDtype of(Format format) {
    return FormatToDtype.dtype(format);
  }

  /**
   * {@return the dtype of a format, or nothing where NumPy has none}
   *
   * @param format the format of an item
   */
  static Optional<NumpyDtype> find(Format format) {
    try {
      return Optional.of(of(format));
    } catch (UnsupportedOperationException _) {
      return Optional.empty();
    }
  }

  /**
   * {@return the dtype that a Python literal describes, as a dtype's {@code toString} writes it}
   *
   * @param literal the literal, such as {@code "[('a', '<i4'), ('b', '<f8', (2,))]"}
   * @throws IllegalArgumentException if it is not a literal, or describes no dtype
   */
  static NumpyDtype parse(String literal) {
    return DtypeToFormat.dtype(PythonLiteral.parse(literal, false));
  }

  /**
   * {@return the format of an item, in its {@linkplain Format#canonical() canonical} form but for
   * long doubles: byte orders and all padding are written out} Bytes without a name ({@code '|V7'})
   * are {@code [bytes;7]}.
   *
   * @throws UnsupportedOperationException if PEP 3118 has no such item: Python objects, dates, long
   *     doubles of another size than this machine's; the message says what to do
   * @throws IllegalArgumentException if a code is not one of NumPy's, or a name cannot be a field's
   */
  default Format format() {
    return canonical(DtypeToFormat.format(this, false));
  }

  /**
   * {@return the format of an item as by {@link #format}, with dates ({@code '<M8[ns]'}) and time
   * differences ({@code '<m8[s]'}) as integers of 64 bits} The unit is in this dtype alone; the
   * smallest integer stands for NaT.
   *
   * @throws UnsupportedOperationException as by {@link #format}, but for dates
   * @throws IllegalArgumentException if a code is not one of NumPy's, or a name cannot be a field's
   */
  default Format formatWithDates() {
    return canonical(DtypeToFormat.format(this, true));
  }

  private static Format canonical(Format format) {
    try {
      return format.canonical();
    } catch (IllegalArgumentException _) {
      return format; // a long double, which means this machine's
    }
  }

  /**
   * {@return what {@code numpy.lib.format.descr_to_dtype} takes, with lists for tuples: a String,
   * or a List of such, of Strings and of Longs}
   */
  default Object descr() {
    return switch (this) {
      case Plain plain -> plain.code();
      case Array array -> List.of(array.element().descr(), array.shape());
      case Struct struct -> struct.members().stream().map(NumpyDtype::descr).toList();
    };
  }

  private static Object descr(Member member) {
    List<Object> parts = new ArrayList<>();
    String title = member.title();
    parts.add(title == null ? member.name() : List.of(title, member.name()));
    parts.add(member.dtype().descr());
    if (!member.shape().isEmpty()) {
      parts.add(member.shape());
    }
    return parts;
  }
}
