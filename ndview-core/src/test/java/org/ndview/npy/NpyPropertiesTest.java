package org.ndview.npy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.format.Field;
import org.ndview.format.Format;
import org.ndview.format.Mark;
import org.ndview.format.Pad;
import org.ndview.format.Scalar;
import org.ndview.format.Struct;
import org.ndview.format.SubArray;
import org.ndview.format.Text;

/** Random formats and layouts: written, then read, they are equal. */
class NpyPropertiesTest {
  private static final List<String> NAMES =
      List.of("a", "b c", "it's", "\u00e9", "\u6e29", "\ud83d\ude00", "tab\t", "back\\", "\"q\"");

  @Provide
  Arbitrary<Format> formats() {
    return item(2);
  }

  /** An array of an array, and so on; of one without bytes NumPy has none. */
  private static Format nested(List<Long> lengths, Format element) {
    Format format = element;
    for (long n : lengths) {
      format = format.itemsize() == 0 ? format : new SubArray(List.of(n), format);
    }
    return format;
  }

  private static Arbitrary<Format> item(int depth) {
    Arbitrary<Mark> marks = Arbitraries.of(Mark.values());
    Arbitrary<Format> scalars =
        Combinators.combine(
                Arbitraries.of(
                    "?", "b", "B", "h", "H", "i", "I", "l", "L", "q", "Q", "e", "f", "d", "Zf",
                    "Zd"),
                marks)
            .as(Scalar::of);
    Arbitrary<Format> texts =
        Combinators.combine(Arbitraries.of('s', 'w'), Arbitraries.longs().between(0, 4), marks)
            .as(Text::new);
    if (depth == 0) {
      return Arbitraries.oneOf(scalars, texts);
    }
    Arbitrary<Format> arrays =
        Combinators.combine(
                Arbitraries.longs().between(0, 3).list().ofMinSize(1).ofMaxSize(2),
                item(depth - 1)
                    .filter(format -> !(format instanceof Text) || format.itemsize() > 0))
            .as(SubArray::new)
            .flatMap(array ->
                Arbitraries.longs()
                    .between(0, 3)
                    .list()
                    .ofMaxSize(2)
                    .map(lengths -> nested(lengths, array)));
    Arbitrary<Format> pads =
        Combinators.combine(Arbitraries.longs().between(1, 5), marks).as(Pad::new);
    Arbitrary<Format> structs =
        Arbitraries.oneOf(item(depth - 1), arrays, pads)
            .list()
            .ofMaxSize(5)
            .map(parts -> {
              List<Field> fields = new ArrayList<>();
              IntStream.range(0, parts.size())
                  .forEach(i ->
                      fields.add(
                          Field.of(
                              parts.get(i) instanceof Pad && i % 2 == 0 ? null : NAMES.get(i),
                              parts.get(i))));
              return Struct.of(fields);
            });
    return Arbitraries.oneOf(scalars, texts, structs);
  }

  @Property(tries = 500)
  void aFormatKeepsItsItemsThroughItsDtype(@ForAll("formats") Format format) {
    NumpyDtype dtype = NumpyDtype.of(format);
    Format again = dtype.format();
    assertThat(again.itemsize()).isEqualTo(format.itemsize());
    assertThat(again).isEqualTo(format.canonical());
    assertThat(again.alignment()).isEqualTo(1);
    assertThat(NumpyDtype.of(again)).isEqualTo(dtype);
    assertThat(NumpyDtype.parse(dtype.toString())).isEqualTo(dtype);
    assertThat(Format.parse(again.toString())).isEqualTo(again);
  }

  @Property(tries = 500)
  void whatIsWrittenIsRead(
      @ForAll("formats") Format format,
      @ForAll("shapes") long[] shape,
      @ForAll Order order,
      @ForAll("slices") String slice,
      @ForAll long seed)
      throws IOException {
    NdView whole = NdView.allocate(format.toString(), shape);
    byte[] random = new byte[(int) whole.nbytes()];
    new Random(seed).nextBytes(random);
    whole.segment().copyFrom(MemorySegment.ofArray(random));
    NdView view = (order == Order.F ? whole.transpose() : whole).slice(slice);
    var out = new ByteArrayOutputStream();
    Npy.write(Channels.newChannel(out), view);
    byte[] file = out.toByteArray();
    NdView again = Npy.read(MemorySegment.ofArray(file));
    assertThat(again.shape()).isEqualTo(view.shape());
    assertThat(again.toBytes()).isEqualTo(view.toBytes());
    assertThat(again.isFContiguous() && !again.isCContiguous())
        .isEqualTo(view.isFContiguous() && !view.isCContiguous());
    out.reset();
    Npy.write(Channels.newChannel(out), again);
    assertThat(out.toByteArray()).isEqualTo(file);
    whole.close();
  }

  @Provide
  Arbitrary<long[]> shapes() {
    return Arbitraries.longs().between(0, 4).array(long[].class).ofMinSize(2).ofMaxSize(4);
  }

  @Provide
  Arbitrary<String> slices() {
    return Arbitraries.of("...", "::-1", "..., ::2", "::2, ::-1", ":1", "newaxis, ..., 1:");
  }
}
