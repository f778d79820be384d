package org.ndview.safetensors;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.ndview.NdView;
import org.ndview.internal.check.BriefText;

/**
 * An open file: its tensors as views of the mapped bytes, and its metadata.
 *
 * <p>Closing it unmaps the file, and ends the views of {@link #views()} and all that were made of
 * them.
 */
public final class SafetensorsFile implements AutoCloseable {
  /** Names that a message lists. */
  private static final int LISTED = 20;

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

  /** {@return the tensors by name, in the order in which they are in the file} */
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
   * @throws IllegalArgumentException if there is none of this name; the message has the names that
   *     there are
   */
  public NdView view(String name) {
    NdView view = views.get(name);
    if (view == null) {
      throw new IllegalArgumentException(
          "%s has no tensor \"%s\" among its %d: %s"
              .formatted(file, BriefText.of(name), views.size(), listed()));
    }
    return view;
  }

  private String listed() {
    String names =
        views.keySet().stream()
            .limit(LISTED)
            .map(name -> '"' + BriefText.of(name) + '"')
            .collect(Collectors.joining(", "));
    return views.size() > LISTED ? names + ", ..." : names;
  }

  /** {@return what the header says beside the tensors, in its order; empty if it says nothing} */
  public Map<String, String> metadata() {
    return metadata;
  }

  @Override
  public void close() {
    bytes.close();
    views.values().forEach(NdView::close); // those over memory that is the caller's
  }

  @Override
  public String toString() {
    return file + ": " + views.size() + " tensors";
  }
}
