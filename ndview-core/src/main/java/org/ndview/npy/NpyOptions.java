package org.ndview.npy;

import java.nio.channels.FileChannel.MapMode;

/**
 * How a {@code .npy} file is read.
 *
 * @param mode how the file is mapped: {@link MapMode#READ_ONLY}; {@link MapMode#PRIVATE} for a view
 *     that may be written without changing the file; {@link MapMode#READ_WRITE} to change the items
 *     in the file
 * @param maxHeader the longest header that is read (in characters)
 * @param datesAsIntegers whether {@code datetime64} and {@code timedelta64} are read as integers of
 *     64 bits, or refused; {@link Npy#info} tells their unit
 */
public record NpyOptions(MapMode mode, int maxHeader, boolean datesAsIntegers) {
  /** Read-only, with a header of up to {@link Npy#MAX_HEADER} characters, dates refused. */
  public static final NpyOptions DEFAULT = new NpyOptions(MapMode.READ_ONLY, Npy.MAX_HEADER, false);

  /**
   * {@return the same, mapped in another way}
   *
   * @param other how
   */
  public NpyOptions withMode(MapMode other) {
    return new NpyOptions(other, maxHeader, datesAsIntegers);
  }

  /**
   * {@return the same, with another limit}
   *
   * @param limit the longest header (in characters)
   */
  public NpyOptions withMaxHeader(int limit) {
    return new NpyOptions(mode, limit, datesAsIntegers);
  }

  /** {@return the same, with dates and time differences read as integers} */
  public NpyOptions withDatesAsIntegers() {
    return new NpyOptions(mode, maxHeader, true);
  }
}
