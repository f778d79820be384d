package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HexTest {
  @Test
  void theDigitsOfEveryLengthAreThoseOfHexFormat() {
    Random random = new Random(5);
    for (int n = 0; n < 300; n++) {
      int length = n < 260 ? n : 2048 * (n - 259) + random.nextInt(9) - 4;
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      String expected = HexFormat.of().formatHex(bytes);
      assertThat(NdView.of(bytes).hex()).isEqualTo(expected);
      int group = 1 + random.nextInt(9);
      assertThat(NdView.of(bytes).hex(':', group).replace(":", "")).isEqualTo(expected);
      assertThat(NdView.of(bytes).hex(':', -group))
          .isEqualTo(expected.replaceAll("(.{%d})(?=.)".formatted(2 * group), "$1:"));
    }
  }
}
