package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.ndview.format.Field;
import org.ndview.format.Format;
import org.ndview.format.Mark;
import org.ndview.format.Scalar;
import org.ndview.format.Struct;
import org.ndview.format.SubArray;
import org.ndview.json.ViewMetadata;
import org.ndview.npy.Npy;
import org.ndview.npy.NumpyDtype;
import org.ndview.safetensors.Safetensors;

/** No message holds the whole of a long value, name, format, index or shape. */
class LongTextsTest {
  private static final int MOST = 1000;

  private static final String LONG = "n".repeat(100_000);

  private static final Format WIDE =
      Format.parse(
          IntStream.range(0, 20_000)
              .mapToObj(i -> "i:f" + i + ":")
              .collect(Collectors.joining("", "T{", "}")));

  /** An opaque item, which has a name of its own length. */
  private static final Format OPAQUE = Format.parse("[" + LONG + ";4]");

  private static NdView wide() {
    return NdView.allocate(WIDE, 2);
  }

  static Stream<Arguments> refusals() {
    NdView ints = NdView.allocate("i", 6);
    NdView opaque = NdView.allocate(OPAQUE, 2);
    NdView bits = NdView.allocate("T{&i:" + LONG + ":}", 1);
    long[] shape = new long[100_000];
    int[] axes = new int[100_000];
    List<Long> lengths = Collections.nCopies(100_000, -1L);
    String name = LONG;
    return Stream.of(
        refusal("a field of a name", () -> wide().field(name)),
        refusal("a field of a long format", () -> NdView.allocate(OPAQUE, 1).field("a")),
        refusal("a field of numbers", () -> ints.field(name)),
        refusal("convertTo a struct", () -> ints.convertTo(wide().slice("0:1"))),
        refusal("convertTo of a struct", () -> wide().convertTo(NdView.allocate("i", 2))),
        refusal("convertTo between structs", () -> wide().convertTo(NdView.allocate("T{i:a:}", 2))),
        refusal("assign", () -> NdView.allocate("i", 2).assign(wide())),
        refusal("set", () -> wide().set(List.of(1), 0)),
        refusal("set a number", () -> ints.set(BigInteger.TWO.pow(1 << 20), 0)),
        refusal("set a text", () -> ints.set(name, 0)),
        refusal("set of what has no value", () -> opaque.set(1, 0)),
        refusal("get of what has no value", () -> opaque.get(0)),
        refusal("toArray of what has no value", opaque::toArray),
        refusal("getInt of a struct", () -> wide().getInt(0)),
        refusal("chars of a struct", () -> wide().getChar(0)),
        refusal("a layout of small items", () -> ints.asStrided(WIDE, ints.layout())),
        refusal("withItemsize", () -> WIDE.withItemsize(4)),
        refusal("viewAs", () -> ints.viewAs(WIDE)),
        refusal("cast", () -> NdView.allocate("B", 6).cast(WIDE)),
        refusal("a format", () -> Format.parse("y".repeat(100_000))),
        refusal("a type in brackets", () -> Format.parse("[" + name + "]")),
        refusal("two names", () -> Struct.of(List.of(field(name), field(name)))),
        refusal("a count", () -> new Field(name, Format.parse("i"), 2, 0)),
        refusal("a count of a struct", () -> new Field(null, WIDE, 2, 0)),
        refusal(
            "an array of a sequence", () -> new SubArray(List.of(2L), Format.parse(sequence()))),
        refusal("a field of a sequence", () -> Field.of(null, Format.parse(sequence()))),
        refusal("a code", () -> Scalar.of(name, Mark.LITTLE)),
        refusal("an index", () -> ints.slice(name)),
        refusal("an index of many parts", () -> ints.slice("0,".repeat(50_000) + "0")),
        refusal("two ellipses", () -> ints.slice("...," + "newaxis,".repeat(10_000) + "...")),
        refusal("a shape", () -> ints.reshape(Arrays.copyOf(new long[] {-1, -1}, 100_000))),
        refusal("a shape to broadcast to", () -> ints.broadcastTo(shape)),
        refusal("a shape to allocate", () -> NdView.allocate("i", negative())),
        refusal("axes", () -> ints.permute(axes)),
        refusal("indices", () -> ints.get(shape)),
        refusal("a sub-array", () -> new SubArray(lengths, Format.parse("i"))),
        refusal("canonical", () -> bits.format().canonical()),
        refusal("numpy", () -> NumpyDtype.of(Format.parse("T{9t:" + name + ":}"))),
        refusal("a numpy dtype", () -> NumpyDtype.parse("'" + name + "'").format()),
        refusal("a numpy literal", () -> NumpyDtype.parse("[" + "1,".repeat(9000) + "]")),
        refusal("npy", () -> Npy.write(Channels.newChannel(new ByteArrayOutputStream()), bits)),
        refusal(
            "safetensors", () -> Safetensors.write(Path.of("none"), Map.of("a", wide()), Map.of())),
        refusal("a key of a document", () -> ViewMetadata.parse("{\"" + name + "\":1}")),
        refusal("a document of a format", () -> ViewMetadata.parse(document(name))),
        refusal("a field of a value", () -> ((StructValue) wide().get(0)).get(name)));
  }

  private static String document(String format) {
    return "{\"format\":\"" + format + "\",\"ndview\":1}";
  }

  private static String sequence() {
    return "ih".repeat(50_000);
  }

  private static long[] negative() {
    long[] shape = new long[100_000];
    Arrays.fill(shape, -1);
    return shape;
  }

  private static Field field(String name) {
    return Field.of(name, Format.parse("i"));
  }

  private static Arguments refusal(String what, ThrowingCallable call) {
    return Arguments.of(what, call);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void aMessageIsShort(String what, ThrowingCallable call) {
    Throwable refusal = catchThrowable(call);
    assertThat(refusal).as(what).isNotNull().isNotInstanceOf(Error.class);
    assertThat(refusal.getMessage()).as(what).isNotEmpty().hasSizeLessThan(MOST);
  }

  @Test
  void theHeadOfAViewsTextIsShort() {
    NdView none = NdView.allocate(WIDE, 0);
    assertThat(none.toString()).hasSizeLessThan(MOST).contains("characters)");
    assertThat(NdView.allocate(OPAQUE, 2).toString()).hasSizeLessThan(MOST);
  }
}
