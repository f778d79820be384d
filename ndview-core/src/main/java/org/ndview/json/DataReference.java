package org.ndview.json;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the bytes of a view are: beside the document under a URI, or in it as base64.
 *
 * @param uri a reference to the bytes, for the reader to resolve; null if they are in the document
 * @param offset where the block begins in what the URI names, in bytes
 * @param length the length of the block, in bytes; null if it is not told
 * @param base64 the bytes themselves; null if they are elsewhere
 * @param sha256 the block's SHA-256, as 64 lower-case hexadecimal digits; null if it is not told
 */
public record DataReference(
    @Nullable String uri,
    long offset,
    @Nullable Long length,
    @Nullable String base64,
    @Nullable String sha256) {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /**
   * Checks the reference.
   *
   * @throws IllegalArgumentException if not exactly one of uri and base64 is given, an offset or
   *     length is negative, or the SHA-256 is none
   */
  public DataReference {
    if ((uri == null) == (base64 == null)) {
      throw new IllegalArgumentException("data needs a uri or base64, and not both");
    }
    if (offset < 0 || length != null && length < 0) {
      throw new IllegalArgumentException(
          "data has a negative offset or length: " + offset + ", " + length);
    }
    if (sha256 != null && !SHA256.matcher(sha256).matches()) {
      throw new IllegalArgumentException(
          "a SHA-256 is 64 digits of 0-9 a-f, not \"" + sha256 + "\"");
    }
  }

  /**
   * {@return a reference to bytes elsewhere}
   *
   * @param uri what names them
   * @param offset where the block begins, in bytes
   * @param length the length of the block, in bytes
   */
  public static DataReference of(String uri, long offset, long length) {
    return new DataReference(uri, offset, length, null, null);
  }
}
