package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ReadOnlyBufferException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ndview.format.Format;

/** squeeze, swapAxes, moveAxis, flip, windows and viewAs: the rules of NumPy's functions. */
class ViewAlgebraTest {
  private static final long[] LONG = {1, 2, 3, 4, 5, 6};

  private static NdView numbers(long... shape) {
    int n = 1;
    for (long length : shape) {
      n *= (int) length;
    }
    int[] items = new int[n];
    for (int i = 0; i < n; i++) {
      items[i] = i;
    }
    return NdView.of(items).reshape(shape);
  }

  @Test
  void squeezeDropsTheNamedDimensionsOfLengthOne() {
    NdView v = numbers(1, 2, 1, 3, 1);
    assertThat(v.squeeze(0).shape()).containsExactly(2, 1, 3, 1);
    assertThat(v.squeeze(-1, 2).shape()).containsExactly(1, 2, 3);
    assertThat(v.squeeze().shape()).containsExactly(2, 3);
    assertThat(v.squeeze(new int[0]).shape()).containsExactly(1, 2, 1, 3, 1);
    assertThat(v.squeeze(0, 2, 4).toList()).isEqualTo(v.squeeze().toList());
    assertThat(v.layout().squeeze(0)).isEqualTo(v.squeeze(0).layout());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> v.squeeze(1))
        .withMessage("cannot squeeze dimension 1 of length 2, not 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> v.squeeze(0, -5))
        .withMessageContaining("repeated axis -5");
    assertThatIllegalArgumentException().isThrownBy(() -> v.squeeze(5)).withMessageContaining("5");
  }

