package org.ndview.examples.cli;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What the library's messages say to who types commands. They name the call that helps; here it is
 * an option.
 */
final class Wording {
  /** A call, and the words in its place, which may refer to its groups. */
  private record Rule(Pattern call, String words) {
    Rule(String call, String words) {
      this(Pattern.compile(call), words);
    }
  }

  private static final List<Rule> RULES =
      List.of(
          new Rule("Casting\\.UNSAFE", "--rule unsafe"),
          new Rule(
              "withDatesAsIntegers\\(\\) of the options reads the integers",
              "--dates-as-integers reads the integers"),
          new Rule("ReadOptions\\.withMaxPixels", "--max-pixels"),
          new Rule("field\\(\\) gives (a|one)", "--field takes $1"),
          new Rule(
              "write its fields, each as a tensor: field\\(name\\)", "--field takes one of them"),
          new Rule("viewAs\\(\\) or cast\\(\\) gives views of its numbers", "--view sees numbers"),
          new Rule("viewAs\\(\\) gives its parts as numbers", "--view sees its parts as numbers"),
          new Rule("viewAs\\(\"B\"\\) gives its bytes", "--view B sees its bytes"),
          new Rule("toBytes\\(\\) gives (its|their) bytes", "hex shows $1 bytes"),
          new Rule("get\\(\\) (gives|reads)", "head shows"),
          new Rule("convertTo\\(\\) makes", "convert with --dtype makes"),
          new Rule("convertTo is between", "a conversion is between"),
          new Rule("slice\\(\\) first", "an index takes fewer"),
          new Rule(
              "a PNG file has 'B' or 'H', and no packed pixels",
              "a PNG file has 'B' or 'H': --dtype converts, and show makes a picture of numbers"),
          new Rule("[;,]? ?\\(?Images\\.view\\(image\\.getRaster\\(\\)\\) views (them|it)\\)?", ""),
          new Rule("[;,] (call )?copy\\(\\)[^;:]*", ""));

  private static final Pattern CASTING = Pattern.compile("by the rule ([A-Z_]+)");

  private Wording() {}

  /** {@return a message in the words of the command line} */
  static String of(String message) {
    String text = CASTING.matcher(message).replaceAll(Wording::rule);
    for (Rule rule : RULES) {
      text = rule.call.matcher(text).replaceAll(rule.words);
    }
    return text;
  }

  private static String rule(MatchResult found) {
    return "by the rule " + found.group(1).toLowerCase(Locale.ROOT);
  }
}
