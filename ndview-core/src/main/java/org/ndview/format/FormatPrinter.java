package org.ndview.format;

import java.util.List;

/** Writes a format: a mark only where it changes, in the order {@code (shape) mark count code}. */
final class FormatPrinter {
  private final StringBuilder out = new StringBuilder();
  private Mark state = Mark.NATIVE;

  private FormatPrinter() {}

  static String print(Format format) {
    FormatPrinter p = new FormatPrinter();
    p.item(format, 1);
    return p.out.toString();
  }

  private void item(Format format, long count) {
    switch (format) {
      case Scalar f -> code(f.mark(), count, f.code());
      case Text f -> code(f.mark(), f.length(), String.valueOf(f.code()));
      case Pad f -> code(f.mark(), f.length(), "x");
      case Bits f -> code(f.mark(), f.count(), "t");
      case Opaque f -> code(f.mark(), count, opaque(f));
      case Pointer f -> {
        code(f.mark(), count, "&");
        item(f.target(), 1);
      }
      case FunctionPointer f -> {
        code(f.mark(), count, "X{");
        item(f.arguments(), 1);
        Format result = f.result();
        if (result != null) {
          out.append("->");
          item(result, 1);
        }
        out.append('}');
      }
      case SubArray f -> {
        shape(f.shape());
        item(f.element(), 1);
      }
      case Struct f -> {
        out.append("T{");
        fields(f.fields());
        out.append('}');
      }
      case Sequence f -> fields(f.fields());
    }
  }

  private void fields(List<Field> fields) {
    for (Field f : fields) {
      item(f.format(), f.count());
      if (f.name() != null) {
        out.append(':').append(f.name()).append(':');
      }
    }
  }

  private void code(Mark mark, long count, String code) {
    if (mark != state) {
      out.append(mark.symbol());
      state = mark;
    }
    if (count != 1) {
      out.append(count);
    }
    out.append(code);
  }

  private void shape(List<Long> shape) {
    String separator = "(";
    for (long n : shape) {
      out.append(separator).append(n);
      separator = ",";
    }
    out.append(')');
  }

  private static String opaque(Opaque f) {
    String code = f.code();
    boolean sized = code.equals("O") || ScalarCodes.isByteType(code);
    return sized ? code : code.substring(0, code.length() - 1) + ";" + f.itemsize() + "]";
  }
}
