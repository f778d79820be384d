package org.ndview.npy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.ndview.Layout;
import org.ndview.Order;
import org.ndview.format.Format;
import org.ndview.internal.check.ArrayLimits;
import org.ndview.internal.check.BriefText;
import org.ndview.internal.check.CutMemory;

/**
 * What stands before the items of a file.
 *
 * @param dtype of an item
 * @param order of the items, C or F
 * @param shape their shape
 * @param start of the first item in the file (in bytes)
 */
record NpyHeader(NumpyDtype dtype, Order order, long[] shape, long start) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final Set<String> KEYS = Set.of("descr", "fortran_order", "shape");

  /** Headers end here, so that mapped items are aligned. */
  private static final int ALIGN = 64;

  /** The digits that NumPy leaves room for, so that an axis can grow in place. */
  private static final int GROWTH_DIGITS = 21;

  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  // reading

  /** How many bytes to read to know how long the header is. */
  static final int PREFIX = 12;

  /**
   * Reads a header.
   *
   * @param bytes the file, or as much of it as there is at hand
   * @param length of the whole file (in bytes)
   * @param place what an error calls it
   */
  static NpyHeader read(MemorySegment bytes, long length, int maxHeader, String place)
      throws NpyException {
    MemorySegment first = first(bytes);
    int version = version(first, place);
    int prefix = version == 1 ? 10 : 12;
    long size = size(first, maxHeader, place);
    if (prefix + size > length || prefix + size > bytes.byteSize()) {
      throw new NpyException(
          place, "byte 8: the header has %d bytes, the file %d in all".formatted(size, length));
    }
    byte[] encoded = CutMemory.copy(bytes, prefix, (int) size);
    String text = decode(encoded, version, prefix, place);
    checkSize(text.codePointCount(0, text.length()), maxHeader, place);
    try {
      return of(PythonLiteral.parse(text, version < 3), prefix + size);
    } catch (IllegalArgumentException e) {
      throw malformed(place, e);
    }
  }

  /** A copy, since the file may be mapped. */
  private static MemorySegment first(MemorySegment bytes) {
    int n = (int) Math.min(bytes.byteSize(), PREFIX);
    return MemorySegment.ofArray(CutMemory.copy(bytes, 0, n));
  }

  private static NpyException malformed(String place, RuntimeException e) {
    return new NpyException(place, "the header: " + e.getMessage(), e);
  }

  NpyInfo info() {
    return new NpyInfo(dtype, order, Arrays.stream(shape).boxed().toList());
  }

  /**
   * {@return the format of an item}
   *
   * @param dates whether dates are read as integers
   * @throws NpyException if it is one that a view cannot have
   */
  Format format(boolean dates, String place) throws NpyException {
    try {
      return dates ? dtype.formatWithDates() : dtype.format();
    } catch (IllegalArgumentException | UnsupportedOperationException e) {
      throw malformed(place, e);
    }
  }

  /**
   * {@return the size of all items (in bytes)}
   *
   * @param length of the whole file (in bytes)
   * @throws NpyException if they do not lie in it
   */
  long nbytes(Format format, long length, String place) throws NpyException {
    long nbytes;
    try {
      nbytes = Layout.nbytes(format.itemsize(), shape);
    } catch (IllegalArgumentException e) {
      throw malformed(place, e);
    }
    if (nbytes > length - start) {
      throw new NpyException(
          place,
          "the shape %s of items of %d bytes takes %d bytes, and %d follow the header"
              .formatted(BriefText.numbers(shape), format.itemsize(), nbytes, length - start));
    }
    return nbytes;
  }

  private static int version(MemorySegment bytes, String place) throws NpyException {
    if (bytes.byteSize() < 10 || !isNpy(bytes)) {
      throw new NpyException(
          place,
          "byte 0: this is not a .npy file, which begins with \\x93NUMPY" + otherKind(bytes));
    }
    int major = bytes.get(ValueLayout.JAVA_BYTE, 6);
    int minor = bytes.get(ValueLayout.JAVA_BYTE, 7);
    if (major < 1 || major > 3 || minor != 0) {
      throw new NpyException(
          place,
          "byte 6: version %d.%d of the format, and 1.0, 2.0 and 3.0 are read"
              .formatted(major & 0xFF, minor & 0xFF));
    }
    return major;
  }

  private static String otherKind(MemorySegment bytes) {
    boolean zip =
        begins(bytes, (byte) 'P', (byte) 'K', (byte) 3, (byte) 4)
            || begins(bytes, (byte) 'P', (byte) 'K', (byte) 5, (byte) 6);
    return zip ? "; it is a zip file: Npz.read" : "";
  }

  /** Whether a file begins as one with an array does. */
  static boolean isNpy(MemorySegment bytes) {
    return begins(first(bytes), MAGIC);
  }

  private static boolean begins(MemorySegment bytes, byte... magic) {
    if (bytes.byteSize() < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if (bytes.get(ValueLayout.JAVA_BYTE, i) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  /** Where the items begin if the header is as long as it says (in bytes). */
  static long start(MemorySegment bytes, int maxHeader, String place) throws NpyException {
    return (version(bytes, place) == 1 ? 10 : 12) + size(bytes, maxHeader, place);
  }

  /** The length of the header behind the prefix (in bytes). */
  private static long size(MemorySegment bytes, int maxHeader, String place) throws NpyException {
    int version = version(bytes, place);
    if (version > 1 && bytes.byteSize() < PREFIX) {
      throw new NpyException(place, "the file ends at byte " + bytes.byteSize());
    }
    long size = version == 1 ? bytes.get(SHORT, 8) & 0xFFFF : bytes.get(INT, 8) & 0xFFFF_FFFFL;
    // a character of UTF-8 has up to 4 bytes
    long most =
        Math.min(version == 3 ? 4L * maxHeader : maxHeader, ArrayLimits.MAX_LENGTH - PREFIX);
    checkSize(size, most, place);
    return size;
  }

  private static void checkSize(long size, long max, String place) throws NpyException {
    if (size > max) {
      throw new NpyException(
          place,
          "byte 8: the header has %d characters, more than the limit of %d; read(file, limit) raises it"
              .formatted(size, max));
    }
  }

  private static String decode(byte[] encoded, int version, int prefix, String place)
      throws NpyException {
    Charset charset = version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1;
    ByteBuffer in = ByteBuffer.wrap(encoded);
    try {
      return charset.newDecoder().decode(in).toString();
    } catch (CharacterCodingException e) {
      throw new NpyException(
          place, "byte " + (prefix + in.position()) + ": the header is no UTF-8", e);
    }
  }

  private static NpyHeader of(PythonLiteral literal, long start) {
    if (!(literal instanceof PythonLiteral.Dict(var entries))) {
      throw new IllegalArgumentException("a dict was expected, not " + literal.brief());
    }
    if (!entries.keySet().equals(KEYS)) {
      throw new IllegalArgumentException(
          "the keys descr, fortran_order and shape were expected, not "
              + BriefText.of(entries.keySet()));
    }
    if (!(entries.get("fortran_order") instanceof PythonLiteral.Bool(boolean fortran))) {
      throw new IllegalArgumentException(
          "fortran_order is True or False, not " + brief(entries, "fortran_order"));
    }
    if (!(entries.get("shape") instanceof PythonLiteral.Tuple(List<PythonLiteral> lengths))) {
      throw new IllegalArgumentException(
          "the shape is a tuple of integers, not " + brief(entries, "shape"));
    }
    return new NpyHeader(
        DtypeToFormat.dtype(Objects.requireNonNull(entries.get("descr"))),
        fortran ? Order.F : Order.C,
        shape(lengths),
        start);
  }

  private static long[] shape(List<PythonLiteral> lengths) {
    if (lengths.size() > Layout.MAX_NDIM) {
      throw new IllegalArgumentException(
          "the shape has " + lengths.size() + " dimensions, more than " + Layout.MAX_NDIM);
    }
    long[] shape = new long[lengths.size()];
    for (int i = 0; i < shape.length; i++) {
      if (!(lengths.get(i) instanceof PythonLiteral.Int number)) {
        throw new IllegalArgumentException(
            "the shape is a tuple of integers, and " + lengths.get(i).brief() + " is none");
      }
      shape[i] = number.length("length " + i + " of the shape");
    }
    return shape;
  }

  // writing

  /** The bytes before the items, as NumPy 2 writes them. */
  static byte[] write(NumpyDtype dtype, Order order, long[] shape) {
    boolean fortran = order == Order.F;
    List<Long> lengths = Arrays.stream(shape).boxed().toList();
    String text =
        "{'descr': %s, 'fortran_order': %s, 'shape': %s, }"
            .formatted(dtype, fortran ? "True" : "False", PythonRepr.tuple(lengths));
    if (shape.length > 0) {
      long growing = fortran ? shape[shape.length - 1] : shape[0];
      text += " ".repeat(GROWTH_DIGITS - Long.toString(growing).length());
    }
    boolean latin = StandardCharsets.ISO_8859_1.newEncoder().canEncode(text);
    byte[] encoded = encode(text, latin ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
    int version = !latin ? 3 : padded(10, encoded.length) - 10 > 0xFFFF ? 2 : 1;
    int prefix = version == 1 ? 10 : 12;
    byte[] header = new byte[padded(prefix, encoded.length)];
    Arrays.fill(header, (byte) ' ');
    System.arraycopy(MAGIC, 0, header, 0, MAGIC.length);
    header[6] = (byte) version;
    header[7] = 0;
    MemorySegment memory = MemorySegment.ofArray(header);
    if (version == 1) {
      memory.set(SHORT, 8, (short) (header.length - prefix));
    } else {
      memory.set(INT, 8, header.length - prefix);
    }
    System.arraycopy(encoded, 0, header, prefix, encoded.length);
    header[header.length - 1] = '\n';
    return header;
  }

  private static String brief(Map<String, PythonLiteral> entries, String key) {
    return Objects.requireNonNull(entries.get(key)).brief();
  }

  private static byte[] encode(String text, Charset charset) {
    ByteBuffer out = charset.encode(CharBuffer.wrap(text));
    byte[] bytes = new byte[out.remaining()];
    out.get(bytes);
    return bytes;
  }

  /** The length of prefix and header: at least one space and a line feed follow the text. */
  private static int padded(int prefix, int length) {
    int end = Math.addExact(prefix, Math.addExact(length, 1));
    return Math.addExact(end, ALIGN - end % ALIGN);
  }
}
