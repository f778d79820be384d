package org.ndview.examples.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a script that completes commands, options and files. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a script for bash and zsh that completes commands, options and files.",
      "In bash or zsh: source <(ndview completion)"
    })
final class CompletionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine line = spec.root().commandLine();
    Output.print(spec.commandLine().getOut(), AutoComplete.bash(spec.root().name(), line));
    return NdViewCommand.FINE;
  }
}
