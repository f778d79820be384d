package org.ndview.format;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ndview.internal.check.BriefText;

/** Reads one text, once, by recursive descent of bounded depth. */
final class FormatParser {
  /** The exporter's itemsize is not known. */
  static final long NO_ITEMSIZE = -1;

  private final FormatScanner in;
  private final long itemsize;
  private Mark mark = Mark.NATIVE;
  private int depth;
  private int structs; // how many of those levels are T{
  private int unsized = -1; // where a [name] took the exporter's itemsize
  private final CtypesMarks marks = new CtypesMarks();

  FormatParser(String text, long itemsize) {
    this.in = new FormatScanner(text);
    this.itemsize = itemsize;
  }

  /** Reads the text under its exporter's itemsize. */
  static Format parse(String text, long itemsize) {
    FormatParser parser = new FormatParser(text, itemsize);
    Format format = parser.parse();
    return format instanceof Struct struct && itemsize > struct.itemsize() && parser.marks.ctypes()
        ? new CtypesLayout(struct, itemsize, parser.marks.sizeUnknown()).format()
        : Padding.fit(format, itemsize);
  }

  Format parse() {
    if (isEmptyButForMark()) {
      return new FieldPlacement().sequence();
    }
    FieldPlacement placer = new FieldPlacement();
    List<Field> fields = fields(placer, false);
    if (in.peek() != FormatScanner.END) {
      throw in.fail("'" + in.peek() + "' closes or continues nothing that is open here");
    }
    Field first = fields.getFirst();
    boolean lone = fields.size() == 1 && first.name() == null && first.count() == 1;
    if (unsized >= 0 && !(lone && first.format() instanceof Opaque)) {
      throw unknownSize(unsized);
    }
    return lone ? first.format() : placer.sequence();
  }

  /** Whether the text is a mark at most: the empty format. */
  private boolean isEmptyButForMark() {
    in.skipSpace();
    if (Mark.isMark(in.peek())) {
      in.skip(1);
      in.skipSpace();
    }
    boolean empty = in.peek() == FormatScanner.END;
    in.moveTo(0);
    return empty;
  }

  /** Reads items up to what cannot start one: the end, '}' or '->'. */
  private List<Field> fields(FieldPlacement placer, boolean inStruct) {
    List<Field> fields = new ArrayList<>();
    for (in.skipSpace(); !atEndOfFields(); in.skipSpace()) {
      int start = in.pos();
      Item item = item();
      in.skipSpace();
      String name = in.peek() == ':' ? name(placer) : null;
      Format format = inStruct || name != null ? whole(item, start) : item.format;
      long count = format == item.format ? item.count : 1;
      try {
        fields.add(placer.add(name, format, count));
      } catch (ArithmeticException _) {
        throw in.tooLong(start);
      }
    }
    return fields;
  }

  private boolean atEndOfFields() {
    return in.peek() == FormatScanner.END || in.peek() == '}' || in.looksAt("->");
  }

  private String name(FieldPlacement placer) {
    int start = in.pos() + 1;
    String name = in.name();
    if (placer.hasName(name)) {
      throw in.fail("another field has this name already", start);
    }
    return name;
  }

  /** An item, and the count that repeats it where that is not a length or dimension of its own. */
  private record Item(Format format, long count) {}

  /** The item as one format: a count becomes a dimension. */
  private Format whole(Item item, int start) {
    return item.count == 1 ? item.format : array(List.of(item.count), item.format, start);
  }

  private Format array(List<Long> dims, Format element, int start) {
    if (dims.size() + SubArray.dims(element) > Sizes.MAX_DIMS) {
      throw in.fail("a shape has at most " + Sizes.MAX_DIMS + " dimensions", start);
    }
    try {
      return new SubArray(dims, element);
    } catch (IllegalArgumentException _) {
      throw in.tooLong(start); // the one rule left that it can break
    }
  }

