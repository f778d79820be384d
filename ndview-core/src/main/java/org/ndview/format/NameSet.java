package org.ndview.format;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of the fields so far: mostly a few, for which comparing is the cheapest. */
final class NameSet {
  private static final int FEW = 8;

  private final @Nullable String[] few = new String[FEW];
  private int size;
  private @Nullable Set<String> many;

  boolean contains(String name) {
    if (many != null) {
      return many.contains(name);
    }
    for (int i = 0; i < size; i++) {
      if (name.equals(few[i])) {
        return true;
      }
    }
    return false;
  }

  /** Adds a name; {@return whether it was new} */
  boolean add(String name) {
    if (many != null) {
      return many.add(name);
    }
    if (contains(name)) {
      return false;
    }
    if (size == FEW) {
      many = new HashSet<>();
      for (String known : few) {
        if (known != null) {
          many.add(known);
        }
      }
      many.add(name);
    } else {
      few[size++] = name;
    }
    return true;
  }
}
