package org.ndview.examples.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where data goes. A PrintWriter forgets why it failed; this one knows, and tells a reader that has
 * gone, such as {@code head}, from a disk that is full.
 */
final class Output extends Writer {
  /** Data could not be written. */
  static final class Lost extends RuntimeException {
    private static final long serialVersionUID = 1;

    Lost() {
      super("the output cannot be written");
    }
  }

  private final Writer writer;
  private @Nullable IOException failure;

  /**
   * Writes to a stream.
   *
   * @param stream the stream
   * @param charset how characters are written
   */
  Output(OutputStream stream, Charset charset) {
    writer = new OutputStreamWriter(stream, charset);
  }

  /** {@return standard output, as its encoding is} */
  static Output standard() {
    return new Output(new FileOutputStream(FileDescriptor.out), System.out.charset());
  }

  /**
   * Prints a text, all of it.
   *
   * @throws Lost if that fails
   */
  static void print(PrintWriter out, String text) {
    out.print(text);
    if (out.checkError()) {
      throw new Lost();
    }
  }

  /** {@return why writing failed, or null if it did not} */
  @Nullable IOException failure() {
    return failure;
  }

  /** {@return whether nobody reads any more, which is no fault} */
  boolean isUnread() {
    // "Broken pipe", or on Windows "The pipe is being closed"
    return failure != null
        && String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains("pipe");
  }

  @Override
  public void write(char[] text, int from, int length) throws IOException {
    attempt(() -> writer.write(text, from, length));
  }

  @Override
  public void flush() throws IOException {
    attempt(writer::flush);
  }

  @Override
  public void close() throws IOException {
    attempt(writer::close);
  }

  private interface Attempt {
    void run() throws IOException;
  }

  private void attempt(Attempt what) throws IOException {
    try {
      what.run();
    } catch (IOException e) {
      failure = failure == null ? e : failure;
      throw e;
    }
  }
}
