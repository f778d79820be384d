package org.ndview.examples.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ndview.format.Format;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The {@code ndview} command line. Data goes to standard output; an error is one line on standard
 * error. A reader of standard output that ends early ends the command, quietly.
 */
@Command(
    name = "ndview",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Looks into files of arrays: .npy, .npz, safetensors, IDX, images, raw bytes.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:All is well; also if who reads the output ends early, as head does.",
      "1:diff found a difference.",
      "2:Wrong use, or a failure, which one line on standard error tells."
    })
public final class NdViewCommand {
  /** All is well. */
  static final int FINE = 0;

  /** Two files differ. */
  static final int DIFFERENCE = 1;

  /** Wrong use, or a failure. */
  static final int FAILURE = 2;

  /** The subcommands, in the order of the help. */
  private static final Map<String, Supplier<Object>> SUBCOMMANDS = subcommands();

  /** Which describe all the others. */
  private static final Set<String> ABOUT_ALL = Set.of("completion", "manual");

  /** Which describe none. */
  private static final Set<String> VERSION = Set.of("-V", "--version");

  /** What picocli allows at least. */
  private static final int LEAST_WIDTH = 55;

  private static final int USUAL_WIDTH = 80;

  private NdViewCommand() {}

  /**
   * Runs a command; the JVM's exit code is the command's.
   *
   * @param args the command and its arguments
   */
  public static void main(String[] args) {
    CommandLine line = commandLine(args);
    line.setUsageHelpWidth(width(System.getenv("COLUMNS")));
    int code = run(line, Output.standard(), args);
    if (code != FINE) {
      // which looks for a logger first
      System.exit(code);
    }
  }

  /** {@return how wide help may be (in characters)} */
  static int width(@Nullable String columns) {
    if (columns == null || !columns.matches("[0-9]{1,4}")) {
      return USUAL_WIDTH;
    }
    return Math.max(LEAST_WIDTH, Integer.parseInt(columns));
  }

  private static Map<String, Supplier<Object>> subcommands() {
    Map<String, Supplier<Object>> all = new LinkedHashMap<>();
    all.put("info", InfoCommand::new);
    all.put("head", HeadCommand::new);
    all.put("stats", StatsCommand::new);
    all.put("show", ShowCommand::new);
    all.put("hex", HexCommand::new);
    all.put("slice", SliceCommand::new);
    all.put("convert", ConvertCommand::new);
    all.put("diff", DiffCommand::new);
    all.put("completion", CompletionCommand::new);
    all.put("manual", ManualCommand::new);
    return all;
  }

  /** {@return the subcommands that arguments need} To describe one costs time at each start. */
  private static Set<String> named(String... args) {
    if (args.length == 1 && VERSION.contains(args[0])) {
      return Set.of();
    }
    boolean one =
        args.length > 0 && SUBCOMMANDS.containsKey(args[0]) && !ABOUT_ALL.contains(args[0]);
    return one ? Set.of(args[0]) : SUBCOMMANDS.keySet();
  }

  /**
   * {@return the command line, which reports errors in one line}
   *
   * @param args what it is made for: where they begin with a subcommand, it has that one alone
   */
  static CommandLine commandLine(String... args) {
    CommandLine line = new CommandLine(new NdViewCommand());
    named(args).forEach(name -> line.addSubcommand(name, SUBCOMMANDS.get(name).get()));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.registerConverter(Path.class, new FilePaths());
    line.registerConverter(Format.class, new Dtypes());
    line.registerConverter(int.class, text -> number(text, "integer of 32 bits", Integer::valueOf));
    line.registerConverter(long.class, text -> number(text, "integer of 64 bits", Long::valueOf));
    line.registerConverter(Long.class, text -> number(text, "integer of 64 bits", Long::valueOf));
    line.registerConverter(double.class, text -> number(text, "number", Double::valueOf));
    line.registerConverter(Double.class, text -> number(text, "number", Double::valueOf));
    // --version is the program's, wherever it stands
    line.getSubcommands()
        .values()
        .forEach(command -> command.getCommandSpec().versionProvider(new Version()));
    line.setParameterExceptionHandler((e, _) -> {
      report(e.getCommandLine().getErr(), e);
      return FAILURE;
    });
    line.setExecutionExceptionHandler((e, command, _) -> {
      // what happened to the output, run tells
      if (!(e instanceof Output.Lost)) {
        report(command.getErr(), e);
      }
      return FAILURE;
    });
    return line;
  }

