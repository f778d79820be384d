package org.ndview.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.ndview.NdView;
import org.ndview.Order;

/** Files that are made to be filled in place, and dates in files. */
class NpyCreateTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Order.class)
  void aFileIsFilledInPlaceAndHasTheBytesOfOneThatIsWritten(Order order) throws IOException {
    Path file = folder.resolve("a.npy");
    try (NdView made = Npy.create(file, "<i", order, 2, 3)) {
      assertThat(made.toList()).isEqualTo(List.of(List.of(0, 0, 0), List.of(0, 0, 0)));
      assertThat(made.isFContiguous()).isEqualTo(order == Order.F);
      made.setInt(7, 1, 2);
    }
    Path written = folder.resolve("b.npy");
    try (NdView read = Npy.read(file)) {
      assertThat(read.getInt(1, 2)).isEqualTo(7);
      Npy.write(written, read);
    }
    assertThat(written).hasSameBinaryContentAs(file);
  }

  @Test
  void emptyScalarAndNested() throws IOException {
    Path file = folder.resolve("a.npy");
    try (NdView empty = Npy.create(file, "d", Order.C, 0, 3);
        NdView item = Npy.create(folder.resolve("b.npy"), "d", Order.C);
        NdView nested = Npy.create(folder.resolve("c.npy"), "(2,3)<d", Order.C, 4)) {
      assertThat(empty.shape()).containsExactly(0, 3);
      assertThat(item.ndim()).isZero();
      assertThat(nested.shape()).containsExactly(4, 2, 3);
    }
  }

  @Test
  void whatCannotBeMadeLeavesTheFile() throws IOException {
    Path file = Files.writeString(folder.resolve("a.npy"), "before");
    assertThatThrownBy(() -> Npy.create(file, "P", Order.C, 3))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> Npy.create(file, "d", Order.C, -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Npy.create(file, "d", Order.C, Long.MAX_VALUE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Npy.create(file, "b", Order.C, Long.MAX_VALUE - 10))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(file).hasContent("before");
  }

  @Test
  void datesAreIntegersWhenAskedForAndTheUnitIsTold() throws IOException {
    Path file = Expected.resource("refused_datetime.npy");
    NpyInfo info = Npy.info(file);
    assertThat(info.dtype()).hasToString("'<M8[D]'");
    try (NdView view = Npy.read(file, NpyOptions.DEFAULT.withDatesAsIntegers())) {
      assertThat(view.format()).hasToString("<q");
      assertThat(view.layout().shape())
          .containsExactly(info.shape().stream().mapToLong(n -> n).toArray());
    }
  }
}
