package org.ndview.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.NdView;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is wrong with a document is one error with its place. A third of the table is for the schema
 * too: "schema" there says that it refuses the document as well.
 */
class StrictReadingTest {
  private static final String DIRECT = ViewMetadataTest.DOCUMENT;
  private static final String INDIRECT =
      """
      {"ndview":1,"format":"<h","itemsize":2,"shape":[2,3],"strides":[8,2],"offset":2,"nbytes":12,\
      "extent":14,"suboffsets":null,"indirect":{"suboffsets":[2,-1],"table":[0,6]},\
      "data":{"length":14,"base64":"AAAAAAAAAAAAAAAAAAA="}}\
      """;
  private static final String STRUCT =
      """
      {"ndview":1,"format":"T{b:a:3x<i:b:}","itemsize":8,"shape":[],"strides":[],"offset":0,\
      "nbytes":8,"numpy":[["a","|i1"],["","|V3"],["b","<i4"]]}\
      """;

  @Test
  void theDocumentsOfTheTableAreGood() throws Exception {
    for (String good : new String[] {DIRECT, INDIRECT, STRUCT}) {
      assertThat(Schemas.errors(good)).isEmpty();
      assertThat(ViewMetadata.parse(ViewMetadata.parse(good).toJson()))
          .isEqualTo(ViewMetadata.parse(good));
    }
    assertThat(ViewMetadata.parse(INDIRECT).open().suboffsets()).containsExactly(2, -1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      value = {
        // kinds
        "\"offset\":48 ¦ \"offset\":48.0 ¦ /offset ¦ expected an integer from 0, found 48.0 ¦",
        "\"offset\":48 ¦ \"offset\":4.8e1 ¦ /offset ¦ expected an integer from 0, found 4.8e1 ¦",
        "\"offset\":48 ¦ \"offset\":\"48\" ¦ /offset ¦ expected an integer from 0, found the string \"48\" ¦ schema",
        "\"offset\":48 ¦ \"offset\":-1 ¦ /offset ¦ expected an integer from 0, found -1 ¦ schema",
        "\"offset\":48 ¦ \"offset\":true ¦ /offset ¦ expected an integer from 0, found true ¦ schema",
        "\"offset\":48 ¦ \"offset\":null ¦ /offset ¦ expected an integer from 0, found null ¦ schema",
        "\"offset\":48 ¦ \"offset\":[48] ¦ /offset ¦ expected an integer from 0, found an array ¦ schema",
        "\"offset\":48 ¦ \"offset\":99999999999999999999 ¦ /offset ¦ the number 99999999999999999999 does not fit 64 bits ¦",
        "\"itemsize\":4 ¦ \"itemsize\":9223372036854775808 ¦ /itemsize ¦ the number 9223372036854775808 does not fit 64 bits ¦",
        "[-48,16,8] ¦ [-48,16,-9223372036854775809] ¦ /strides/2 ¦ the number -9223372036854775809 does not fit 64 bits ¦",
        "[2,3,2] ¦ [2,3,-2] ¦ /shape/2 ¦ expected an integer from 0, found -2 ¦ schema",
        "[2,3,2] ¦ [2,3.5,2] ¦ /shape/1 ¦ expected an integer from 0, found 3.5 ¦ schema",
        "[2,3,2] ¦ 12 ¦ /shape ¦ expected an array of integers, found 12 ¦ schema",
        "[2,3,2] ¦ {} ¦ /shape ¦ expected an array of integers, found an object ¦ schema",
        "\"<i\" ¦ 4 ¦ /format ¦ expected a string, found 4 ¦ schema",
        "\"readonly\":false ¦ \"readonly\":0 ¦ /readonly ¦ expected true or false, found 0 ¦ schema",
        "\"readonly\":false ¦ \"readonly\":\"false\" ¦ /readonly ¦ expected true or false, found the string \"false\" ¦ schema",
        "{\"c\":false,\"f\":false} ¦ [false,false] ¦ /contiguous ¦ expected an object, found an array ¦ schema",
        "\"c\":false ¦ \"c\":0 ¦ /contiguous/c ¦ expected true or false, found 0 ¦ schema",
        "\"numpy\":\"<i4\" ¦ \"numpy\":{\"a\":1} ¦ /numpy ¦ expected a string, an integer or an array, found an object ¦",
        "\"numpy\":\"<i4\" ¦ \"numpy\":[[\"a\",[1.5]]] ¦ /numpy/0/1/0 ¦ expected a string, an integer or an array, found 1.5 ¦",
        // keys
        "\"offset\":48, ¦ `` ¦ : ¦ the key \"offset\" is missing ¦ schema",
        "\"ndview\":1, ¦ `` ¦ : ¦ the key \"ndview\" is missing ¦ schema",
        "\"nbytes\":48, ¦ `` ¦ : ¦ the key \"nbytes\" is missing ¦ schema",
        "\"strides\":[-48,16,8], ¦ `` ¦ : ¦ the key \"strides\" is missing ¦ schema",
        "\"offset\":48 ¦ \"offset\":48,\"offset\":48 ¦ /offset ¦ the key \"offset\" stands twice ¦",
        "\"c\":false ¦ \"c\":false,\"c\":false ¦ /contiguous/c ¦ the key \"c\" stands twice ¦",
        "\"ndview\":1 ¦ \"ndview\":1,\"color\":1 ¦ /color ¦ the key \"color\" is unknown ¦",
        "\"ndview\":1 ¦ \"ndview\":1,\"color\":{\"a\":[1,{}]} ¦ /color ¦ the key \"color\" is unknown ¦",
        "\"c\":false ¦ \"c\":false,\"g\":1 ¦ /contiguous/g ¦ the key \"g\" is unknown ¦ schema",
        // versions
        "\"ndview\":1 ¦ \"ndview\":2 ¦ /ndview ¦ this is version 2 of the document, written by something newer; version 1 is what can be read ¦ schema",
        "\"ndview\":1 ¦ \"color\":[{}],\"ndview\":2 ¦ /ndview ¦ this is version 2 of the document, written by something newer ¦ schema",
        "\"ndview\":1 ¦ \"ndview\":0 ¦ /ndview ¦ this is version 0 of the document, which there never was ¦ schema",
        // what the rest says too
        "\"offset\":48 ¦ \"offset\":44 ¦ /offset ¦ bytes -4 to 88 do not lie within a memory of 92 bytes ¦",
        "\"offset\":48 ¦ \"offset\":52 ¦ /offset ¦ bytes 4 to 96 do not lie within a memory of 92 bytes ¦",
        "\"extent\":92 ¦ \"extent\":91 ¦ /offset ¦ bytes 0 to 92 do not lie within a memory of 91 bytes ¦",
        "\"offset\":48 ¦ \"offset\":9223372036854775807 ¦ /shape ¦ overflow ¦",
        "[2,3,2] ¦ [2,3] ¦ /strides ¦ differ in length: 2 and 3 ¦",
        "[2,3,2] ¦ [4611686018427387904,3,2] ¦ /shape ¦ overflow ¦",
        "\"nbytes\":48 ¦ \"nbytes\":44 ¦ /nbytes ¦ nbytes is 44, but itemsize 4 and shape [2, 3, 2] make 48 ¦",
        "\"<i\" ¦ \"<y\" ¦ /format ¦ <y ¦",
        "\"<i\" ¦ \"\" ¦ /format ¦ the format is empty ¦ schema",
        "\"<i\" ¦ \"i\" ¦ /format ¦ has items in the machine's own byte order; '<i' says which ¦",
        "\"<i\" ¦ \"@i\" ¦ /format ¦ byte order ¦",
        "\"<i\" ¦ \"P\" ¦ /format ¦ P ¦",
        "\"<i\" ¦ \"<q\" ¦ /itemsize ¦ the format '<q' takes 8 bytes, more than the itemsize 4 ¦",
        "\"<i\" ¦ \"<h\" ¦ /numpy ¦ \"numpy\" is <i4, but format, shape and strides make it [[f0, <i2], [, |V2]] ¦",
        "\"little\" ¦ \"big\" ¦ /byteorder ¦ \"byteorder\" is big, but format, shape and strides make it little ¦",
        "\"little\" ¦ \"middle\" ¦ /byteorder ¦ \"byteorder\" is middle ¦ schema",
        "\"c\":false ¦ \"c\":true ¦ /contiguous/c ¦ \"c\" is true, but format, shape and strides make it false ¦",
        "\"f\":false ¦ \"f\":true ¦ /contiguous/f ¦ \"f\" is true ¦",
        "\"numpy\":\"<i4\" ¦ \"numpy\":\">i4\" ¦ /numpy ¦ \"numpy\" is >i4, but format, shape and strides make it <i4 ¦",
        // text
        "\"<i\" ¦ \"T{<i:a\\ud800:}\" ¦ /format ¦ half a character at index 6: the surrogate U+D800 alone ¦",
        "\"<i\" ¦ \"T{<i:\\udc00\\ud800:}\" ¦ /format ¦ the surrogate U+DC00 alone ¦",
        // data
        "\"suboffsets\":null ¦ \"suboffsets\":[0] ¦ /suboffsets ¦ suboffsets are null ¦ schema",
        "\"suboffsets\":null ¦ \"data\":{} ¦ /data ¦ data needs a uri or base64, and not both ¦ schema",
        "\"suboffsets\":null ¦ \"data\":{\"uri\":\"a\",\"base64\":\"\"} ¦ /data ¦ data needs a uri or base64, and not both ¦ schema",
        "\"suboffsets\":null ¦ \"data\":{\"uri\":1} ¦ /data/uri ¦ expected a string, found 1 ¦ schema",
        "\"suboffsets\":null ¦ \"data\":{\"uri\":\"a\",\"length\":91} ¦ /data/length ¦ data has 91 bytes, the items span 92 ¦",
        "\"suboffsets\":null ¦ \"data\":{\"uri\":\"a\",\"length\":-1} ¦ /data/length ¦ expected an integer from 0 ¦ schema",
        "\"suboffsets\":null ¦ \"data\":{\"uri\":\"a\",\"offset\":1,\"length\":9223372036854775807} ¦ /data ¦ data ends beyond 64 bits ¦",
        "\"suboffsets\":null ¦ \"data\":{\"uri\":\"a\",\"sha256\":\"ab\"} ¦ /data ¦ a SHA-256 is 64 digits of 0-9 a-f, not \"ab\" ¦ schema",
        "\"suboffsets\":null ¦ \"data\":{\"uri\":\"a\",\"href\":\"ab\"} ¦ /data/href ¦ the key \"href\" is unknown ¦",
        "\"suboffsets\":null ¦ \"data\":\"a.bin\" ¦ /data ¦ expected an object, found the string \"a.bin\" ¦ schema",
        "\"suboffsets\":null ¦ \"data\":{\"base64\":\"AAAA\"} ¦ /data/base64 ¦ data has 3 bytes, the items span 92 ¦",
        "\"suboffsets\":null ¦ \"data\":{\"base64\":\"AAA\"} ¦ /data/base64 ¦ base64 comes in groups of 4 characters, padded with =; these are 3 ¦",
        "\"suboffsets\":null ¦ \"data\":{\"base64\":\"AA A\"} ¦ /data/base64 ¦ the character U+0020 at index 2 is none of base64's ¦",
        "\"suboffsets\":null ¦ \"data\":{\"base64\":\"AA-_\"} ¦ /data/base64 ¦ the character U+002D at index 2 is none of base64's ¦",
        "\"suboffsets\":null ¦ \"data\":{\"base64\":\"AA\\n=\"} ¦ /data/base64 ¦ the character U+000A at index 2 is none of base64's ¦",
        "\"suboffsets\":null ¦ \"data\":{\"base64\":\"A===\"} ¦ /data/base64 ¦ the character U+003D at index 1 is none of base64's ¦",
        "\"suboffsets\":null ¦ \"data\":{\"base64\":\"AB==\"} ¦ /data/base64 ¦ the last group of base64, \"AB==\", has bits left over ¦",
        "\"suboffsets\":null ¦ \"data\":{\"base64\":\"AAB=\"} ¦ /data/base64 ¦ has bits left over ¦",
        "\"suboffsets\":null ¦ \"data\":{\"base64\":\"AAAA\",\"length\":4} ¦ /data ¦ data is told to have 4 bytes, its base64 has 3 ¦",
        "\"suboffsets\":null ¦ \"data\":{\"base64\":\"AAAA\",\"offset\":1} ¦ /data ¦ base64 is the block itself and has no offset, but data has 1 ¦"
      })
  void whatIsWrongIsNamedWithItsPlace(
      String good, String bad, String path, String message, String judge) {
    assertWrong(DIRECT, good, bad, path, message, judge);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      value = {
        "[2,-1] ¦ [2,-2] ¦ /indirect/suboffsets/1 ¦ expected an integer from -1, found -2 ¦ schema",
        "[2,-1] ¦ [-1,-1] ¦ /indirect ¦ no dimension has pointers: suboffsets [-1, -1] ¦",
        "[2,-1] ¦ [2] ¦ /indirect/suboffsets ¦ differ in length: 2 and 1 ¦",
        "[2,-1] ¦ [-1,2] ¦ /indirect/table ¦ the table has 2 pointers, but ¦",
        "[2,-1] ¦ [3,-1] ¦ /indirect/table ¦ entry 1 of the table is 6: with the suboffset 3, the items from 0 to 6 bytes behind do not lie within a block of 14 bytes ¦",
        "[0,6] ¦ [0] ¦ /indirect/table ¦ the table has 1 pointers, but ¦",
        "[0,6] ¦ [0,7] ¦ /indirect/table ¦ entry 1 of the table is 7 ¦",
        "[0,6] ¦ [0,-6] ¦ /indirect/table/1 ¦ expected an integer from 0, found -6 ¦ schema",
        "[0,6] ¦ [0,9223372036854775807] ¦ /indirect/table ¦ entry 1 of the table is 9223372036854775807 ¦",
        "[0,6] ¦ [6,0] ¦ /offset ¦ offset is 2, but the first pointer and its suboffset lead to 8 ¦",
        "[0,6] ¦ [0,6],\"note\":7 ¦ /indirect/note ¦ expected a string, found 7 ¦",
        "[0,6] ¦ [0,6],\"more\":7 ¦ /indirect/more ¦ the key \"more\" is unknown ¦",
        ",\"table\":[0,6] ¦ `` ¦ /indirect ¦ the key \"table\" is missing ¦ schema",
        "\"suboffsets\":[2,-1], ¦ `` ¦ /indirect ¦ the key \"suboffsets\" is missing ¦ schema",
        "\"offset\":2 ¦ \"offset\":0 ¦ /offset ¦ offset is 0, but the first pointer and its suboffset lead to 2 ¦",
        "\"extent\":14 ¦ \"extent\":13 ¦ /indirect/table ¦ entry 1 of the table is 6 ¦",
        "\"length\":14,\"base64\":\"AAAAAAAAAAAAAAAAAAA=\" ¦ \"uri\":\"a\",\"length\":13 ¦ /data/length ¦ data has 13 bytes, the items span 14 ¦",
      })
  void whatIsWrongWithPointersIsNamedWithItsPlace(
      String good, String bad, String path, String message, String judge) {
    assertWrong(INDIRECT, good, bad, path, message, judge);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      value = {
        "[\"\",\"|V3\"], ¦ `` ¦ /numpy ¦ \"numpy\" is [[a, |i1], [b, <i4]] ¦",
        "\"numpy\":[ ¦ \"numpy\":[[\"c\",\"<i4\"], ¦ /numpy ¦ \"numpy\" is [[c, <i4], ¦",
      })
  void whatNumpyIsToldFollowsFromTheFormat(
      String good, String bad, String path, String message, String judge) {
    assertWrong(STRUCT, good, bad, path, message, judge);
  }

  private static void assertWrong(
      String document, String good, String bad, String path, String message, String judge) {
    String changed = document.replace(good, bad == null ? "" : bad);
    assertThat(changed).isNotEqualTo(document);
    String place = path.equals(":") ? "view metadata: " : "view metadata at " + path + ": ";
    assertThatThrownBy(() -> ViewMetadata.parse(changed))
        .isInstanceOf(JacksonException.class)
        .hasMessageStartingWith(place)
        .hasMessageContaining(message);
    assertThat(Schemas.errors(changed).isEmpty()).isEqualTo(judge == null);
    // from the root of whatever it is a part of
    assertThatThrownBy(() ->
            JsonMapper.builder()
                .findAndAddModules()
                .build()
                .readValue("{\"view\":" + changed + "}", Holder.class))
        .isInstanceOf(MismatchedInputException.class)
        .hasMessageContaining(
            place.replace("metadata:", "metadata at :").replace(" at ", " at /view"));
  }

  record Holder(ViewMetadata view) {}

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "1", "\"a\"", "", "{", "{\"ndview\":1", "{} x", "{a:1}"})
  void whatIsNoObjectIsRefused(String json) {
    assertThatThrownBy(() -> ViewMetadata.parse(json)).isInstanceOf(JacksonException.class);
  }

  @Test
  void whatFollowsTheDocumentIsRefused() {
    assertThatThrownBy(() -> ViewMetadata.parse(DIRECT + "1")).isInstanceOf(JacksonException.class);
  }

  @Test
  void whatIsTooLargeIsRefused() {
    String ones = "1" + ",1".repeat(64);
    assertThatThrownBy(() -> ViewMetadata.parse(DIRECT.replace("[2,3,2]", "[" + ones + "]")))
        .hasMessageContaining("/shape/64: there are more than 64 dimensions");
    String format = "x".repeat(65_536);
    String document = STRUCT.replace("T{b:a:3x<i:b:}", format).replaceAll(",\"numpy.*", "}");
    assertThat(Schemas.errors(document)).isEmpty();
    assertThatThrownBy(() -> ViewMetadata.parse(document)).hasMessageContaining("/itemsize");
    assertThatThrownBy(() -> ViewMetadata.parse(document.replace("xx\"", "xxx\"")))
        .hasMessageContaining("/format: the text is longer than 65536 characters");
    assertThat(Schemas.errors(document.replace("xx\"", "xxx\""))).isNotEmpty();
    String deep = "[".repeat(70) + "]".repeat(70);
    assertThatThrownBy(() -> ViewMetadata.parse(DIRECT.replace("\"<i4\"", deep)))
        .hasMessageContaining("arrays are nested more than 64 deep");
    String deepest = "[".repeat(100_000) + "]".repeat(100_000);
    assertThatThrownBy(
            () -> ViewMetadata.parse(DIRECT.replace("\"<i4\"", "\"<i4\",\"a\":" + deepest)))
        .isInstanceOf(JacksonException.class)
        .hasMessageContaining("nesting depth");
    assertThatThrownBy(() -> ViewMetadata.parse(DIRECT.replace("48", "9".repeat(5000))))
        .isInstanceOf(JacksonException.class);
  }

  @Test
  void theSchemaIsTheSameInTheJarAndInDocs() throws Exception {
    assertThat(Files.readString(Path.of("../docs/view.schema.json"))).isEqualTo(Schemas.text());
  }

  @Test
  void aMarkAtTheBeginningIsPassedOverInTextAsInAFile() {
    String json = NdView.of(new int[] {1, 2}).metadata().toJson();
    assertThat(ViewMetadata.parse("\ufeff" + json)).isEqualTo(ViewMetadata.parse(json));
  }

  @Test
  void pointersThatLieFarApartTakeNoMemoryOutOfProportion() {
    int n = 300_000;
    String json =
        "{\"ndview\":1,\"format\":\"B\",\"itemsize\":1,\"shape\":[%d],\"strides\":[4096],"
                .formatted(n)
            + "\"offset\":0,\"nbytes\":%d,\"extent\":1,\"readonly\":false,".formatted(n)
            + "\"indirect\":{\"suboffsets\":[0],\"table\":[%s0]},".formatted("0,".repeat(n - 1))
            + "\"data\":{\"base64\":\"AA==\"}}";
    ViewMetadata metadata = ViewMetadata.parse(json);
    assertThatThrownBy(metadata::open)
        .isInstanceOf(ViewDataException.class)
        .hasMessageContaining("spread 300000 pointers over more than 38400000 bytes");
  }
}
