package org.ndview.nd4j.peers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A python3 with NumPy that runs statements when asked; see peer.py for what is said. */
final class Python implements AutoCloseable {
  private final Process process;
  private final Path script;
  private final PrintWriter to;
  private final BufferedReader from;

  private Python(Process process, Path script) {
    this.process = process;
    this.script = script;
    to = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8));
    from = process.inputReader(StandardCharsets.UTF_8);
  }

  /** {@return python3, or nothing where there is none, or one without NumPy} */
  static Optional<Python> start() {
    try (InputStream code = Python.class.getResourceAsStream("peer.py")) {
      Path script = Files.createTempFile("peer", ".py");
      Files.write(script, code.readAllBytes());
      ProcessBuilder builder = new ProcessBuilder("python3", script.toString());
      builder.environment().put("OMP_NUM_THREADS", "1");
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
      Python python = new Python(builder.start(), script);
      if (python.ask("version").isEmpty()) {
        python.close();
        return Optional.empty();
      }
      return Optional.of(python);
    } catch (IOException | UncheckedIOException _) {
      return Optional.empty();
    }
  }

  /** {@return the answer to one line; empty if the process is gone} */
  private String ask(String line) {
    to.println(line.replace('\n', '\u0001'));
    to.flush();
    try {
      String answer = from.readLine();
      return answer == null ? "" : answer;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String version() {
    return ask("version");
  }

  /** Makes the names that the next statements use, and forgets all earlier ones. */
  void setup(String code) {
    String answer = ask("setup " + code);
    if (!answer.equals("ok")) {
      throw new IllegalStateException("NumPy's setup: " + answer + "\n" + code);
    }
  }

  /** {@return nothing if the statement runs, or else why it does not} */
  Optional<String> add(String statement) {
    String answer = ask("add " + statement);
    return answer.equals("ok") ? Optional.empty() : Optional.of(answer);
  }

  /** {@return how long so many runs of a statement took, in seconds} */
  double time(int statement, long calls) {
    return Double.parseDouble(ask("time " + statement + " " + calls));
  }

  @Override
  public void close() throws IOException {
    to.close();
    process.destroy();
    Files.deleteIfExists(script);
  }
}
