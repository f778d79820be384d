package org.ndview.hostile;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A reader under attack.
 *
 * @param name its name, and that of its file of seeds
 * @param tokens what its grammar is made of; none for a reader of bytes
 * @param refusals what its Javadoc says that it throws
 * @param heap how much of the heap a reading takes at most per byte of the input (in bytes)
 * @param nativeMemory how much memory outside it what was read keeps per byte of the input (in
 *     bytes)
 * @param inputs how many are tried in a build
 * @param reader reads an input
 */
record Target(
    String name,
    List<String> tokens,
    List<Class<? extends Throwable>> refusals,
    long heap,
    long nativeMemory,
    int inputs,
    Reader reader) {

  /** Reads an input, or throws. */
  @FunctionalInterface
  interface Reader {
    Value read(byte[] input) throws Exception;
  }

  /** Reads a text, or throws. */
  @FunctionalInterface
  interface TextReader {
    Value read(String text) throws Exception;
  }

  /** Something that can fail. */
  @FunctionalInterface
  interface Step {
    void run() throws Exception;
  }

  /**
   * What was read.
   *
   * @param use works with it; whatever it throws is a flaw
   * @param close gives back what it holds
   */
  record Value(Step use, Step close) {
    static Value of(Step use) {
      return new Value(use, () -> {});
    }
  }

  static Target ofText(
      String name,
      List<String> tokens,
      List<Class<? extends Throwable>> refusals,
      long heap,
      int inputs,
      TextReader reader) {
    return new Target(name, tokens, refusals, heap, 16, inputs, in -> reader.read(text(in)));
  }

  boolean isText() {
    return !tokens.isEmpty();
  }

  boolean refuses(Throwable thrown) {
    return refusals.stream().anyMatch(type -> type.isInstance(thrown));
  }

  /** Two bytes a character, so that halves of surrogate pairs are inputs too. */
  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_16BE);
  }

  static String text(byte[] bytes) {
    char[] chars = new char[bytes.length / 2];
    for (int i = 0; i < chars.length; i++) {
      chars[i] = (char) (bytes[2 * i] << 8 | bytes[2 * i + 1] & 0xFF);
    }
    return new String(chars);
  }
}
