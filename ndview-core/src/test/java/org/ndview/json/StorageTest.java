package org.ndview.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.format.Format;

/** The caller chooses what of a view is written. */
class StorageTest {
  private static NdView again(ViewMetadata metadata) throws Exception {
    String json = metadata.toJson();
    assertThat(Schemas.errors(json)).isEmpty();
    ViewMetadata read = ViewMetadata.parse(json);
    assertThat(read).isEqualTo(metadata);
    return read.open();
  }

  @ParameterizedTest
  @CsvSource({
    "C, '[2, 3]', '[12, 4]', 0, 24, AAAAAAIAAAAEAAAACAAAAAoAAAAMAAAA",
    "F, '[2, 3]', '[4, 8]', 0, 24, AAAAAAgAAAACAAAACgAAAAQAAAAMAAAA",
    "AS_IT_LIES, '[2, 3]', '[32, 8]', 0, 52, AAAAAAEAAAACAAAAAwAAAAQAAAAFAAAABgAAAAcAAAAIAAAACQAAAAoAAAALAAAADAAAAA=="
  })
  void aViewIsWrittenCompactlyOrAsItLies(
      Storage storage, String shape, String strides, long offset, long extent, String base64)
      throws Exception {
    int[] array = new int[20];
    for (int i = 0; i < array.length; i++) {
      array[i] = i;
    }
    NdView view = NdView.of(array).slice("0:16").reshape(2, 8).slice(":, :5:2");
    ViewMetadata metadata = ViewMetadata.inline(view, storage);
    assertThat(metadata.shape()).hasToString(shape);
    assertThat(metadata.strides()).hasToString(strides);
    assertThat(metadata.offset()).isEqualTo(offset);
    assertThat(metadata.extent()).isEqualTo(extent);
    DataReference data = Objects.requireNonNull(metadata.data());
    assertThat(data.base64()).isEqualTo(base64);
    assertThat(data.length()).isEqualTo(extent);
    assertThat(again(metadata).contentEquals(view)).isTrue();
  }

  @Test
  void asItLiesTheBlockBeginsAtTheLowestItem() throws Exception {
    NdView view = NdView.of(new byte[] {9, 1, 2, 3, 9}).slice("3:0:-1");
    ViewMetadata metadata = ViewMetadata.inline(view, Storage.AS_IT_LIES);
    assertThat(metadata.offset()).isEqualTo(2);
    assertThat(metadata.extent()).isEqualTo(3);
    NdView again = again(metadata);
    assertThat(again.strides()).containsExactly(-1);
    assertThat(again.toList()).isEqualTo(List.of(3, 2, 1));
  }

  @Test
  void pointersTravelAsItLies() throws Exception {
    NdView view = NdView.ofRows(new short[][] {{1, 2, 3}, {4, 5, 6}}).slice(":, 1:");
    ViewMetadata metadata = ViewMetadata.inline(view, Storage.AS_IT_LIES);
    assertThat(metadata.indirect()).isEqualTo(new Indirect(List.of(2L, -1L), List.of(0L, 4L)));
    assertThat(metadata.offset()).isEqualTo(2);
    assertThat(metadata.toJson())
        .contains(
            "\"suboffsets\":null,\"indirect\":{\"suboffsets\":[2,-1],\"table\":[0,4],\"note\":\"NumPy has no pointers: ");
    NdView again = again(metadata);
    assertThat(again.suboffsets()).containsExactly(2, -1);
    assertThat(again.strides()).isEqualTo(view.strides());
    assertThat(again.toList()).isEqualTo(List.of(List.of(2, 3), List.of(5, 6)));
    assertThat(again.slice("::-1, 1").toList()).isEqualTo(List.of(6, 3));
    // the same description of the same block
    assertThat(view.metadata()).isEqualTo(metadata.withoutData());
  }

