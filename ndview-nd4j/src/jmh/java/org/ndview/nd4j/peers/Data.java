package org.ndview.nd4j.peers;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.ndview.Casting;
import org.ndview.NdView;

/** The memory of the rows: written before it is measured, with the same numbers on every side. */
final class Data {
  static final String BFLOAT16 = "[bfloat16]";

  private static final int PERIOD = 97;

  private Data() {}

  /** {@return 0 to 96, again and again; peer.py has the same} */
  static NdView counted(String format, long... shape) {
    NdView view = NdView.allocate(format, shape);
    int n = Math.toIntExact(view.size());
    int[] numbers = new int[n];
    for (int i = 0; i < n; i++) {
      numbers[i] = i % PERIOD;
    }
    NdView.of(numbers).reshape(shape).convertTo(view, Casting.UNSAFE);
    return view;
  }

  /** {@return memory that was written before} */
  static NdView touched(String format, long... shape) {
    NdView view = NdView.allocate(format, shape);
    view.segment().fill((byte) 0);
    return view;
  }

  /**
   * {@return a copy from memory to memory, both its own} It may write past the caches, and whoever
   * writes the same memory next would pay for it.
   */
  static Runnable memcpy(String format, long... shape) {
    NdView source = touched(format, shape);
    NdView target = touched(format, shape);
    return () -> target.segment().copyFrom(source.segment());
  }

  /** {@return an array of ND4J with the numbers of a view of native byte order} */
  static INDArray nd4j(String format, NdView numbers) {
    return org.ndview.nd4j.NdArrays.copy(numbers, type(format));
  }

  /** {@return an array of ND4J that was written before} */
  static INDArray nd4jTouched(String format, long... shape) {
    INDArray array = Nd4j.create(type(format), shape);
    org.ndview.nd4j.NdArrays.view(array).segment().fill((byte) 0);
    return array;
  }

  /** {@return ND4J's type of a format of native byte order} */
  static DataType type(String format) {
    return switch (format) {
      case "?" -> DataType.BOOL;
      case "b" -> DataType.INT8;
      case "B" -> DataType.UINT8;
      case "h" -> DataType.INT16;
      case "H" -> DataType.UINT16;
      case "i" -> DataType.INT32;
      case "I" -> DataType.UINT32;
      case "q" -> DataType.INT64;
      case "Q" -> DataType.UINT64;
      case "e" -> DataType.FLOAT16;
      case BFLOAT16 -> DataType.BFLOAT16;
      case "f" -> DataType.FLOAT;
      case "d" -> DataType.DOUBLE;
      default -> throw new IllegalArgumentException(format);
    };
  }

  /** {@return NumPy's name of a format; bfloat16 is kept as its bits} */
  static String dtype(String format) {
    char first = format.charAt(0);
    if (first == '<' || first == '>') {
      return first + dtype(format.substring(1));
    }
    return switch (format) {
      case "?" -> "?";
      case "b" -> "i1";
      case "B" -> "u1";
      case "h" -> "i2";
      case "H", BFLOAT16 -> "u2";
      case "i" -> "i4";
      case "I" -> "u4";
      case "q" -> "i8";
      case "Q" -> "u8";
      case "e" -> "f2";
      case "f" -> "f4";
      case "d" -> "f8";
      default -> throw new IllegalArgumentException(format);
    };
  }

  /** {@return a name that a reader knows} */
  static String name(String format) {
    return switch (format) {
      case "?" -> "bool";
      case "b" -> "int8";
      case "B" -> "uint8";
      case "h" -> "int16";
      case "H" -> "uint16";
      case "i" -> "int32";
      case "I" -> "uint32";
      case "q" -> "int64";
      case "Q" -> "uint64";
      case "e" -> "float16";
      case BFLOAT16 -> "bfloat16";
      case "f" -> "float32";
      case "d" -> "float64";
      default ->
          format.startsWith(">")
              ? "big-endian " + name(format.substring(1))
              : "little-endian " + name(format.substring(1));
    };
  }

  /** {@return Python's text of a shape} */
  static String tuple(long... shape) {
    StringBuilder text = new StringBuilder("(");
    for (long n : shape) {
      text.append(n).append(',');
    }
    return text.append(')').toString();
  }

  /** {@return a Python statement that makes a name of counted numbers} */
  static String make(String name, String format, long... shape) {
    return format.equals(BFLOAT16)
        ? "%s = counted_bf16(%s)\n".formatted(name, tuple(shape))
        : "%s = counted(%s, '%s')\n".formatted(name, tuple(shape), dtype(format));
  }

  /** {@return a Python statement that makes a name of memory that was written before} */
  static String room(String name, String format, long... shape) {
    return "%s = touched(%s, '%s')\n".formatted(name, tuple(shape), dtype(format));
  }

  /** {@return a shape for a row's name} */
  static String times(long... shape) {
    StringBuilder text = new StringBuilder();
    for (long n : shape) {
      text.append(text.isEmpty() ? "" : " x ").append(n);
    }
    return text.toString();
  }

  /** {@return a count for a row's name} */
  static String count(long n) {
    return "%,d".formatted(n);
  }
}
