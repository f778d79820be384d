package org.ndview.safetensors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.ndview.internal.check.BriefText;

/** Writes headers, as the reference implementation does. */
final class HeaderWriter {
  private static final int ALIGN = 8;

  private HeaderWriter() {}

  /** The tensors in the order of a file: by alignment from the greatest, then by name. */
  static List<Map.Entry<String, Tensor>> sorted(Map<String, Tensor> tensors) {
    return tensors.entrySet().stream()
        .sorted(
            Comparator.comparing(
                    (Map.Entry<String, Tensor> tensor) -> tensor.getValue().dtype(),
                    Comparator.reverseOrder())
                .thenComparing(
                    tensor -> tensor.getKey().getBytes(StandardCharsets.UTF_8),
                    Arrays::compareUnsigned))
        .toList();
  }

  /**
   * The length of the header, the header, and the spaces behind it.
   *
   * @throws IllegalArgumentException if the header is longer than readers allow, or the data longer
   *     than 2^63-1 bytes
   */
  static byte[] write(List<Map.Entry<String, Tensor>> tensors, Map<String, String> metadata) {
    StringBuilder json = new StringBuilder("{");
    if (!metadata.isEmpty()) {
      json.append("\"__metadata__\":{");
      metadata.forEach((key, value) -> {
        string(json, key).append(':');
        string(json, value).append(',');
      });
      end(json, '}').append(',');
    }
    long at = 0;
    for (Map.Entry<String, Tensor> tensor : tensors) {
      long end = Math.addExact(at, tensor.getValue().view().nbytes());
      String shape =
          tensor.getValue().shape().stream().map(String::valueOf).collect(Collectors.joining(","));
      string(json, tensor.getKey())
          .append(":{\"dtype\":\"")
          .append(tensor.getValue().dtype())
          .append("\",\"shape\":[")
          .append(shape)
          .append("],\"data_offsets\":[")
          .append(at)
          .append(',')
          .append(end)
          .append("]},");
      at = end;
    }
    byte[] text = end(json, '}').toString().getBytes(StandardCharsets.UTF_8);
    int padded = (text.length + ALIGN - 1) / ALIGN * ALIGN;
    if (padded > Safetensors.MAX_HEADER) {
      throw new IllegalArgumentException(
          "the header has %d bytes, and readers allow %d"
              .formatted(padded, Safetensors.MAX_HEADER));
    }
    byte[] header = new byte[Long.BYTES + padded];
    Arrays.fill(header, (byte) ' ');
    ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).putLong(padded).put(text);
    return header;
  }

  /** The last comma, if any, becomes the bracket. */
  private static StringBuilder end(StringBuilder json, char bracket) {
    int last = json.length() - 1;
    if (json.charAt(last) == ',') {
      json.setLength(last);
    }
    return json.append(bracket);
  }

  private static StringBuilder string(StringBuilder json, String text) {
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
      throw new IllegalArgumentException(
          "a name with half of a surrogate pair: " + BriefText.of(text));
    }
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> json.append('\\').append(c);
        case '\b' -> json.append("\\b");
        case '\f' -> json.append("\\f");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          if (c < ' ') {
            json.append("\\u%04x".formatted((int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    return json.append('"');
  }
}
