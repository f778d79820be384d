package org.ndview.examples.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import org.ndview.Casting;

/** The words that the shell completes options with: in small letters, as help has them. */
final class Candidates {
  private Candidates() {}

  private static Iterator<String> words(Enum<?>... values) {
    return Arrays.stream(values).map(value -> value.name().toLowerCase(Locale.ROOT)).iterator();
  }

  /** Those of {@code --rule}. */
  static final class Rules implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return words(Casting.values());
    }
  }

  /** Those of {@code --channels}. */
  static final class OfChannels implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return words(Channels.values());
    }
  }

  /** Those of {@code --map}. */
  static final class Palettes implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return words(Palette.values());
    }
  }

  /** Those of formats, of which there are more. */
  static final class Formats implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Dtypes.names().iterator();
    }
  }
}
