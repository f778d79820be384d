package org.ndview.npy;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.ndview.format.Field;
import org.ndview.format.Format;
import org.ndview.format.Mark;
import org.ndview.format.Opaque;
import org.ndview.format.Pad;
import org.ndview.format.Scalar;
import org.ndview.format.ScalarType;
import org.ndview.format.Struct;
import org.ndview.format.SubArray;
import org.ndview.format.Text;

/** From literals to dtypes, and from dtypes to formats. */
final class DtypeToFormat {
  /** Byte order, kind, and size or what stands for one: a date's unit, nothing. */
  private static final Pattern CODE = Pattern.compile("([<>=|]?)([?bBiufcSaUVOMm])(\\d{0,18})(.*)");

  private DtypeToFormat() {}

  static boolean isVoid(String code) {
    Matcher matcher = CODE.matcher(code);
    return matcher.matches() && matcher.group(2).equals("V");
  }

  // from literals

  static NumpyDtype dtype(PythonLiteral literal) {
    return switch (literal) {
      case PythonLiteral.Text text -> DtypeNames.dtype(text.value());
      case PythonLiteral.Tuple(List<PythonLiteral> parts) when parts.size() == 2 -> {
        NumpyDtype element = dtype(parts.getFirst());
        List<Long> shape = shape(parts.getLast());
        yield shape.isEmpty() ? element : new NumpyDtype.Array(element, shape);
      }
      case PythonLiteral.Sequence(List<PythonLiteral> parts) ->
          new NumpyDtype.Struct(parts.stream().map(DtypeToFormat::member).toList());
      default ->
          throw new IllegalArgumentException(
              "a dtype is a string, a list of fields, or a pair of a dtype and a shape, not "
                  + literal.brief());
    };
  }

  private static NumpyDtype.Member member(PythonLiteral literal) {
    if (literal instanceof PythonLiteral.Tuple(List<PythonLiteral> parts)
        && (parts.size() == 2 || parts.size() == 3)) {
      List<Long> shape = parts.size() == 3 ? shape(parts.get(2)) : List.of();
      NumpyDtype dtype = dtype(parts.get(1));
      if (parts.getFirst() instanceof PythonLiteral.Text(String name)) {
        return new NumpyDtype.Member(name, null, dtype, shape);
      }
      if (parts.getFirst() instanceof PythonLiteral.Tuple(List<PythonLiteral> both)
          && both.size() == 2
          && both.getFirst() instanceof PythonLiteral.Text(String title)
          && both.getLast() instanceof PythonLiteral.Text(String name)) {
        return new NumpyDtype.Member(name, title, dtype, shape);
      }
    }
    throw new IllegalArgumentException(
        "a field is a tuple of a name, a dtype and perhaps a shape, not " + literal.brief());
  }

  /** A tuple of lengths, or one length. */
  private static List<Long> shape(PythonLiteral literal) {
    List<PythonLiteral> parts =
        literal instanceof PythonLiteral.Tuple(List<PythonLiteral> all) ? all : List.of(literal);
    List<Long> shape = new ArrayList<>();
    for (PythonLiteral part : parts) {
      if (!(part instanceof PythonLiteral.Int number)) {
        throw new IllegalArgumentException(
            "the shape of a sub-array is a tuple of lengths, not " + literal.brief());
      }
      shape.add(number.length("a length of a sub-array"));
    }
    return shape;
  }

  // to formats

  /**
   * The format of an item.
   *
   * @param dates whether dates and time differences are integers of 64 bits, or refused
   */
  static Format format(NumpyDtype dtype, boolean dates) {
    return switch (dtype) {
      case NumpyDtype.Plain plain -> plain(plain.code(), dates);
      case NumpyDtype.Array array -> array(format(array.element(), dates), array.shape());
      case NumpyDtype.Struct struct -> {
        List<Field> fields = new ArrayList<>();
        for (NumpyDtype.Member member : struct.members()) {
          Format format = array(format(member.dtype(), dates), member.shape());
          if (member.isPadding()) {
            fields.add(Field.of(null, new Pad(format.itemsize(), Mark.LITTLE)));
          } else {
            String name = member.name().isEmpty() ? null : member.name();
            fields.add(Field.of(name, name == null ? format : named(format)));
          }
        }
        yield Struct.of(fields);
      }
    };
  }