  @Test
  void squeezeFollowsAPointer() {
    NdView rows = NdView.ofRows(new float[][] {{1, 2, 3}});
    assertThat(rows.squeeze(0).toList()).isEqualTo(List.of(1f, 2f, 3f));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> rows.layout().squeeze(0));
  }

  @ParameterizedTest
  @CsvSource({"0, 1, 3 2 4", "1, 0, 3 2 4", "0, -1, 4 3 2", "-2, 2, 2 4 3", "1, 1, 2 3 4"})
  void swapAxesChangesTwo(int a, int b, String shape) {
    NdView swapped = numbers(2, 3, 4).swapAxes(a, b);
    assertThat(swapped.shape()).containsExactly(longs(shape));
    int x = a < 0 ? a + 3 : a;
    int y = b < 0 ? b + 3 : b;
    int[] axes = {0, 1, 2};
    axes[x] = y;
    axes[y] = x;
    assertThat(swapped.layout()).isEqualTo(numbers(2, 3, 4).permute(axes).layout());
    assertThat(numbers(2, 3, 4).layout().swapAxes(a, b)).isEqualTo(swapped.layout());
  }

  @ParameterizedTest
  // numpy.moveaxis(numpy.zeros((2, 3, 4, 5)), from, to).shape
  @CsvSource({
    "0, -1, 3 4 5 2",
    "-1, 0, 5 2 3 4",
    "1, 2, 2 4 3 5",
    "2, 1, 2 4 3 5",
    "3, 1, 2 5 3 4",
    "1, 3, 2 4 5 3",
    "2, 2, 2 3 4 5",
    "0, 1, 3 2 4 5"
  })
  void moveAxisKeepsTheOthersInOrder(int from, int to, String shape) {
    NdView v = numbers(2, 3, 4, 5);
    NdView moved = v.moveAxis(from, to);
    assertThat(moved.shape()).containsExactly(longs(shape));
    assertThat(v.layout().moveAxis(from, to)).isEqualTo(moved.layout());
    assertThat(moved.moveAxis(to, from).layout()).isEqualTo(v.layout());
  }

  private static long[] longs(String text) {
    return java.util.Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
  }

  @Test
  void axesThatAreNotThereAreRefused() {
    NdView v = numbers(2, 3);
    assertThatIllegalArgumentException().isThrownBy(() -> v.swapAxes(0, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> v.moveAxis(-3, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> v.moveAxis(0, 2));
    assertThatIllegalArgumentException().isThrownBy(() -> v.flip(2));
    assertThatIllegalArgumentException().isThrownBy(() -> v.flip(0, -2));
    assertThatIllegalArgumentException().isThrownBy(() -> v.windows(2, 1));
  }

  @Test
  void aPointerStaysWhereItIs() {
    NdView rows = NdView.ofRows(new int[][] {{1, 2, 3}, {4, 5, 6}});
    assertThat(rows.flip().toList()).isEqualTo(List.of(List.of(6, 5, 4), List.of(3, 2, 1)));
    assertThat(rows.flip(0).toList()).isEqualTo(List.of(List.of(4, 5, 6), List.of(1, 2, 3)));
    assertThat(rows.windows(1, 2).toList())
        .isEqualTo(
            List.of(List.of(List.of(1, 2), List.of(2, 3)), List.of(List.of(4, 5), List.of(5, 6))));
    assertThatIllegalArgumentException().isThrownBy(() -> rows.swapAxes(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> rows.moveAxis(0, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> rows.windows(0, 2))
        .withMessageContaining("pointer");
  }

  @Test
  void flipWithoutDimensionsIsOfAll() {
    NdView v = numbers(2, 3);
    assertThat(v.flip().toList()).isEqualTo(List.of(List.of(5, 4, 3), List.of(2, 1, 0)));
    assertThat(v.flip(-1).toList()).isEqualTo(List.of(List.of(2, 1, 0), List.of(5, 4, 3)));
    assertThat(v.flip(0).flip(0).layout()).isEqualTo(v.layout());
    assertThat(numbers().flip().get()).isEqualTo(0);
    assertThat(v.flip(0, 1).isReadOnly()).isFalse();
  }

  @Test
  void windowsSlideAlongADimension() {
    NdView v = NdView.of(new int[] {1, 2, 3, 4});
    NdView windows = v.windows(0, 3);
    assertThat(windows.toList()).isEqualTo(List.of(List.of(1, 2, 3), List.of(2, 3, 4)));
    assertThat(windows.isReadOnly()).isTrue();
    assertThatExceptionOfType(ReadOnlyBufferException.class)
        .isThrownBy(() -> windows.setInt(9, 0, 0));
    assertThat(v.windows(0, 4).shape()).containsExactly(1, 4);
    assertThat(v.windows(-1, 1).shape()).containsExactly(4, 1);
    // as NumPy: one window more than items, each without items
    assertThat(v.windows(0, 0).shape()).containsExactly(5, 0);
    // the window comes last, whichever dimension it slides along
    NdView image = numbers(3, 4);
    assertThat(image.windows(0, 2).shape()).containsExactly(2, 4, 2);
    assertThat(image.windows(0, 2).select(0, 1).select(0, 3).toList()).isEqualTo(List.of(7, 11));
    assertThat(image.windows(0, 2).windows(1, 3).shape()).containsExactly(2, 2, 2, 3);
    assertThat(image.slice("::-1").windows(0, 3).select(0, 0).select(0, 0).toList())
        .isEqualTo(List.of(8, 4, 0));
    assertThat(image.layout().windows(1, 2)).isEqualTo(image.windows(1, 2).layout());
  }

  @Test
  void windowsLongerThanTheDimensionAreRefused() {
    NdView v = numbers(2, 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> v.windows(1, 4))
        .withMessage("windows of length 4 along dimension 1, which has length 3");
    assertThatIllegalArgumentException().isThrownBy(() -> v.windows(1, -1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> numbers().windows(0, 1))
        .withMessageContaining("0 dimensions");
    long[] most = new long[Layout.MAX_NDIM];
    java.util.Arrays.fill(most, 1);
    Layout full = Layout.contiguous(Order.C, 1, most);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> full.windows(0, 1))
        .withMessageContaining("must not exceed 64: 65");
  }

  @Test
  void viewAsKeepsTheStridesOfItemsOfOneSize() {
    NdView v = NdView.of(new int[] {1, Float.floatToIntBits(2.5f), -1, 7}).slice("::-2");
    NdView floats = v.viewAs("f");
    assertThat(floats.layout()).isEqualTo(v.layout());
    assertThat(floats.getFloat(1)).isEqualTo(2.5f);
    floats.setFloat(1, 0);
    assertThat(v.getInt(0)).isEqualTo(Float.floatToIntBits(1));
    assertThat(NdView.ofRows(new int[][] {{1}, {-1}}).viewAs("I").get(1, 0)).isEqualTo(0xffffffffL);
    assertThat(numbers().viewAs(Format.parse(">i")).get()).isEqualTo(0);
  }

  @Test
  void viewAsScalesTheLastDimension() {
    NdView v = NdView.of(LONG.clone()).reshape(2, 3);
    assertThat(v.viewAs("i").shape()).containsExactly(2, 6);
    assertThat(v.viewAs("i").strides()).containsExactly(24, 4);
    assertThat(v.viewAs("<i").getInt(1, 2)).isEqualTo(5);
    assertThat(v.viewAs("24s").shape()).containsExactly(2, 1);
    // every second row, whose last dimension has no gaps
    assertThat(numbers(4, 2).slice("::-2").viewAs("<q").toList())
        .isEqualTo(List.of(List.of(7L << 32 | 6), List.of(3L << 32 | 2)));
    // a length of 1 may have any stride, and an empty view too
    assertThat(numbers(2, 3).slice(":, ::3").viewAs("h").shape()).containsExactly(2, 2);
    assertThat(numbers(2, 4).slice(":0, ::2").viewAs("q").shape()).containsExactly(0, 1);
    assertThat(NdView.ofRows(new int[][] {{1, 2}, {3, 4}}).viewAs("<q").toList())
        .isEqualTo(List.of(List.of(2L << 32 | 1), List.of(4L << 32 | 3)));
  }

  @Test
  void viewAsRefusesWhatNumPyRefuses() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> numbers().viewAs("h"))
        .withMessageContaining("without dimensions");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> numbers(2, 4).slice(":, ::2").viewAs("h"))
        .withMessageContaining("last dimension must be contiguous");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> numbers(4).slice("::-1").viewAs("h"))
        .withMessageContaining("last dimension must be contiguous");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> numbers(2, 3).transpose().viewAs("b"))
        .withMessageContaining("last dimension must be contiguous");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> numbers(4).viewAs("3s"))
        .withMessageContaining("must divide the old one: 3 and 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> numbers(4).viewAs("0s"))
        .withMessageContaining("0 and 4");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> numbers(2, 3).viewAs("q"))
        .withMessageContaining("8 and 3 * 4 = 12");
    assertThat(numbers(2, 4).toReadOnly().viewAs("q").isReadOnly()).isTrue();
  }
}
