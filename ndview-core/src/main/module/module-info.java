/**
 * Typed, strided views of memory, and their bridges to JSON and to files.
 *
 * <p>The engine, {@code org.ndview.internal}, is not exported. On the class path it is visible, and
 * is no more meant to be used than here.
 */
@SuppressWarnings("requires-automatic") // what neighbours are
module org.ndview {
  requires transitive tools.jackson.databind;
  requires static com.fasterxml.jackson.databind;
  requires static org.apache.arrow.memory.core;
  requires static org.apache.arrow.vector;
  requires static ai.djl.api;
  requires static com.microsoft.onnxruntime;
  requires org.apache.commons.compress;
  requires static java.management;
  requires static jdk.management;
  requires static transitive java.desktop;
  requires static transitive org.jspecify;

  exports org.ndview;
  exports org.ndview.arrow;
  exports org.ndview.bridge;
  exports org.ndview.cpython;
  exports org.ndview.djl;
  exports org.ndview.dlpack;
  exports org.ndview.format;
  exports org.ndview.image;
  exports org.ndview.io;
  exports org.ndview.json;
  exports org.ndview.npy;
  exports org.ndview.onnx;
  exports org.ndview.safetensors;

  provides tools.jackson.databind.JacksonModule with
      org.ndview.json.NdViewModule;
  provides com.fasterxml.jackson.databind.Module with
      org.ndview.json.NdViewJackson2Module;
}
