package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ReadOnlyBufferException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelConversionTest {
  private static final double[] SCALE = {0.5, 1, 3};
  private static final double[] SHIFT = {0, -1, 0.25};

  /** Pixels of three channels: 2 images of 4 x 5, bytes that count up. */
  private static NdView pixels() {
    byte[] bytes = new byte[2 * 4 * 5 * 3];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 7);
    }
    return NdView.of(bytes).cast("B", 2, 4, 5, 3);
  }

  @ParameterizedTest
  @CsvSource({"f", ">f", "d", "e", "[bfloat16]"})
  void eachChannelHasAScaleAndAShift(String format) {
    NdView from = pixels();
    NdView to = NdView.allocate(format, 2, 3, 4, 5);
    from.permute(0, 3, 1, 2).convertTo(to, Casting.SAME_KIND, Scaling.perIndex(SCALE, SHIFT, 1));
    NdView one = NdView.allocate(format);
    for (int c = 0; c < 3; c++) {
      for (long y = 0; y < 4; y++) {
        for (long x = 0; x < 5; x++) {
          one.set(from.getInt(1, y, x, c) * SCALE[c] + SHIFT[c]);
          assertThat(to.get(1, c, y, x)).isEqualTo(one.get());
        }
      }
    }
  }

  @Test
  void theAxisMayBeCountedFromTheLast() {
    NdView a = NdView.allocate("f", 2, 4, 5, 3);
    NdView b = NdView.allocate("f", 2, 4, 5, 3);
    pixels().convertTo(a, Casting.SAME_KIND, Scaling.perIndex(SCALE, SHIFT, 3));
    pixels().convertTo(b, Casting.SAME_KIND, Scaling.perIndex(SCALE, SHIFT, -1));
    assertThat(a.contentEquals(b)).isTrue();
  }

  @Test
  void overlappingViewsAreConvertedAsIfCopiedBefore() {
    NdView v = NdView.of(new float[] {1, 2, 3, 4, 5, 6}).reshape(2, 3);
    v.slice("::-1")
        .convertTo(
            v, Casting.SAFE, Scaling.perIndex(new double[] {10, 100}, new double[] {0, 0}, 0));
    assertThat(v.toList()).isEqualTo(List.of(List.of(40f, 50f, 60f), List.of(100f, 200f, 300f)));
  }

  @Test
  void rowsBehindPointersToo() {
    float[][] rows = {{1, 2}, {3, 4}};
    NdView.ofRows(rows)
        .convertTo(
            NdView.ofRows(rows),
            Casting.SAFE,
            Scaling.perIndex(new double[] {1, -1}, new double[] {1, 0}, 1));
    assertThat(rows).isDeepEqualTo(new float[][] {{2, -2}, {4, -4}});
  }

  @Test
  void whatDoesNotFitIsRefusedBeforeAnythingIsWritten() {
    NdView to = NdView.allocate("f", 2, 4, 5, 3);
    assertThatThrownBy(
            () -> pixels().convertTo(to, Casting.SAME_KIND, Scaling.perIndex(SCALE, SHIFT, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 scales and 3 shifts for the 5 indices of dimension 2");
    assertThatThrownBy(
            () -> pixels().convertTo(to, Casting.SAME_KIND, Scaling.perIndex(SCALE, SHIFT, 4)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> pixels().convertTo(to, Casting.SAFE, Scaling.perIndex(SCALE, SHIFT, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("SAFE");
    assertThatThrownBy(() ->
            pixels()
                .convertTo(to.transpose(), Casting.SAME_KIND, Scaling.perIndex(SCALE, SHIFT, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the shapes differ");
    assertThatThrownBy(() ->
            pixels()
                .convertTo(to.toReadOnly(), Casting.SAME_KIND, Scaling.perIndex(SCALE, SHIFT, 3)))
        .isInstanceOf(ReadOnlyBufferException.class);
    assertThat(to.count(0)).isEqualTo(to.size());
  }
}
