package org.ndview.format;

import org.jspecify.annotations.Nullable;

/** What a field's name may be, and a type's name in brackets. */
final class Names {
  private Names() {}

  /** What is wrong with a field's name, or null. */
  static @Nullable String fault(String name) {
    if (name.isEmpty()) {
      return "a field's name cannot be empty";
    }
    for (int i = 0; i < name.length(); ) {
      int c = name.codePointAt(i);
      if (c > ':' && c < 0x7f) {
        i++; // the common case
        continue;
      }
      if (c == ':' || c == 0) {
        return "a field's name cannot hold " + (c == 0 ? "NUL" : "':'");
      }
      if (Character.getType(c) == Character.SURROGATE) {
        return "a field's name cannot hold half a surrogate pair";
      }
      i += Character.charCount(c);
    }
    return null;
  }

  /** Whether this can stand in {@code [ ]}: ASCII, not empty, no control, bracket or semicolon. */
  static boolean isTypeName(String name) {
    return !name.isEmpty()
        && name.chars().allMatch(c -> c >= ' ' && c < 0x7f && c != '[' && c != ']' && c != ';');
  }
}
