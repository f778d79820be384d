package org.ndview.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.format.Format;
import tools.jackson.databind.json.JsonMapper;

class ViewMetadataTest {
  static final String DOCUMENT =
      """
      {"ndview":1,"format":"<i","itemsize":4,"shape":[2,3,2],"strides":[-48,16,8],"offset":48,\
      "nbytes":48,"extent":92,"readonly":false,"byteorder":"little","contiguous":{"c":false,"f":false},\
      "suboffsets":null,"numpy":"<i4"}\
      """;

  private static NdView view(MemorySegment memory) {
    return NdView.of(
        memory, Format.parse("i"), Layout.of(4, 48, new long[] {2, 3, 2}, new long[] {-48, 16, 8}));
  }

  @Test
  void aViewIsWrittenWithEveryKeyOfTheSchema() {
    NdView view = view(MemorySegment.ofArray(new byte[92]));
    assertThat(view.metadata().toJson()).isEqualTo(DOCUMENT);
    assertThat(Schemas.errors(DOCUMENT)).isEmpty();
  }

  @Test
  void theSameViewComesBackOverTheSameBytes() {
    MemorySegment memory = MemorySegment.ofArray(new byte[92]);
    NdView view = view(memory);
    for (long i = 0; i < 3; i++) {
      view.setLong(i + 1, 1, i, 1);
    }
    NdView again = ViewMetadata.parse(DOCUMENT).view(memory);
    assertThat(again.layout()).isEqualTo(view.layout());
    assertThat(again.contentEquals(view)).isTrue();
    again.setInt(7, 0, 0, 0);
    assertThat(view.getInt(0, 0, 0)).isEqualTo(7);
  }

  @Test
  void aBlockShorterThanTheExtentIsRefused() {
    ViewMetadata metadata = ViewMetadata.parse(DOCUMENT);
    assertThatThrownBy(() -> metadata.view(MemorySegment.ofArray(new byte[91])))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessageContainingAll("92", "91");
  }

  @Test
  void aTrimmedViewNeedsNoMoreThanItsOwnBytes() {
    NdView whole = NdView.of(new int[] {0, 1, 2, 3, 4, 5, 6, 7});
    NdView part = whole.slice("5:2:-1").trimmed();
    ViewMetadata metadata = part.metadata();
    assertThat(metadata.offset()).isEqualTo(8);
    assertThat(metadata.extent()).isEqualTo(12).isEqualTo(part.segment().byteSize());
    assertThat(metadata.view(part.segment()).contentEquals(part)).isTrue();
  }

  @Test
  void readOnlyStaysReadOnly() {
    NdView view = NdView.of(new double[3]).toReadOnly();
    ViewMetadata metadata = ViewMetadata.parse(view.metadata().toJson());
    assertThat(metadata.readonly()).isTrue();
    assertThat(metadata.view(MemorySegment.ofArray(new byte[24])).isReadOnly()).isTrue();
  }

  @Test
  void aViewWithPointersDescribesTheBlockThatIsGathered() {
    NdView rows = NdView.ofRows(new float[2][3]);
    assertThat(rows.metadata().indirect())
        .isEqualTo(new Indirect(List.of(0L, -1L), List.of(0L, 12L)));
    assertThat(rows.copy().metadata().indirect()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"g", "P", "O", "&<i", "T{g:a:}"})
  void formatsOfThisMachineAloneAreRefused(String format) {
    try (NdView view = NdView.allocate(format, 2)) {
      assertThatThrownBy(view::metadata)
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("'" + format + "'");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "l ; <q ; \"<i8\"",
        "? ; ? ; \"|b1\"",
        ">e ; >e ; \">f2\"",
        "4w ; <4w ; \"<U4\"",
        "T{b:a:i:b:} ; T{b:a:3x<i:b:} ; [[\"a\",\"|i1\"],[\"\",\"|V3\"],[\"b\",\"<i4\"]]",
        "T{(2,3)>h:m:} ; T{(2,3)>h:m:} ; [[\"m\",\">i2\",[2,3]]]",
        "2h ; <2h ; [[\"f0\",\"<i2\",[2]]]",
        "[bfloat16] ; <[bfloat16] ; null",
        "Ze ; <Ze ; null"
      })
  void formatsAreCanonicalAndDescribedToNumpy(String format, String canonical, String numpy) {
    try (NdView view = NdView.allocate(format, 2)) {
      var document = JsonMapper.shared().readTree(view.metadata().toJson());
      assertThat(document.get("format").asString()).isEqualTo(canonical);
      assertThat(String.valueOf(document.get("numpy"))).isEqualTo(numpy);
      ViewMetadata again = ViewMetadata.parse(document.toString());
      assertThat(again).isEqualTo(view.metadata());
    }
  }

  @Test
  void whatNeedNotBeToldMayBeMissing() {
    ViewMetadata least =
        ViewMetadata.parse(
            """
            {"ndview":1,"format":"B","itemsize":1,"shape":[3],"strides":[1],"offset":2,"nbytes":3}\
            """);
    assertThat(least.extent()).isEqualTo(5);
    assertThat(least.readonly()).isFalse();
    assertThat(least.byteorder()).isEqualTo("none");
  }

  @Test
  void whereTheBytesAreIsCarried() {
    ViewMetadata metadata = ViewMetadata.parse(DOCUMENT).withData(DataReference.of("a.bin", 0, 92));
    assertThat(metadata.toJson())
        .endsWith("\"data\":{\"uri\":\"a.bin\",\"offset\":0,\"length\":92}}");
    assertThat(ViewMetadata.parse(metadata.toJson())).isEqualTo(metadata);
  }
}