  @ParameterizedTest
  @EnumSource(names = {"C", "F"})
  void compactlyPointersAreFollowed(Storage storage) throws Exception {
    NdView view = NdView.ofRows(new double[][] {{1, 2, 3}, {4, 5, 6}});
    ViewMetadata metadata = ViewMetadata.inline(view, storage);
    assertThat(metadata.indirect()).isNull();
    assertThat(again(metadata).toList()).isEqualTo(view.toList());
  }

  @ParameterizedTest
  @EnumSource
  void emptyViewsAndViewsOfOneItemTravel(Storage storage) throws Exception {
    for (NdView view :
        List.of(
            NdView.of(new int[0]),
            NdView.of(new int[6]).reshape(2, 3).slice("1:1"),
            NdView.ofRows(new long[2][0]),
            NdView.ofRows(new long[0][]),
            NdView.ofRows(new byte[][] {{7}}),
            NdView.of(new int[] {5}).slice("0"),
            NdView.of(
                MemorySegment.ofArray(new byte[0]),
                Format.parse("0s"),
                Layout.of(0, 0, new long[] {3}, new long[] {0})))) {
      NdView again = again(ViewMetadata.inline(view, storage));
      assertThat(again.shape()).isEqualTo(view.shape());
      assertThat(again.toBytes()).isEqualTo(view.toBytes());
      if (storage == Storage.AS_IT_LIES) {
        assertThat(again.suboffsets()).isEqualTo(view.suboffsets());
      }
    }
  }

  @Test
  void readOnlyTravels() throws Exception {
    assertThat(again(ViewMetadata.inline(NdView.of(new byte[3]), Storage.C)).isReadOnly())
        .isFalse();
    NdView view = NdView.of(new byte[3]).toReadOnly();
    assertThat(again(ViewMetadata.inline(view, Storage.AS_IT_LIES)).isReadOnly()).isTrue();
    NdView rows = NdView.ofRows(new byte[3][2]).toReadOnly();
    assertThat(again(ViewMetadata.inline(rows, Storage.AS_IT_LIES)).isReadOnly()).isTrue();
  }

  @Test
  void theChecksumIsToldWhenAskedForAndCheckedWhenTold() throws Exception {
    ViewMetadata metadata =
        ViewMetadata.inlineWithSha256(NdView.of(new byte[] {'a', 'b', 'c'}), Storage.C);
    String abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assertThat(Objects.requireNonNull(metadata.data()).sha256()).isEqualTo(abc);
    assertThat(again(metadata).toBytes()).isEqualTo(new byte[] {'a', 'b', 'c'});
    ViewMetadata other = ViewMetadata.parse(metadata.toJson().replace("YWJj", "YWJk"));
    assertThatThrownBy(other::open)
        .isInstanceOf(ViewDataException.class)
        .hasMessageContainingAll("/data/sha256", abc, "is a52d159f");
  }

  @Test
  void moreThanAStringHoldsIsRefusedBeforeItIsMade() {
    NdView large = NdView.of(new byte[1]).broadcastTo(2_000_000_000L);
    assertThatThrownBy(() -> ViewMetadata.inline(large, Storage.C))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("2000000000 bytes", "1500000000", "ViewFiles");
    assertThat(ViewMetadata.inline(large, Storage.AS_IT_LIES).extent()).isEqualTo(1);
  }

  @Test
  void bytesThatAreNotThereCannotBeOpened() {
    ViewMetadata metadata = NdView.of(new byte[3]).metadata();
    assertThatThrownBy(metadata::open)
        .isInstanceOf(ViewDataException.class)
        .hasMessageContainingAll("/data", "view(block)");
    assertThatThrownBy(() -> metadata.withData(DataReference.of("a.bin", 0, 3)).open())
        .isInstanceOf(ViewDataException.class)
        .hasMessageContainingAll("/data/uri", "a.bin", "no folder");
    assertThatThrownBy(() -> metadata.withData(DataReference.of("a.bin", 0, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("data has 2 bytes, the items span 3");
  }
}