  private Item item() {
    int start = in.pos();
    List<List<Long>> shapes = List.of(); // most items have none
    int dims = 0;
    int countAt = 0; // how many shapes stand before the count
    long count = -1;
    boolean marked = false;
    while (true) {
      char c = in.peek();
      if (Mark.isMark(c)) {
        if (marked) {
          throw in.fail("an item has one byte-order mark");
        }
        marked = true;
        mark = Mark.of(c);
        in.skip(1);
        in.skipSpace();
      } else if (FormatScanner.isDigit(c)) {
        if (count >= 0) {
          throw in.fail("an item has one count");
        }
        count = in.number();
        countAt = shapes.size();
        if (FormatScanner.isSpace(in.peek())) {
          throw in.fail("the code must follow its count directly");
        }
      } else if (c == '(') {
        shapes = new ArrayList<>(shapes);
        shapes.add(in.shape(dims));
        dims += shapes.getLast().size();
        in.skipSpace();
      } else {
        break;
      }
    }
    marks.see(in.peek(), marked, mark, depth - structs);
    Format base = code(count < 0 ? 1 : count, start == in.pos());
    boolean isLength = base instanceof Text || base instanceof Pad || base instanceof Bits;
    long repeat = isLength || count < 0 ? 1 : count;
    if (repeat != 1 && (dims > 0 || base instanceof Struct)) {
      shapes = withCount(shapes, countAt, repeat);
      repeat = 1;
    }
    Format format = base;
    for (List<Long> shape : shapes.reversed()) {
      format = array(shape, format, start);
    }
    return new Item(format, repeat);
  }

  /** A count is the last length of the shape before it, or else the first of the one behind it. */
  private static List<List<Long>> withCount(List<List<Long>> shapes, int at, long count) {
    if (shapes.isEmpty()) {
      return List.of(List.of(count));
    }
    List<List<Long>> all = new ArrayList<>(shapes);
    List<Long> shape = new ArrayList<>(all.get(Math.max(0, at - 1)));
    shape.add(at == 0 ? 0 : shape.size(), count);
    all.set(Math.max(0, at - 1), shape);
    return all;
  }

  /** Reads a code and what belongs to it, up to its name. */
  private Format code(long length, boolean bare) {
    int at = in.pos();
    char c = in.peek();
    return switch (c) {
      case FormatScanner.END, '}', ':', ')' -> throw in.fail(expected(c, bare));
      case 's', 'p', 'u', 'w' -> text(c, length, at);
      case 'x' -> {
        in.skip(1);
        yield new Pad(length, mark);
      }
      case 't' -> {
        in.skip(1);
        yield new Bits(length, mark);
      }
      case 'O' -> {
        in.skip(1);
        yield Opaque.of("O", Abi.POINTER_SIZE, mark);
      }
      case 'T' -> struct();
      case '&' -> pointer();
      case 'X' -> function();
      case '[' -> bracket();
      case 'z' -> {
        in.skip(1);
        yield string("z", Scalar.of(ScalarType.CHAR, mark), at);
      }
      case 'Z' -> complex();
      default -> {
        if (c > '~') {
          throw in.fail("only names can hold characters outside ASCII");
        }
        in.skip(1);
        yield scalar(String.valueOf(c), at);
      }
    };
  }

  private static String expected(char c, boolean bare) {
    if (bare && c == ':') {
      return "a name must follow its item";
    }
    return "an item was expected here"
        + (c == FormatScanner.END ? ", not the end" : ", not '" + c + "'");
  }

  private Format text(char code, long length, int at) {
    in.skip(1);
    try {
      return new Text(code, length, mark);
    } catch (IllegalArgumentException _) {
      throw in.tooLong(at);
    }
  }

  private Format scalar(String code, int at) {
    try {
      return Scalar.of(code, mark);
    } catch (IllegalArgumentException e) {
      throw in.fail(String.valueOf(e.getMessage()), at);
    }
  }

