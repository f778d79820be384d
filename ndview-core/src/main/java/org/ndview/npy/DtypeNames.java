package org.ndview.npy;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.ndview.format.ScalarType;

/**
 * The texts that {@code numpy.dtype} reads beside codes such as {@code '<f8'}: names, letters, and
 * lists with commas. They become the codes that NumPy has for them.
 */
final class DtypeNames {
  private static final Pattern SIZED = Pattern.compile("[<>=|]?[a-zA-Z](\\d{1,18})(\\[.*)?");

  /** Byte order, how many or what shape, byte order, and what. */
  private static final Pattern PART =
      Pattern.compile(
          "([<>=|!]?) *(\\d{1,18}|\\([\\d, ]*\\))? *([<>=|!]?)([A-Za-z?][\\w.]*)?(\\[.*])?");

  /** Of a list: commas within brackets separate lengths. */
  private static final Pattern COMMA = Pattern.compile(",(?![^(\\[]*[)\\]])");

  private static final Map<String, String> CODES = codes();

  private DtypeNames() {}

  private static Map<String, String> codes() {
    long longs = System.getProperty("os.name", "").startsWith("Windows") ? 4 : 8;
    long precise = ScalarType.LONG_DOUBLE.itemsize();
    String[] table = {
      "b1 ? bool bool_",
      "i1 b int8 byte",
      "u1 B uint8 ubyte",
      "i2 h int16 short",
      "u2 H uint16 ushort",
      "i4 i int32 intc",
      "u4 I uint32 uintc",
      "i8 q n p int64 longlong int int_ intp",
      "u8 Q N P uint64 ulonglong uint uintp",
      "i" + longs + " l long",
      "u" + longs + " L ulong",
      "f2 e float16 half",
      "f4 f float32 single",
      "f8 d float64 double float",
      "f" + precise + " g longdouble",
      "f12 float96",
      "f16 float128",
      "c8 F complex64 csingle",
      "c16 D complex128 cdouble complex",
      "c" + 2 * precise + " G clongdouble",
      "c24 complex192",
      "c32 complex256",
      "S1 c",
      "S0 S a bytes bytes_",
      "U0 U str str_",
      "V0 V void",
      "O O object object_",
      "M8 M datetime64",
      "m8 m timedelta64",
    };
    Map<String, String> codes = new HashMap<>();
    for (String row : table) {
      String[] names = row.split(" ");
      Arrays.stream(names).skip(1).forEach(name -> codes.put(name, names[0]));
    }
    return Map.copyOf(codes);
  }

  /** {@return the dtype of a text; one that NumPy does not read stays as it is} */
  static NumpyDtype dtype(String text) {
    if (SIZED.matcher(text).matches()) {
      return new NumpyDtype.Plain(Character.isLetter(text.charAt(0)) ? marked("", text) : text);
    }
    String[] parts = COMMA.split(text, -1);
    if (parts.length == 1) {
      NumpyDtype.Member member = member("", text);
      return member == null
          ? new NumpyDtype.Plain(text)
          : member.shape().isEmpty()
              ? member.dtype()
              : new NumpyDtype.Array(member.dtype(), member.shape());
    }
    List<NumpyDtype.Member> members = new ArrayList<>();
    for (int i = 0; i < parts.length; i++) {
      if (i > 0 && i == parts.length - 1 && parts[i].isBlank()) {
        break; // a comma at the end
      }
      NumpyDtype.Member member = member("f" + i, parts[i].strip());
      if (member == null) {
        return new NumpyDtype.Plain(text);
      }
      members.add(member);
    }
    return new NumpyDtype.Struct(members);
  }

  private static NumpyDtype.@Nullable Member member(String name, String part) {
    Matcher matcher = PART.matcher(part);
    String what = matcher.matches() ? matcher.group(4) : null;
    if (what == null || (!matcher.group(1).isEmpty() && !matcher.group(3).isEmpty())) {
      return null;
    }
    String order = matcher.group(1) + matcher.group(3);
    String unit = matcher.group(5) == null ? "" : matcher.group(5);
    List<Long> shape = new ArrayList<>();
    if (matcher.group(2) != null) {
      for (String length : matcher.group(2).split("[(), ]+", -1)) {
        if (length.length() > 18) {
          return null;
        } else if (!length.isEmpty()) {
          shape.add(Long.parseLong(length));
        }
      }
    }
    String code = CODES.get(what);
    if (code == null) {
      return SIZED.matcher(what + unit).matches()
          ? new NumpyDtype.Member(
              name, null, new NumpyDtype.Plain(marked(order, what) + unit), shape)
          : null;
    }
    return new NumpyDtype.Member(
        name, null, new NumpyDtype.Plain(marked(order, code) + unit), shape);
  }

  /** A code with the byte order that NumPy writes for it. */
  private static String marked(String order, String code) {
    boolean bytes =
        "SVOa".indexOf(code.charAt(0)) >= 0 || (code.endsWith("1") && code.length() == 2);
    String own = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? ">" : "<";
    String mark =
        switch (order) {
          case "<", ">" -> order;
          case "!" -> ">";
          default -> own;
        };
    return (bytes ? "|" : mark) + code;
  }
}
