package org.ndview.hostile;

import java.util.List;
import java.util.stream.Stream;

/** Every reader of what others made. */
final class Targets {
  private Targets() {}

  static List<Target> all() {
    return Stream.of(TextTargets.all(), JsonTargets.all(), FileTargets.all(), StructTargets.all())
        .flatMap(List::stream)
        .toList();
  }
}
