package org.ndview.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.PointerTable;
import org.ndview.format.Format;
import tools.jackson.core.JacksonException;

class ViewMetadataPropertiesTest {
  static final String[] FORMATS = {
    "b",
    "?",
    "<h",
    ">H",
    "i",
    "=I",
    "l",
    ">Q",
    "e",
    "<f",
    "d",
    "Zf",
    ">Zd",
    "3s",
    "<2w",
    "T{b:a:i:b:}",
    "T{>d:x:(2,2)h:y:}",
    "2hi",
    "i4x"
  };

  /** A view of random format and strided layout, over memory with random bytes. */
  static NdView randomView(long seed) {
    Random random = new Random(seed);
    Format format = Format.parse(FORMATS[random.nextInt(FORMATS.length)]);
    int ndim = random.nextInt(4);
    long[] shape = new long[ndim];
    long[] strides = new long[ndim];
    for (int d = 0; d < ndim; d++) {
      shape[d] = random.nextInt(4);
      strides[d] = random.nextInt(-40, 40);
    }
    Layout layout = Layout.of(format.itemsize(), 0, shape, strides);
    long offset = -layout.low() + random.nextInt(5);
    byte[] bytes = new byte[(int) (offset + layout.high())];
    for (int i = 0; i < bytes.length; i++) {
      // small numbers: characters and bools stay what they are
      bytes[i] = (byte) (random.nextInt(4) == 0 ? random.nextInt(2) : 0);
    }
    return NdView.of(MemorySegment.ofArray(bytes), format, layout.withOffset(offset));
  }

  @Property
  void jsonThereAndBackIsTheSameView(@ForAll long seed) {
    NdView view = randomView(seed);
    ViewMetadata metadata = view.metadata();
    ViewMetadata again = ViewMetadata.parse(metadata.toJson());
    assertThat(again).isEqualTo(metadata);
    NdView rebuilt = again.view(view.segment());
    assertThat(rebuilt.layout()).isEqualTo(view.layout());
    assertThat(rebuilt.format()).isEqualTo(view.format().canonical());
    assertThat(rebuilt.toBytes()).isEqualTo(view.toBytes());
    NdView trimmed = view.trimmed();
    assertThat(trimmed.metadata().view(trimmed.segment()).toBytes()).isEqualTo(view.toBytes());
  }

  /** The same items, seen behind pointers in a random order; some rows are one and the same. */
  static NdView randomRows(long seed) {
    Random random = new Random(seed);
    NdView direct = randomView(seed);
    int n = random.nextInt(4);
    long[] table = new long[n];
    long[] shape = LongStream.concat(LongStream.of(n), Arrays.stream(direct.shape())).toArray();
    long[] strides =
        LongStream.concat(
                LongStream.of(random.nextBoolean() ? 8 : -24), Arrays.stream(direct.strides()))
            .toArray();
    long[] suboffsets = new long[shape.length];
    Arrays.fill(suboffsets, -1);
    suboffsets[0] = random.nextInt(3);
    Layout layout = Layout.of(direct.itemsize(), 0, shape, strides, suboffsets);
    MemorySegment memory = direct.segment();
    long low = direct.layout().offset() - direct.layout().low();
    long room = memory.byteSize() - direct.layout().high() + direct.layout().low();
    for (int k = 0; k < n; k++) {
      table[k] = Math.max(0, low + random.nextLong(room + 1) - suboffsets[0]);
    }
    if (layout.size() == 0) {
      table = new long[0];
    } else if (Arrays.stream(table).anyMatch(at -> at + suboffsets[0] < low)
        || Arrays.stream(table).anyMatch(at -> at + suboffsets[0] > low + room)) {
      return direct; // too little memory for the suboffset
    }
    return PointerTable.view(NdView.of(memory), direct.format(), layout, table);
  }

  @Property
  void whatIsWrittenInlineComesBackHoweverItIsStored(
      @ForAll long seed, @ForAll Storage storage, @ForAll boolean pointers, @ForAll boolean sum)
      throws Exception {
    NdView view = pointers ? randomRows(seed) : randomView(seed);
    ViewMetadata metadata =
        sum ? ViewMetadata.inlineWithSha256(view, storage) : ViewMetadata.inline(view, storage);
    String json = metadata.toJson();
    assertThat(Schemas.errors(json)).isEmpty();
    assertThat(ViewMetadata.parse(json)).isEqualTo(metadata);
    NdView again = ViewMetadata.parse(json).open();
    assertThat(again.format()).isEqualTo(view.format().canonical());
    assertThat(again.shape()).isEqualTo(view.shape());
    assertThat(again.toBytes()).isEqualTo(view.toBytes());
    if (!view.format().toString().endsWith("w")) {
      // random bytes need be no characters; comparing them would be refused
      assertThat(again.contentEquals(view)).isEqualTo(view.contentEquals(view));
    }
    switch (storage) {
      case C -> assertThat(again.isCContiguous()).isTrue();
      case F -> assertThat(again.isFContiguous()).isTrue();
      case AS_IT_LIES -> {
        assertThat(again.strides()).isEqualTo(view.strides());
        assertThat(again.suboffsets()).isEqualTo(view.suboffsets());
        // and once more
        assertThat(ViewMetadata.inline(again, storage).withoutData())
            .isEqualTo(metadata.withoutData());
      }
    }
  }

  /** No document does anything but describe a view or be refused. */
  @Property
  void aDocumentWithOtherNumbersIsRefusedOrStaysInItsBytes(@ForAll long seed) {
    Random random = new Random(seed);
    NdView view = random.nextBoolean() ? randomRows(seed) : randomView(seed);
    String json = ViewMetadata.inline(view, Storage.AS_IT_LIES).toJson();
    String[] numbers = {"-1", "0", "1", "8", "4294967296", "9223372036854775807", "1e2", "[]"};
    List<int[]> places = new ArrayList<>();
    Matcher matcher = Pattern.compile("(?<=[:\\[,])-?[0-9]+(?=[,\\]}])").matcher(json);
    while (matcher.find()) {
      places.add(new int[] {matcher.start(), matcher.end()});
    }
    int[] place = places.get(random.nextInt(places.size()));
    String other =
        json.substring(0, place[0])
            + numbers[random.nextInt(numbers.length)]
            + json.substring(place[1]);
    try {
      NdView again = ViewMetadata.parse(other).open();
      if (again.size() > 0 && again.nbytes() < 1 << 20) {
        assertThat(again.toBytes()).hasSize((int) again.nbytes());
      }
    } catch (JacksonException e) {
      assertThat(e).hasMessageContaining("view metadata");
    } catch (ViewDataException e) {
      assertThat(e).hasMessageContaining("view metadata at /");
    }
  }
}
