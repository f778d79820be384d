package org.ndview.internal.library;

/**
 * A library that parts of ndview need and that a user may have excluded. Those parts ask before
 * their first class that names it is loaded, so that what is missing is said, and how to add it.
 */
public enum OptionalLibrary {
  /** Documents and the headers of safetensors. */
  JACKSON("Jackson", "tools.jackson.core.json.JsonFactory", "tools.jackson.core:jackson-core"),
  /** The writing of zip files. */
  COMPRESS(
      "Commons Compress",
      "org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream",
      "org.apache.commons:commons-compress"),
  /** What Commons Compress stands on; a class that it needs and the oldest do not have. */
  COMMONS_IO("Commons IO 2.5 or later", "org.apache.commons.io.Charsets", "commons-io:commons-io"),
  /** What Commons Compress stands on. */
  COMMONS_LANG(
      "Commons Lang", "org.apache.commons.lang3.ArrayUtils", "org.apache.commons:commons-lang3");

  private final String title;
  private final String coordinates;
  private final boolean present;

  OptionalLibrary(String title, String className, String coordinates) {
    this.title = title;
    this.coordinates = coordinates;
    present = isPresent(className);
  }

  private static boolean isPresent(String className) {
    try {
      Class.forName(className, false, OptionalLibrary.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  /**
   * Passes if the library is there.
   *
   * @param what what needs it, as the user calls it
   * @throws UnsupportedOperationException if it is not there; the message says what to add
   */
  public void require(String what) {
    if (!present) {
      throw new UnsupportedOperationException(
          "%s needs %s, which is not on the class path: add the dependency %s, which ndview-core brings unless it is excluded"
              .formatted(what, title, coordinates));
    }
  }
}
