package org.ndview.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.NdView;
import org.ndview.io.Progress;
import tools.jackson.databind.json.JsonMapper;

/** Base64 of any length is read strictly, and once. */
class Base64TextTest {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().addModule(new NdViewModule()).build();

  /** Another object of the same letters, as a parser makes it. */
  private static String again(String text) {
    return new StringBuilder(text).toString();
  }

  private static byte[] random(int n) {
    byte[] bytes = new byte[n];
    new Random(n).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 49150, 49151, 49152, 49153, 98304, 98305, 1_000_000})
  void bytesComeBackWithTheirChecksum(int n) {
    byte[] bytes = random(n);
    String text = again(Base64.getEncoder().encodeToString(bytes));
    assertThat(Base64Text.encode(bytes)).isEqualTo(text);
    assertThat(Base64Text.length(text)).isEqualTo(n);
    List<Long> heard = new ArrayList<>();
    Base64Text.Decoded decoded = Base64Text.decode(text, true, (done, _) -> heard.add(done));
    assertThat(decoded.bytes()).isEqualTo(bytes);
    assertThat(decoded.sha256()).isEqualTo(Sha256.of(bytes));
    assertThat(heard).isSorted().startsWith(0L).endsWith((long) n);
    assertThat(Base64Text.decode(text, false, Progress.NONE).sha256()).isNull();
  }

  static Stream<Arguments> malformed() {
    String good = "ABCD".repeat(32768);
    return Stream.of(
        Arguments.of("=", "these are 1"),
        Arguments.of("==", "these are 2"),
        Arguments.of("====", "U+003D at index 0"),
        Arguments.of("A===", "U+003D at index 1"),
        Arguments.of("AA=A", "U+003D at index 2"),
        Arguments.of("AAA\u00e9", "U+00E9 at index 3"),
        Arguments.of("AAA\u4e00", "U+4E00 at index 3"),
        Arguments.of("AA\ud83d\ude00", "U+D83D at index 2"),
        Arguments.of("AA?A", "U+003F at index 2"),
        Arguments.of("?AB=", "U+003F at index 0"),
        Arguments.of("AB==", "bits left over"),
        Arguments.of("AAB=", "bits left over"),
        Arguments.of(good + "AA\nA", "U+000A at index 131074"),
        Arguments.of(good.substring(0, 65532) + "AAA=" + good, "U+003D at index 65535"),
        Arguments.of(good.substring(0, 65532) + "AA==" + good, "U+003D at index 65534"),
        Arguments.of(good.substring(0, 65534) + "==", "U+003D at index 65534"),
        Arguments.of(good + "AB==", "\"AB==\", has bits left over"));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void whatIsNoneIsRefusedWithThePlace(String text, String message) {
    if (message.endsWith("index 65534") && text.length() == 65536) {
      // "CD==" would be "AB==": its bits are left over
      message = "bits left over";
    }
    String expected = message;
    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(Base64Text.Malformed.class)
          .isThrownBy(() -> Base64Text.length(text))
          .withMessageContaining(expected);
      assertThatExceptionOfType(Base64Text.Malformed.class)
          .isThrownBy(() -> Base64Text.decode(text, true, Progress.NONE))
          .withMessageContaining(expected);
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  private static long lettersRead(Work work) throws Exception {
    long before = Base64Text.READ.get();
    work.run();
    return Base64Text.READ.get() - before;
  }

  @Test
  void aDocumentsTextIsReadOnceWithItsChecksum(@TempDir Path folder) throws Exception {
    byte[] bytes = random(300_000);
    String document = ViewMetadata.inlineWithSha256(NdView.of(bytes), Storage.C).toJson();
    Path file = folder.resolve("a.json");
    Files.writeString(file, document, StandardCharsets.UTF_8);
    long letters = 400_000;
    assertThat(lettersRead(() -> MAPPER.readValue(document, NdView.class).close()))
        .isEqualTo(letters);
    assertThat(lettersRead(() -> ViewFiles.read(file).close())).isEqualTo(letters);
    ViewMetadata[] parsed = new ViewMetadata[1];
    assertThat(lettersRead(() -> parsed[0] = ViewMetadata.parse(document))).isEqualTo(letters);
    assertThat(lettersRead(() -> parsed[0].open().close())).isEqualTo(letters);
  }

  @Test
  void whatIsWrittenIsNotReadAtAll() throws Exception {
    NdView view = NdView.of(random(300_000));
    assertThat(lettersRead(() -> ViewMetadata.inlineWithSha256(view, Storage.C).toJson())).isZero();
    assertThat(lettersRead(() -> MAPPER.writeValueAsString(view))).isZero();
  }
}
