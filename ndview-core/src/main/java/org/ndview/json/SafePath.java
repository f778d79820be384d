package org.ndview.json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.ndview.internal.check.BriefText;

/**
 * Files that documents name, below a folder and nowhere else. A reference is a path of names with
 * {@code /} between them, taken as it stands: nothing in it is decoded.
 */
final class SafePath {
  private static final String AT = "/data/uri";

  private SafePath() {}

  /**
   * Refuses what would mean something else than a path down from a folder, on any system.
   *
   * @throws IllegalArgumentException if the reference is none; the message says why
   */
  static void check(String uri) {
    for (int i = 0; i < uri.length(); i++) {
      char c = uri.charAt(i);
      if (c < ' ' || c == 0x7f) {
        throw refused(uri, "it has the control character U+%04X".formatted((int) c));
      }
      if ("\\:%?#*\"<>|".indexOf(c) >= 0) {
        throw refused(
            uri,
            switch (c) {
              case '\\' -> "names are separated by /, and have no \\";
              case ':' -> "schemes and drives are none (:)";
              case '%' -> "nothing in it is decoded, and names have no %";
              default -> "names have no " + c;
            });
      }
    }
    if (uri.startsWith("/")) {
      throw refused(uri, "it begins at a root");
    }
    for (String name : uri.split("/", -1)) {
      if (name.isEmpty()) {
        throw refused(uri, "a name is empty");
      }
      if (name.endsWith(".") || name.endsWith(" ") || name.startsWith(" ")) {
        // "." and ".." everywhere; others mean another file on Windows
        throw refused(
            uri, "the name \"" + BriefText.of(name) + "\" does not stand for itself everywhere");
      }
    }
  }

  private static IllegalArgumentException refused(String uri, String why) {
    return new IllegalArgumentException(
        "\"%s\" is no path down from a folder: %s".formatted(BriefText.of(uri), why));
  }

  /** {@return the file that a reference names, with no symbolic link on its way} */
  static Path resolve(Path folder, String uri) throws ViewDataException {
    try {
      check(uri);
      Path root = folder.toRealPath();
      Path file = root.resolve(uri).toRealPath();
      if (!file.startsWith(root)) {
        throw new ViewDataException(AT, "\"" + uri + "\" leads out of the folder " + folder);
      }
      if (!Files.isRegularFile(file)) {
        throw new ViewDataException(AT, "\"" + uri + "\" is no regular file");
      }
      return file;
    } catch (IllegalArgumentException e) {
      String message =
          e instanceof InvalidPathException ? "\"" + uri + "\" is no path" : message(e);
      throw new ViewDataException(AT, message, e);
    } catch (NoSuchFileException e) {
      throw new ViewDataException(AT, "there is no file \"" + uri + "\" in " + folder, e);
    } catch (ViewDataException e) {
      throw e;
    } catch (IOException e) {
      throw new ViewDataException(AT, "\"" + uri + "\" cannot be reached: " + e, e);
    }
  }

  private static String message(Exception e) {
    return String.valueOf(e.getMessage());
  }
}
