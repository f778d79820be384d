package org.ndview.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds for every text of the grammar. */
class FormatPropertiesTest {
  @Provide
  Arbitrary<String> texts() {
    return FormatTexts.all();
  }

  @Property
  void printedTextParsesToAnEqualFormat(@ForAll("texts") String text) {
    Format format = Format.parse(text);
    Format again = Format.parse(format.toString());
    assertThat(again).isEqualTo(format).hasSameHashCodeAs(format).hasToString(format.toString());
    assertThat(again.itemsize()).isEqualTo(format.itemsize());
    assertThat(again.alignment()).isEqualTo(format.alignment());
  }

  @Property
  void largerItemsizeParsesBackToo(@ForAll("texts") String text, @ForAll byte more) {
    Format format = Format.parse(text);
    Format larger = format.withItemsize(format.itemsize() + (more & 0xff));
    assertThat(larger.itemsize()).isEqualTo(format.itemsize() + (more & 0xff));
    assertThat(Format.parse(larger.toString())).isEqualTo(larger);
  }

  @Provide
  Arbitrary<String> portable() {
    return FormatTexts.portable();
  }

  @Property
  void canonicalOfCanonicalIsItself(@ForAll("portable") String text) {
    Format canonical = Format.parse(text).canonical();
    assertThat(canonical.canonical()).isEqualTo(canonical);
    assertThat(Format.parse(canonical.toString())).isEqualTo(canonical);
    assertThat(canonical.toString().replaceAll(":[^:]*:|\\[[^]]*]", ""))
        .doesNotContainPattern("[@^=!lLnNFDG]");
    assertThat(canonical.alignment()).isEqualTo(1);
  }

  /** Under @ with padding left to the rule, and with all of it written out as single bytes. */
  @Property
  void formatsThatMeanTheSameHaveOneCanonicalFormat(@ForAll("portable") String text) {
    Format structure = Format.parse("T{" + text + "}");
    String spread = structure.canonical().toString();
    for (int n = 2; n < 16; n++) {
      spread = spread.replaceAll("(?<![0-9#])" + n + "x(?!:)", "x".repeat(n));
    }
    assertThat(Format.parse(spread).canonical()).isEqualTo(structure.canonical());
    assertThat(structure.withItemsize(structure.itemsize() + 64).canonical())
        .isEqualTo(structure.canonical().withItemsize(structure.itemsize() + 64).canonical());
  }

  @Property
  void canonicalKeepsSizeAndOffsets(@ForAll("portable") String text) {
    Format format = Format.parse(text);
    Format canonical = format.canonical();
    assertThat(canonical.itemsize()).isEqualTo(format.itemsize());
    if (format instanceof Struct struct) {
      assertThat(places(canonical)).isEqualTo(places(struct));
    }
    if (format instanceof Sequence sequence && canonical instanceof Sequence same) {
      assertThat(same.valueCount()).isEqualTo(sequence.valueCount());
    }
  }

  private static List<String> places(Format format) {
    return ((Compound) format)
        .fields().stream()
            .filter(f -> !f.isPadding())
            .map(f -> f.name() + "@" + f.offset() + "+" + f.itemsize())
            .toList();
  }
}
