package org.ndview.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.format.Format;

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
}
