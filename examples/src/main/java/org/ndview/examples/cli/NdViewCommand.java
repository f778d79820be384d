package org.ndview.examples.cli;

import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * The {@code ndview} command line. Data goes to standard output; an error is one line on standard
 * error. The exit code is 0 if all is well, 1 if {@code diff} finds a difference, and 2 after wrong
 * use or a failure.
 */
@Command(
    name = "ndview",
    mixinStandardHelpOptions = true,
    version = "ndview 0.1.0",
    description = "Looks into files of arrays: .npy, .npz, safetensors, IDX, images, raw bytes.",
    subcommands = {
      InfoCommand.class,
      HeadCommand.class,
      StatsCommand.class,
      HexCommand.class,
      SliceCommand.class,
      ConvertCommand.class,
      DiffCommand.class
    })
public final class NdViewCommand {
  /** All is well. */
  static final int FINE = 0;

  /** Two files differ. */
  static final int DIFFERENCE = 1;

  /** Wrong use, or a failure. */
  static final int FAILURE = 2;

  private NdViewCommand() {}

  /**
   * Runs a command and ends the JVM with its exit code.
   *
   * @param args the command and its arguments
   */
  public static void main(String[] args) {
    System.exit(run(commandLine(), args));
  }

  /** {@return the command line, which reports errors in one line} */
  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new NdViewCommand());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    // --version is the program's, wherever it stands
    String[] version = line.getCommandSpec().version();
    line.getSubcommands().values().forEach(command -> command.getCommandSpec().version(version));
    line.setParameterExceptionHandler((e, _) -> {
      report(e.getCommandLine().getErr(), e);
      return FAILURE;
    });
    line.setExecutionExceptionHandler((e, command, _) -> {
      report(command.getErr(), e);
      return FAILURE;
    });
    return line;
  }

  /** {@return the exit code of a command, also when the heap is too small for it} */
  static int run(CommandLine line, String... args) {
    if (args.length == 0) {
      line.usage(line.getErr());
      return FAILURE;
    }
    try {
      return line.execute(args);
    } catch (OutOfMemoryError e) {
      report(line.getErr(), e);
      return FAILURE;
    }
  }

  /** Writes an error as one line. */
  static void report(PrintWriter err, Throwable error) {
    err.println("ndview: " + Texts.plain(message(error)));
    err.flush();
  }

  /** {@return what went wrong; files' errors of the JDK are names alone} */
  static String message(Throwable error) {
    String text = error.getMessage();
    return switch (error) {
      case NoSuchFileException e -> e.getFile() + ": no such file";
      case AccessDeniedException e -> e.getFile() + ": access denied";
      case FileSystemException e -> e.getFile() + ": " + e.getReason();
      case OutOfMemoryError _ -> "out of memory: " + text;
      default -> text == null || text.isBlank() ? error.getClass().getSimpleName() : text;
    };
  }
}
