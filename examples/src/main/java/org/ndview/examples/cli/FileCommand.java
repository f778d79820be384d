package org.ndview.examples.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What all commands have: files to open, and a place to print on. */
abstract class FileCommand implements Callable<Integer> {
  /** How files are opened. */
  @Mixin Source source;

  /** The command as it was started. */
  @Spec CommandSpec spec;

  /** Prints on standard output. */
  void print(String text) {
    Output.print(spec.commandLine().getOut(), text);
  }

  /** Prints a line on standard output. */
  void println(String text) {
    print(text + System.lineSeparator());
  }
}