  /** A named field of bytes is padding with a name, whose value are its bytes. */
  private static Format named(Format format) {
    return format instanceof Opaque opaque ? new Pad(opaque.itemsize(), opaque.mark()) : format;
  }

  private static Format array(Format element, List<Long> shape) {
    return shape.isEmpty() ? element : new SubArray(shape, element);
  }

  private static Format plain(String code, boolean dates) {
    Matcher matcher = CODE.matcher(code);
    if (!matcher.matches()) {
      throw unknown(code);
    }
    Mark mark =
        switch (matcher.group(1)) {
          case "<" -> Mark.LITTLE;
          case ">" -> Mark.BIG;
          default -> Mark.of(ByteOrder.nativeOrder());
        };
    String kind = matcher.group(2);
    boolean sized = !matcher.group(3).isEmpty();
    long size = sized ? Long.parseLong(matcher.group(3)) : 0;
    if (kind.equals("O")) {
      throw new UnsupportedOperationException(
          "the dtype "
              + brief(code)
              + " holds Python objects, which only Python unpickles; in Python, save an array of"
              + " another dtype: numpy.save(file, a.astype(\"f8\"))");
    }
    boolean date = kind.equals("M") || kind.equals("m");
    if (date && dates && (!sized || size == 8)) {
      return Scalar.of(ScalarType.INT64, mark);
    }
    if (date) {
      throw new UnsupportedOperationException(
          "the dtype "
              + brief(code)
              + " holds "
              + (kind.equals("M") ? "dates" : "time differences")
              + ", which PEP 3118 cannot tell from integers; withDatesAsIntegers() of the options"
              + " reads the integers");
    }
    if (!matcher.group(4).isEmpty()) {
      throw unknown(code);
    }
    return switch (kind) {
      case "S", "a" -> new Text('s', size, Mark.LITTLE);
      case "U" -> new Text('w', size, mark);
      case "V" -> Opaque.of("[bytes]", size, Mark.LITTLE);
      default -> {
        ScalarType type = kind.equals("?") && !sized ? ScalarType.BOOL : type(kind, size);
        if (type == null) {
          throw unknown(code);
        }
        yield Scalar.of(type, type.itemsize() == 1 ? Mark.LITTLE : mark);
      }
    };
  }

  private static @Nullable ScalarType type(String kind, long size) {
    return switch (kind + size) {
      case "b1" -> ScalarType.BOOL;
      case "i1" -> ScalarType.INT8;
      case "i2" -> ScalarType.INT16;
      case "i4" -> ScalarType.INT32;
      case "i8" -> ScalarType.INT64;
      case "u1" -> ScalarType.UINT8;
      case "u2" -> ScalarType.UINT16;
      case "u4" -> ScalarType.UINT32;
      case "u8" -> ScalarType.UINT64;
      case "f2" -> ScalarType.FLOAT16;
      case "f4" -> ScalarType.FLOAT32;
      case "f8" -> ScalarType.FLOAT64;
      case "c8" -> ScalarType.COMPLEX64;
      case "c16" -> ScalarType.COMPLEX128;
      case "f12", "f16", "c24", "c32" -> {
        ScalarType type = kind.equals("f") ? ScalarType.LONG_DOUBLE : ScalarType.LONG_COMPLEX;
        if (size != type.itemsize()) {
          throw new UnsupportedOperationException(
              "a long double of %d bits (%s%d) is not this machine's, which has %d; in Python, save a.astype(\"%s\")"
                  .formatted(
                      kind.equals("f") ? size * 8 : size * 4,
                      kind,
                      size,
                      ScalarType.LONG_DOUBLE.itemsize() * 8,
                      kind.equals("f") ? "f8" : "c16"));
        }
        yield type;
      }
      default -> null;
    };
  }

  private static String brief(String code) {
    return new PythonLiteral.Text(code).brief();
  }

  private static IllegalArgumentException unknown(String code) {
    return new IllegalArgumentException(
        brief(code) + " is no dtype of NumPy's that is known here, such as '<f8', '|b1' or '<U3'");
  }
}
