package org.ndview.internal.library;

/**
 * A library that parts of ndview need and that a user may have excluded, or not asked for. Those
 * parts ask before their first class that names it is loaded, so that what is missing is said, and
 * how to add it.
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
      "Commons Lang", "org.apache.commons.lang3.ArrayUtils", "org.apache.commons:commons-lang3"),
  /** Tensors of ONNX models. */
  ONNX_RUNTIME(
      "ONNX Runtime",
      "ai.onnxruntime.OnnxTensor",
      "com.microsoft.onnxruntime:onnxruntime",
      "ndview-core does not bring"),
  /** Arrays of DJL's engines. */
  DJL("DJL", "ai.djl.ndarray.NDArray", "ai.djl:api", "ndview-core does not bring"),
  /** Vectors of Arrow. */
  ARROW(
      "Arrow",
      "org.apache.arrow.vector.FieldVector",
      "org.apache.arrow:arrow-vector",
      "ndview-core does not bring");

  private final String title;
  private final String coordinates;
  private final String how;
  private final boolean present;

  OptionalLibrary(String title, String className, String coordinates) {
    this(title, className, coordinates, "ndview-core brings unless it is excluded");
  }

  OptionalLibrary(String title, String className, String coordinates, String how) {
    this.title = title;
    this.coordinates = coordinates;
    this.how = how;
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
          "%s needs %s, which is not on the class path: add the dependency %s, which %s"
              .formatted(what, title, coordinates, how));
    }
  }
}
