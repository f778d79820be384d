package org.ndview.examples.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The manual page of a command and its subcommands, in the man macros of groff. */
final class ManualPage {
  private final StringBuilder page = new StringBuilder();
  private final List<OptionSpec> common = new ArrayList<>();

  private ManualPage() {}

  /** {@return the page of a command, made of what its help is made of} */
  static String of(CommandSpec spec) {
    ManualPage manual = new ManualPage();
    manual.write(spec);
    return manual.page.toString();
  }

  private void write(CommandSpec spec) {
    String version = spec.version()[0];
    line(".TH %s 1 \"\" \"%s\" \"User Commands\"", spec.name().toUpperCase(Locale.ROOT), version);
    line(".SH NAME");
    String does = description(spec.usageMessage());
    line(
        "%s \\- %s",
        spec.name(), text(does.substring(0, 1).toLowerCase(Locale.ROOT) + does.substring(1)));
    line(".SH SYNOPSIS");
    for (CommandSpec command :
        spec.subcommands().values().stream().map(c -> c.getCommandSpec()).toList()) {
      line(".B %s %s", spec.name(), command.name());
      line("%s", synopsis(command));
      line(".br");
    }
    line(".SH COMMANDS");
    spec.subcommands().values().forEach(command -> write(spec, command.getCommandSpec()));
    line(".SH COMMON OPTIONS");
    line("Of all commands, and those of files of the commands that read some.");
    common.forEach(this::option);
    line(".SH EXIT STATUS");
    spec.usageMessage().exitCodeList().forEach((code, meaning) -> entry(code, meaning));
  }

  private void write(CommandSpec program, CommandSpec command) {
    line(".SS %s", command.name());
    line(".B %s %s", program.name(), command.name());
    line("%s", synopsis(command));
    line(".PP");
    line("%s", text(description(command.usageMessage())));
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      entry("\\fI" + text(parameter.paramLabel()) + "\\fR", description(parameter));
    }
    Set<String> shared = new HashSet<>();
    command.mixins().values().forEach(mixin -> shared(mixin, shared));
    for (OptionSpec option : command.options()) {
      if (!shared.contains(option.longestName())) {
        option(option);
      }
    }
  }

  /** Notes the options of a mixin, which many commands have. */
  private void shared(CommandSpec mixin, Set<String> names) {
    for (OptionSpec option : mixin.options()) {
      names.add(option.longestName());
      if (common.stream().noneMatch(o -> o.longestName().equals(option.longestName()))) {
        common.add(option);
      }
    }
  }

  private void option(OptionSpec option) {
    String names =
        Arrays.stream(option.names())
            .map(name -> "\\fB" + text(name) + "\\fR")
            .collect(Collectors.joining(", "));
    String value = option.arity().max() == 0 ? "" : " \\fI" + text(option.paramLabel()) + "\\fR";
    entry(names + value, description(option));
  }

  private static String synopsis(CommandSpec command) {
    String parameters =
        command.positionalParameters().stream()
            .map(parameter -> {
              String label = "\\fI" + text(parameter.paramLabel()) + "\\fR";
              String more = parameter.arity().max() > 1 ? "..." : "";
              return parameter.arity().min() == 0 ? "[" + label + "]" : label + more;
            })
            .collect(Collectors.joining(" "));
    return ("[\\fIOPTIONS\\fR] " + parameters).strip();
  }

  private static String description(UsageMessageSpec usage) {
    return String.join(" ", usage.description());
  }

  private static String description(ArgSpec argument) {
    String initial = String.valueOf(argument.defaultValue());
    return String.join(" ", argument.description()).replace("${DEFAULT-VALUE}", initial);
  }

  private void entry(String term, String meaning) {
    line(".TP");
    line("%s", term);
    line("%s", text(meaning));
  }

  private void line(String format, Object... values) {
    page.append(format.formatted(values)).append('\n');
  }

  /** {@return a text as groff has it: its commands begin with backslashes, and lines with dots} */
  private static String text(String plain) {
    String escaped = plain.replace("\\", "\\e").replace("-", "\\-");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}
