package org.ndview.examples.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import picocli.CommandLine;

/**
 * Runs commands in this JVM.
 *
 * @param folder the folder of their files
 */
record Commands(Path folder) {
  /** What a command did. */
  record Run(int code, String out, String err) {}

  Path at(String name) {
    return folder.resolve(name);
  }

  /** Runs words in which {@code @} is the folder and {@code ~} a blank inside of a word. */
  Run run(String words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    int code = run(words, new Output(out, StandardCharsets.UTF_8), err);
    return new Run(code, plain(out.toString(StandardCharsets.UTF_8)), plain(err.toString()));
  }

  /** {@return the exit code of words that write where they are told} */
  int run(String words, Output out, StringWriter err) {
    String[] args = words.isEmpty() ? new String[0] : words.strip().split(" +");
    for (int i = 0; i < args.length; i++) {
      args[i] = args[i].replace("@", folder + "/").replace('~', ' ');
    }
    CommandLine line = NdViewCommand.commandLine(args);
    line.setErr(new PrintWriter(err));
    return NdViewCommand.run(line, out, args);
  }

  private String plain(String text) {
    return text.replace(folder + "/", "@").replace(System.lineSeparator(), "\n");
  }
}
