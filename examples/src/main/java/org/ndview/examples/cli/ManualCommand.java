package org.ndview.examples.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the manual page. */
@Command(
    name = "manual",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the manual page, for man.",
      "To read it: ndview manual > ndview.1; man -l ndview.1"
    })
final class ManualCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    Output.print(spec.commandLine().getOut(), ManualPage.of(spec.root()));
    return NdViewCommand.FINE;
  }
}
