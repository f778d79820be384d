package org.ndview.json;

import java.io.Serializable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the block of bytes of a view is: in a file beside the document, or in the document as
 * base64.
 *
 * @param uri the file, as a path relative to a folder that the reader knows, with {@code /} between
 *     names; null if the bytes are in the document
 * @param offset where the block begins in the file (in bytes)
 * @param length the length of the block (in bytes); null if it is not told: of a file all from the
 *     offset on
 * @param base64 the block itself, as RFC 4648 has it, padded and without line breaks; null if it is
 *     elsewhere
 * @param sha256 the block's SHA-256, as 64 lower-case hexadecimal digits; null if it is not told
 */
public record DataReference(
    @Nullable String uri,
    long offset,
    @Nullable Long length,
    @Nullable String base64,
    @Nullable String sha256)
    implements Serializable {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /**
   * Checks the reference.
   *
   * @throws IllegalArgumentException if not exactly one of uri and base64 is given, an offset or
   *     length is negative, or their sum overflows 64 bits, the base64 is none, of another length
   *     or has an offset, or the SHA-256 is none
   */
  public DataReference {
    if ((uri == null) == (base64 == null)) {
      throw new IllegalArgumentException("data needs a uri or base64, and not both");
    }
    if (offset < 0 || (length != null && length < 0)) {
      throw new IllegalArgumentException(
          "data has a negative offset or length: " + offset + ", " + length);
    }
    if (length != null && offset > Long.MAX_VALUE - length) {
      throw new IllegalArgumentException(
          "data ends beyond 64 bits: " + offset + " + " + length + " bytes");
    }
    if (base64 != null) {
      long bytes = Base64Text.length(base64);
      if (length != null && length != bytes) {
        throw new IllegalArgumentException(
            "data is told to have " + length + " bytes, its base64 has " + bytes);
      }
      if (offset != 0) {
        throw new IllegalArgumentException(
            "base64 is the block itself and has no offset, but data has " + offset);
      }
    }
    if (sha256 != null && !SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException(
          "a SHA-256 is 64 digits of 0-9 a-f, not \"" + sha256 + "\"");
    }
  }

  /**
   * {@return a reference to bytes in a file}
   *
   * @param uri the file, as a relative path
   * @param offset where the block begins (in bytes)
   * @param length the length of the block (in bytes)
   */
  public static DataReference of(String uri, long offset, long length) {
    return new DataReference(uri, offset, length, null, null);
  }

  /**
   * {@return a reference that has the bytes}
   *
   * @param block the bytes
   * @throws IllegalArgumentException if there are more than 1.5 billion: a document would be longer
   *     than a String
   */
  public static DataReference inline(byte[] block) {
    checkInline(block.length);
    return new DataReference(null, 0, (long) block.length, Base64Text.encode(block), null);
  }

  static void checkInline(long length) {
    if (length > Base64Text.MOST_BYTES) {
      throw new IllegalArgumentException(
          "%d bytes are more than the %d that a document holds as base64; ViewFiles.write puts them in a file"
              .formatted(length, Base64Text.MOST_BYTES));
    }
  }

  /**
   * {@return the same reference with a checksum}
   *
   * @param digits the block's SHA-256, as 64 lower-case hexadecimal digits
   * @throws IllegalArgumentException if it is none
   */
  public DataReference withSha256(String digits) {
    return new DataReference(uri, offset, length, base64, digits);
  }

  /** {@return how many bytes the block is known to have, or null} */
  @Nullable Long knownLength() {
    return base64 == null ? length : Long.valueOf(Base64Text.lengthOfChecked(base64));
  }

  /** {@return all but the base64, of which only the length} */
  @Override
  public String toString() {
    return "DataReference[uri=%s, offset=%d, length=%s, base64=%s, sha256=%s]"
        .formatted(
            uri, offset, length, base64 == null ? null : base64.length() + " characters", sha256);
  }
}
