package org.ndview.npy;

/**
 * How the entries of a {@code .npz} file are packed.
 *
 * @param level 0 for as they are, which a reader can map; 1 (fast) to 9 (small) for deflated, which
 *     it must unpack
 */
public record Compression(int level) {
  /** As they are, as {@code numpy.savez} writes them: a reader maps them. */
  public static final Compression STORED = new Compression(0);

  /** Deflated, as {@code numpy.savez_compressed} writes them. */
  public static final Compression DEFLATED = new Compression(6);

  /**
   * Checks the level.
   *
   * @throws IllegalArgumentException if it is not from 0 to 9
   */
  public Compression {
    if (level < 0 || level > 9) {
      throw new IllegalArgumentException("the level " + level + " is not from 0 to 9");
    }
  }
}
