package org.ndview.safetensors;

import java.util.List;
import java.util.SequencedMap;

/**
 * What a header says.
 *
 * @param tensors by name, as they lie in the file
 */
record SafetensorsHeader(
    SequencedMap<String, Entry> tensors, SequencedMap<String, String> metadata) {
  /**
   * A tensor in the file.
   *
   * @param begin of its bytes, counted from the end of the header
   * @param end of its bytes
   */
  record Entry(Dtype dtype, List<Long> shape, long begin, long end) {}
}
