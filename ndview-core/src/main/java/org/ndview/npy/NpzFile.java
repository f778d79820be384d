package org.ndview.npy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ndview.NdView;

/**
 * An open {@code .npz} file: a map of the names to the arrays, in the file's order, that opens an
 * array when it is asked for.
 *
 * <p>It owns the mapping of the file, and the memory of what it unpacks. Closing it ends all of its
 * views and those that were made of them:
 *
 * <pre>{@code
 * try (NpzFile file = Npz.read(Path.of("weights.npz"))) {
 *   NdView weights = file.view("w");
 * }
 * }</pre>
 *
 * <p>Where two entries have one name, the name means the last of them, as in NumPy; {@link
 * #entries()} has them all. The map cannot be changed. Several threads may use it.
 */
public final class NpzFile extends AbstractMap<String, NdView>
    implements SequencedMap<String, NdView>, AutoCloseable {
  /** Names that a message lists. */
  private static final int LISTED = 20;

  private final String place;
  private final NdView bytes;
  private final List<NpzEntry> entries = new ArrayList<>();

  /** By the names of the arrays. */
  private final SequencedMap<String, NpzEntry> byName = new LinkedHashMap<>();

  /** By the names of the entries, which NumPy takes too. */
  private final Map<String, NpzEntry> byEntryName = new LinkedHashMap<>();

  /** What was read, which may own memory. Nothing is added to it and the next once closed. */
  final Map<NpzEntry, NdView> contents = new HashMap<>();

  /** What was given out. */
  final Map<NpzEntry, NdView> views = new HashMap<>();

  private volatile boolean closed;

  NpzFile(String place, NdView bytes, NpzReader reader, List<ZipDirectory.Entry> chosen) {
    this.place = place;
    this.bytes = bytes;
    for (ZipDirectory.Entry each : chosen) {
      NpzEntry entry = new NpzEntry(this, reader, each, entries.size());
      entries.add(entry);
      byName.put(entry.name(), entry);
      byEntryName.put(entry.entryName(), entry);
    }
  }

  // by name

  /** {@return the names of the arrays, each once, in the file's order} */
  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /**
   * {@return an array}
   *
   * @param name its name, with or without {@code .npy}
   * @throws IllegalArgumentException if there is none of this name; the message has the names that
   *     there are
   * @throws NpyException if it cannot be read
   * @throws IllegalStateException if the file is closed
   */
  public NdView view(String name) throws IOException {
    return entry(name).view();
  }

  /**
   * {@return what the file says of an array, before its items are read}
   *
   * @param name its name, with or without {@code .npy}
   * @throws IllegalArgumentException if there is none of this name; the message has the names that
   *     there are
   */
  public NpzEntry entry(String name) {
    NpzEntry entry = find(name);
    if (entry == null) {
      throw new IllegalArgumentException(
          "%s has no array %s among its %d: %s"
              .formatted(place, PythonRepr.brief(name), byName.size(), listed()));
    }
    return entry;
  }

  private @Nullable NpzEntry find(@Nullable Object name) {
    NpzEntry exact = byEntryName.get(name);
    return exact == null ? byName.get(name) : exact;
  }

  private String listed() {
    String names =
        byName.keySet().stream()
            .limit(LISTED)
            .map(PythonRepr::brief)
            .collect(Collectors.joining(", "));
    return byName.size() > LISTED ? names + ", ..." : names;
  }

  // by position

  /** {@return all entries in the file's order, also those whose names mean another} */
  public List<NpzEntry> entries() {
    return List.copyOf(entries);
  }

  /**
   * {@return the array at a place in the file's order}
   *
   * @param position the place, from 0
   * @throws IndexOutOfBoundsException if there are not this many
   * @throws NpyException if it cannot be read
   * @throws IllegalStateException if the file is closed
   */
  public NdView view(int position) throws IOException {
    return entries.get(position).view();
  }

  // as a map

  /**
   * {@return an array, or null if there is none of this name}
   *
   * @param name its name, with or without {@code .npy}
   * @throws UncheckedIOException if it cannot be read; the cause says why
   * @throws IllegalStateException if the file is closed
   */
  @Override
  public @Nullable NdView get(@Nullable Object name) {
    NpzEntry entry = find(name);
    return entry == null ? null : open(entry);
  }

  private static NdView open(NpzEntry entry) {
    try {
      return entry.view();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean containsKey(@Nullable Object name) {
    return find(name) != null;
  }

  @Override
  public Set<Map.Entry<String, NdView>> entrySet() {
    return new Pairs(List.copyOf(byName.sequencedValues()));
  }

  /** {@return the same map in reverse order} */
  @Override
  public SequencedMap<String, NdView> reversed() {
    return new Reversed(this);
  }

  /** Views are compared by identity, and so are files of them. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  /** {@return the file and its names; nothing is opened} */
  @Override
  public String toString() {
    return place + ": " + byName.size() + " arrays: " + listed();
  }

  private static final class Pairs extends AbstractSet<Map.Entry<String, NdView>> {
    private final List<NpzEntry> entries;

    Pairs(List<NpzEntry> entries) {
      this.entries = entries;
    }

    @Override
    public int size() {
      return entries.size();
    }

    @Override
    public Iterator<Map.Entry<String, NdView>> iterator() {
      return entries.stream().<Map.Entry<String, NdView>>map(Pair::new).iterator();
    }
  }

  /** A name, and an array that is opened when it is asked for. */
  private record Pair(NpzEntry entry) implements Map.Entry<String, NdView> {
    @Override
    public String getKey() {
      return entry.name();
    }

    @Override
    public NdView getValue() {
      return open(entry);
    }

    @Override
    public NdView setValue(NdView value) {
      throw new UnsupportedOperationException("the arrays of an open file cannot be replaced");
    }

    @Override
    public String toString() {
      return entry.toString();
    }
  }

  private static final class Reversed extends AbstractMap<String, NdView>
      implements SequencedMap<String, NdView> {
    private final NpzFile file;

    Reversed(NpzFile file) {
      this.file = file;
    }

    @Override
    public @Nullable NdView get(@Nullable Object name) {
      return file.get(name);
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
      return file.containsKey(name);
    }

    @Override
    public Set<Map.Entry<String, NdView>> entrySet() {
      return new Pairs(List.copyOf(file.byName.sequencedValues()).reversed());
    }

    @Override
    public SequencedMap<String, NdView> reversed() {
      return file;
    }
  }

  // lifetime

  /** Unmaps the file, frees what was unpacked, and ends all views of them. */
  @Override
  public void close() {
    synchronized (contents) {
      closed = true;
    }
    bytes.close();
    contents.values().forEach(NdView::close);
    views.values().forEach(NdView::close);
  }

  /** {@return whether the file is closed} */
  public boolean isClosed() {
    return closed;
  }

  void checkOpen() {
    if (closed) {
      throw new IllegalStateException(place + " is closed");
    }
  }

  /** Keeps a view, to close it with the file: at once if that is closed. */
  void adopt(Map<NpzEntry, NdView> kept, NpzEntry entry, NdView view) {
    synchronized (contents) {
      if (!closed) {
        kept.put(entry, view);
        return;
      }
    }
    view.close();
    checkOpen();
  }
}