  /** {@return the exit code of a command, also when the heap is too small for it} */
  static int run(CommandLine line, Output output, String... args) {
    line.setOut(new PrintWriter(output));
    int code = execute(line, args);
    line.getOut().flush();
    IOException failure = output.failure();
    if (output.isUnread()) {
      return FINE;
    }
    if (failure != null) {
      report(line.getErr(), new IOException("standard output: " + failure.getMessage()));
      return FAILURE;
    }
    return code;
  }

  private static int execute(CommandLine line, String... args) {
    if (args.length == 0) {
      line.usage(line.getErr());
      return FAILURE;
    }
    try {
      return line.execute(Arrays.stream(args).map(NdViewCommand::word).toArray(String[]::new));
    } catch (OutOfMemoryError e) {
      report(line.getErr(), e);
      return FAILURE;
    }
  }

  private static <T> T number(String text, String what, Function<String, T> reader) {
    try {
      return reader.apply(text.strip());
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'%s' is no %s".formatted(text, what));
    }
  }

  /** {@return a word that is no option if it is an index such as -1,0 or -2:} */
  private static String word(String arg) {
    return arg.matches("-[0-9]+[ ]*[,:].*") ? " " + arg : arg;
  }

  /** Writes an error as one line. */
  static void report(PrintWriter err, Throwable error) {
    err.println("ndview: " + Texts.plain(Wording.of(message(error))));
    err.flush();
  }

  /** What stands where a subcommand should. */
  private static String unknown(UnmatchedArgumentException error) {
    String word = error.getUnmatched().getFirst();
    return word.startsWith("-")
        ? "'%s' is no option; ndview --help lists them".formatted(word)
        : "'%s' is none of the commands %s"
            .formatted(word, String.join(", ", SUBCOMMANDS.keySet()));
  }

  /** What is one word too many; or no name of a file, where there may be several. */
  private static String superfluous(UnmatchedArgumentException error) {
    CommandSpec spec = error.getCommandLine().getCommandSpec();
    if (spec.positionalParameters().stream().anyMatch(ArgSpec::isMultiValue)) {
      try {
        new FilePaths().convert(error.getUnmatched().getFirst());
      } catch (TypeConversionException e) {
        return String.valueOf(e.getMessage());
      }
    }
    return String.valueOf(error.getMessage());
  }

  /** What is not there, and what is there instead. */
  private static String missing(MissingParameterException error) {
    String options =
        error.getCommandLine().getUnmatchedArguments().stream()
            .filter(word -> word.startsWith("-") && word.length() > 1)
            .map("; '%s' is no option, and a file of such a name stands behind --"::formatted)
            .findFirst()
            .orElse("");
    return error.getMessage() + options;
  }

  /** {@return what went wrong; files' errors of the JDK are names alone} */
  private static String message(Throwable error) {
    String text = error.getMessage();
    return switch (error) {
      case NoSuchFileException e -> e.getFile() + ": no such file";
      case AccessDeniedException e when e.getReason() == null -> e.getFile() + ": access denied";
      case UnmatchedArgumentException e when e.getCommandLine().getParent() == null -> unknown(e);
      case UnmatchedArgumentException e -> superfluous(e);
      case MissingParameterException e -> missing(e);
      case FileSystemException e when e.getReason() != null -> e.getFile() + ": " + e.getReason();
      case FileSystemException e -> e.getFile() + ": " + e.getClass().getSimpleName();
      case UncheckedIOException e -> message(e.getCause());
      case OutOfMemoryError _ -> "out of memory: " + text;
      default -> text == null || text.isBlank() ? error.getClass().getSimpleName() : text;
    };
  }
}
