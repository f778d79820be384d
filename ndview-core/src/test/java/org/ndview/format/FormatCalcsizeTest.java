package org.ndview.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.ndview.testing.Python;

/** The same answers as the struct module of the python3 on this machine. */
@EnabledIf("pythonIsHere")
class FormatCalcsizeTest {
  private static final String CALCSIZE =
      """
      import struct, sys
      for line in sys.stdin:
          try:
              print(struct.calcsize(line.rstrip('\\n')))
          except (struct.error, OverflowError):
              print('error')
      """;

  static boolean pythonIsHere() {
    return Python.runs("import struct");
  }

  @Test
  void sizesAreThoseOfCalcsize() throws Exception {
    List<String> texts = texts();
    List<String> answers = Python.run(List.of("-c", CALCSIZE), texts);
    assertThat(answers).hasSameSizeAs(texts);
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      String own = calcsize(texts.get(i));
      if (!own.equals(answers.get(i))) {
        differences.add(texts.get(i) + ": " + own + ", struct: " + answers.get(i));
      }
    }
    assertThat(differences).isEmpty();
  }

  private static String calcsize(String text) {
    try {
      return String.valueOf(Format.parse(text).itemsize());
    } catch (FormatException _) {
      return "error";
    }
  }

  /** Texts of struct's letters; a mark stands only at the start, where struct takes one. */
  private static List<String> texts() {
    Random random = new Random(3118);
    String codes = "xcbB?hHiIlLqQnNefdspP";
    List<String> texts = new ArrayList<>();
    for (int n = 0; n < 5000; n++) {
      StringBuilder text = new StringBuilder(pick(random, "", "", "", "@", "=", "<", ">", "!"));
      boolean standard = !text.isEmpty() && text.charAt(0) != '@';
      for (int items = random.nextInt(6); items > 0; items--) {
        text.append(pick(random, "", "", " "));
        text.append(pick(random, "", "", "0", "1", "3", "12", "3 ", "4611686018427387904"));
        char code = codes.charAt(random.nextInt(codes.length()));
        text.append(standard && code == 'P' ? 'q' : code); // <P is what ctypes writes
      }
      texts.add(text + "");
    }
    return texts;
  }

  private static String pick(Random random, String... from) {
    return from[random.nextInt(from.length)];
  }
}
