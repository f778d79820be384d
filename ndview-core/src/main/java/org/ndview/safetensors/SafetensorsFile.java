package org.ndview.safetensors;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.ndview.NdView;

/**
 * An open file: its tensors as views of the mapped bytes, and its metadata.
 *
 * <p>Closing it unmaps the file, and ends the views of {@link #views()} and all that were made of
 * them.
 */
public final class SafetensorsFile implements AutoCloseable {
  private final String file;
  private final NdView bytes;
  private final SequencedMap<String, Tensor> tensors;
  private final SequencedMap<String, NdView> views;
  private final SequencedMap<String, String> metadata;

  SafetensorsFile(
      String file,
      NdView bytes,
      SequencedMap<String, Tensor> tensors,
      SequencedMap<String, String> metadata) {
    this.file = file;
    this.bytes = bytes;
    this.tensors = Collections.unmodifiableSequencedMap(tensors);
    this.metadata = Collections.unmodifiableSequencedMap(metadata);
    SequencedMap<String, NdView> all = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> all.put(name, tensor.view()));
    views = Collections.unmodifiableSequencedMap(all);
  }

  /** {@return the tensors by name, in the order in which they lie in the file} */
  public SequencedMap<String, NdView> views() {
    return views;
  }

  /** {@return the tensors with what the header says of them, in the same order} */
  public SequencedMap<String, Tensor> tensors() {
    return tensors;
  }

  /**
   * {@return a tensor}
   *
   * @param name its name
   * @throws IllegalArgumentException if there is none of this name
   */
  public NdView view(String name) {
    NdView view = views.get(name);
    if (view == null) {
      throw new IllegalArgumentException(
          file + " has no tensor \"" + name + "\" among its " + views.size());
    }
    return view;
  }

  /** {@return what the header says beside the tensors, in its order; empty if it says nothing} */
  public Map<String, String> metadata() {
    return metadata;
  }

  @Override
  public void close() {
    bytes.close();
  }

  @Override
  public String toString() {
    return file + ": " + views.size() + " tensors";
  }
}
