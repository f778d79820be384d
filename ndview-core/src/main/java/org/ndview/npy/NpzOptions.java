package org.ndview.npy;

import java.nio.channels.FileChannel.MapMode;
import java.util.function.Predicate;
import org.ndview.io.Progress;

/**
 * How a {@code .npz} file is read.
 *
 * @param names which arrays are read, by name; the others are skipped
 * @param mode how the file is mapped: {@link MapMode#READ_ONLY}, or {@link MapMode#PRIVATE} for
 *     views that may be written without changing the file
 * @param maxHeader the longest header of an array that is read, in characters
 * @param progress is told of the bytes of the arrays, unpacked, which are then all read when the
 *     file is opened; what it throws ends the reading
 * @param datesAsIntegers whether {@code datetime64} and {@code timedelta64} are read as integers of
 *     64 bits, or refused; {@link NpzEntry#info} tells their unit
 */
public record NpzOptions(
    Predicate<String> names,
    MapMode mode,
    int maxHeader,
    Progress progress,
    boolean datesAsIntegers) {
  /** All arrays, read-only, with headers of up to {@link Npy#MAX_HEADER} characters. */
  public static final NpzOptions ALL =
      new NpzOptions(_ -> true, MapMode.READ_ONLY, Npy.MAX_HEADER, Progress.NONE, false);

  /**
   * Checks the mode.
   *
   * @throws IllegalArgumentException if it is neither read-only nor private: what was unpacked
   *     would not be written back
   */
  public NpzOptions {
    if (mode != MapMode.READ_ONLY && mode != MapMode.PRIVATE) {
      throw new IllegalArgumentException(
          "an .npz file is mapped READ_ONLY or PRIVATE, not " + mode);
    }
  }

  /**
   * {@return the same, for some arrays only}
   *
   * @param chosen which arrays are read, by name
   */
  public NpzOptions withNames(Predicate<String> chosen) {
    return new NpzOptions(chosen, mode, maxHeader, progress, datesAsIntegers);
  }

  /**
   * {@return the same, mapped in another way}
   *
   * @param other how
   * @throws IllegalArgumentException if it is neither read-only nor private
   */
  public NpzOptions withMode(MapMode other) {
    return new NpzOptions(names, other, maxHeader, progress, datesAsIntegers);
  }

  /**
   * {@return the same, with another limit}
   *
   * @param limit the longest header of an array, in characters
   */
  public NpzOptions withMaxHeader(int limit) {
    return new NpzOptions(names, mode, limit, progress, datesAsIntegers);
  }

  /**
   * {@return the same, with a listener}
   *
   * @param listener is told of the bytes of the arrays
   */
  public NpzOptions withProgress(Progress listener) {
    return new NpzOptions(names, mode, maxHeader, listener, datesAsIntegers);
  }

  /** {@return the same, with dates and time differences read as integers} */
  public NpzOptions withDatesAsIntegers() {
    return new NpzOptions(names, mode, maxHeader, progress, true);
  }

  /** How each array is read. */
  NpyOptions forEach() {
    return new NpyOptions(mode, maxHeader, datesAsIntegers);
  }
}
