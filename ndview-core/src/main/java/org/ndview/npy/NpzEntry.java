package org.ndview.npy;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.ndview.NdView;

/**
 * An entry of a {@link NpzFile}: what the zip file's directory says of it, its header, and its
 * array, each read when it is asked for. What is wrong with an entry is told there, and leaves the
 * others alone.
 */
public final class NpzEntry {
  private final NpzFile file;
  private final NpzReader reader;
  private final ZipDirectory.Entry entry;
  private final int position;
  private @Nullable NdView content;
  private @Nullable NdView view;

  NpzEntry(NpzFile file, NpzReader reader, ZipDirectory.Entry entry, int position) {
    this.file = file;
    this.reader = reader;
    this.entry = entry;
    this.position = position;
  }

  /** {@return the array's name: the entry's without {@code .npy}} */
  public String name() {
    return ZipNames.withoutSuffix(entry.name());
  }

  /** {@return the entry's name in the zip file, such as {@code weights.npy}} */
  public String entryName() {
    return entry.name();
  }

  /** {@return the entry's place in the file's order, from 0} */
  public int position() {
    return position;
  }

  /** {@return whether the entry is stored as it is, so that its view is over the file's bytes} */
  public boolean isStored() {
    return entry.method() == NpzReader.STORED;
  }

  /** {@return the size of the entry unpacked, with its header (in bytes), as the directory says} */
  public long size() {
    return entry.size();
  }

  /** {@return the size of the entry in the file (in bytes), as the directory says} */
  public long packedSize() {
    return entry.packed();
  }

  /**
   * {@return what the header says, or nothing if the entry is not an array} No more of a deflated
   * entry is unpacked than that.
   *
   * @throws NpyException if the entry cannot be read
   * @throws IllegalStateException if the file is closed
   */
  public Optional<NpyInfo> info() throws IOException {
    file.checkOpen();
    return reader.info(entry);
  }

  /**
   * {@return the array; of an entry that is none, its bytes} It is the same view each time until it
   * is closed. It ends with the file.
   *
   * @throws NpyException if the entry cannot be read
   * @throws IllegalStateException if the file is closed
   */
  public synchronized NdView view() throws IOException {
    file.checkOpen();
    NdView made = view;
    if (made == null || made.isReleased()) {
      made = content().duplicate();
      file.adopt(file.views, this, made);
      view = made;
    }
    return made;
  }

  private NdView content() throws IOException {
    NdView made = content;
    if (made == null) {
      made = reader.read(entry);
      file.adopt(file.contents, this, made);
      content = made;
    }
    return made;
  }

  @Override
  public String toString() {
    return PythonRepr.quote(entry.name())
        + (isStored()
            ? ", %d bytes".formatted(size())
            : ", %d bytes packed in %d".formatted(size(), packedSize()));
  }
}