  private Format complex() {
    int at = in.pos();
    in.skip(1);
    char c = in.peek();
    if (c == 'e' || c == 'f' || c == 'd' || c == 'g') {
      in.skip(1);
      return scalar("Z" + c, at);
    }
    if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) {
      throw in.fail("Z makes complex numbers of e, f, d or g, not of " + c);
    }
    return string("Z", new Text(Abi.WCHAR_SIZE == 4 ? 'w' : 'u', 1, mark), at);
  }

  /** The strings of ctypes, which it writes with a mark always. */
  private Format string(String code, Format target, int at) {
    if (mark.nativeSizes()) {
      String other = code.equals("Z") ? "; a complex number is Zf or Zd" : "";
      throw in.fail(code + " is a pointer only after one of < > = !" + other, at);
    }
    return new Pointer(target, mark);
  }

  private Format struct() {
    int at = in.pos();
    in.skip(1);
    open("T", at);
    structs++;
    FieldPlacement placer = new FieldPlacement();
    fields(placer, true);
    close("T{", at);
    structs--;
    try {
      return placer.struct();
    } catch (ArithmeticException _) {
      throw in.tooLong(at);
    }
  }

  private Format pointer() {
    int at = in.pos();
    Mark own = mark;
    in.skip(1);
    deeper(at);
    in.skipSpace();
    Format target = whole(item(), at);
    depth--;
    return new Pointer(target, own);
  }

  private Format function() {
    int at = in.pos();
    Mark own = mark;
    in.skip(1);
    open("X", at);
    FieldPlacement placer = new FieldPlacement();
    fields(placer, false);
    Format result = null;
    if (in.looksAt("->")) {
      in.skip(2);
      in.skipSpace();
      result = whole(item(), at);
      in.skipSpace();
    }
    close("X{", at);
    return new FunctionPointer(placer.sequence(), result, own);
  }

  private void open(String code, int at) {
    in.expect('{', "'{' must follow " + code);
    deeper(at);
  }

  private void deeper(int at) {
    if (++depth > Sizes.MAX_DEPTH) {
      throw in.fail("nested deeper than " + Sizes.MAX_DEPTH, at);
    }
  }

  private void close(String what, int at) {
    in.expect('}', "'}' was expected, to close the " + what + " at index " + at);
    depth--;
  }

  private Format bracket() {
    int at = in.pos();
    String inside = in.bracket();
    int semicolon = inside.indexOf(';');
    String name = semicolon < 0 ? inside : inside.substring(0, semicolon);
    if (!Names.isTypeName(name)) {
      throw in.fail("a type's name in brackets is plain ASCII, and not empty", at + 1);
    }
    String code = "[" + name + "]";
    Long given = semicolon < 0 ? null : sizeInBracket(at + 2 + semicolon);
    Long known = knownSize(code);
    if (known != null && given != null && !known.equals(given)) {
      throw in.fail(BriefText.of(code) + " has a size of " + known, at);
    }
    if (code.equals(ScalarType.BFLOAT16.code())) {
      return scalar(code, at);
    }
    Long size = known != null ? known : given;
    if (size == null) {
      if (itemsize == NO_ITEMSIZE || unsized >= 0) {
        throw unknownSize(at);
      }
      unsized = at;
      size = itemsize;
    }
    return Opaque.of(code, size, mark);
  }

  private static @Nullable Long knownSize(String code) {
    if (code.equals(ScalarType.BFLOAT16.code())) {
      return ScalarType.BFLOAT16.itemsize();
    }
    return ScalarCodes.isByteType(code) ? 1L : null;
  }

  private long sizeInBracket(int at) {
    in.moveTo(at);
    long size = in.number();
    in.expect(']', "']' was expected after the size");
    return size;
  }

  private FormatException unknownSize(int at) {
    return in.fail("the size of this type is not known; write it as [name;size]", at);
  }
}
