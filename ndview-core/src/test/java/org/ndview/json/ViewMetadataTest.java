package org.ndview.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.format.Format;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class ViewMetadataTest {
  private static final String DOCUMENT =
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
  void suboffsetsAreRefusedWithTheWayOut() {
    NdView rows = NdView.ofRows(new float[2][3]);
    assertThatThrownBy(rows::metadata)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContainingAll("[0, -1]", "copy()");
    assertThat(rows.copy().metadata().format()).isEqualTo("<f");
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"offset\":48 | \"offset\":48.0 | /offset | expected an integer from 0, found 48.0",
        "\"offset\":48 | \"offset\":\"48\" | /offset | found the string \"48\"",
        "\"offset\":48 | \"offset\":-1 | /offset | expected an integer from 0",
        "\"offset\":48 | \"offset\":99999999999999999999 | /offset | does not fit 64 bits",
        "\"offset\":48, | `` | : | the key \"offset\" is missing",
        "\"offset\":48 | \"offset\":48,\"offset\":48 | /offset | stands twice",
        "\"offset\":48 | \"offset\":44 | : | do not lie within",
        "\"offset\":48 | \"offset\":52 | : | do not lie within",
        "\"ndview\":1 | \"ndview\":2 | /ndview | version 2",
        "\"ndview\":1 | \"ndview\":1,\"color\":1 | /color | unknown",
        "[2,3,2] | [2,3] | : | differ in length",
        "[2,3,2] | [2,3,-2] | /shape/2 | expected an integer from 0",
        "[2,3,2] | [2,3.5,2] | /shape/1 | found 3.5",
        "[2,3,2] | 12 | /shape | expected an array of integers",
        "[2,3,2] | [4611686018427387904,3,2] | : | overflow",
        "\"nbytes\":48 | \"nbytes\":44 | : | nbytes is 44",
        "\"<i\" | \"<y\" | : | expected",
        "\"<i\" | \"i\" | : | byte order",
        "\"<i\" | \"<q\" | : | 8 bytes",
        "\"<i\" | 4 | /format | expected a string",
        "\"little\" | \"big\" | : | byteorder",
        "\"c\":false | \"c\":true | : | \"c\" is true",
        "\"c\":false | \"c\":false,\"g\":1 | /contiguous/g | unknown",
        "\"readonly\":false | \"readonly\":0 | /readonly | expected true or false",
        "\"suboffsets\":null | \"suboffsets\":[0] | /suboffsets | null",
        "\"suboffsets\":null | \"indirect\":{} | /indirect | copy()",
        "\"suboffsets\":null | \"data\":{} | /data | uri or base64",
        "\"suboffsets\":null | \"data\":{\"uri\":\"a\",\"length\":91} | : | 91",
        "\"suboffsets\":null | \"data\":{\"uri\":\"a\",\"sha256\":\"ab\"} | /data | 64 digits"
      })
  void whatIsWrongIsNamedWithItsPlace(String good, String bad, String path, String message) {
    String document = DOCUMENT.replace(good, bad == null ? "" : bad);
    assertThat(document).isNotEqualTo(DOCUMENT);
    assertThatThrownBy(() -> ViewMetadata.parse(document))
        .isInstanceOf(JacksonException.class)
        .hasMessageContaining("view metadata")
        .hasMessageContaining(path)
        .hasMessageContaining(message);
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

  record Holder(String name, ViewMetadata view) {}

  record ViewHolder(NdView view) {}

  @Test
  void theModuleIsFoundByAnyMapper() {
    JsonMapper mapper = JsonMapper.builder().findAndAddModules().build();
    Holder holder = new Holder("x", ViewMetadata.parse(DOCUMENT));
    String json = mapper.writeValueAsString(holder);
    assertThat(json).isEqualTo("{\"name\":\"x\",\"view\":" + DOCUMENT + "}");
    assertThat(mapper.readValue(json, Holder.class)).isEqualTo(holder);
    NdView view = view(MemorySegment.ofArray(new byte[92]));
    assertThat(mapper.writeValueAsString(new ViewHolder(view)))
        .isEqualTo("{\"view\":" + DOCUMENT + "}");
    assertThatThrownBy(() -> mapper.readValue("{\"view\":{\"ndview\":3}}", Holder.class))
        .hasMessageContaining("/view/ndview");
  }
}
