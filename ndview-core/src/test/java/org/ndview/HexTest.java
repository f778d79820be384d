package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

  @Test
  void ofAnyLayoutTheBytesInCOrder() {
    NdView view = NdView.of(new short[] {1, 2, 3, 4, 5, 6}).reshape(2, 3);
    for (NdView v :
        new NdView[] {view, view.transpose(), view.slice("1:, ::-1"), view.select(0, 1)}) {
      assertThat(v.hex()).isEqualTo(HexFormat.of().formatHex(v.toBytes()));
    }
    assertThat(NdView.ofRows(new byte[][] {{1, 2}, {3, -1}}).hex()).isEqualTo("010203ff");
  }

  @Test
  void moreThanAStringHoldsIsRefused() {
    NdView one = NdView.of(new byte[1]);
    assertThatThrownBy(() -> one.broadcastTo(1L << 40).hex())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "1099511627776 bytes make 2199023255552 characters, more than a String holds; slice() first");
    assertThatThrownBy(() -> one.broadcastTo(1L << 62).hex())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than a String holds");
  }
}
