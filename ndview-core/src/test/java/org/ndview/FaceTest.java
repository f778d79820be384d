package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.format.Format;

/** The small parts of the face: formats for texts, buffers, characters, values, indices. */
class FaceTest {
  @Test
  void aFormatDoesWhereItsTextDoes() {
    Format format = Format.parse("<h");
    MemorySegment memory = MemorySegment.ofArray(new short[] {1, 2, 3, 4, 5, 6});
    assertThat(NdView.of(memory, format, 2, 3).toList())
        .isEqualTo(NdView.of(memory, "<h", 2, 3).toList());
    assertThat(NdView.of(memory, format).ndim()).isZero();
    NdView bytes = NdView.of(memory);
    assertThat(bytes.cast(format).toList()).isEqualTo(bytes.cast("<h").toList());
    assertThat(bytes.cast(format, 3, 2).toList()).isEqualTo(bytes.cast("<h", 3, 2).toList());
    assertThat(bytes.cast(format, Order.F, 3, 2).layout())
        .isEqualTo(bytes.cast("<h", Order.F, 3, 2).layout());
    try (Arena arena = Arena.ofConfined();
        NdView own = NdView.allocate(format, 2, 3)) {
      NdView of = NdView.allocate(arena, format, 2, 3);
      assertThat(of.format()).isSameAs(format);
      assertThat(own.layout()).isEqualTo(of.layout());
      assertThat(own.toArray()).isEqualTo(new short[2][3]);
    }
  }

  @Test
  void booleansAreCopiedAndTheViewSaysSo() {
    boolean[] array = {true, false, true};
    NdView view = NdView.of(array);
    assertThat(view.format()).hasToString("?");
    assertThat(view.toList()).isEqualTo(List.of(true, false, true));
    array[1] = true;
    assertThat(view.getBoolean(1)).isFalse();
    assertThat(view.isReadOnly()).isTrue();
    assertThatExceptionOfType(ReadOnlyBufferException.class)
        .isThrownBy(() -> view.setBoolean(true, 1));
    assertThat(view.obj()).isEqualTo(new byte[] {1, 0, 1});
    try (NdView copy = view.copy()) {
      copy.setBoolean(true, 1);
      assertThat(copy.toArray()).isEqualTo(new boolean[] {true, true, true});
    }
    assertThat(NdView.of(new boolean[0]).shape()).containsExactly(0);
  }

  @Test
  void aTypedBufferIsViewedFromItsPositionToItsLimit() {
    float[] array = {1, 2, 3, 4};
    NdView view = NdView.of(FloatBuffer.wrap(array, 1, 2));
    assertThat(view.format()).hasToString("f");
    assertThat(view.toList()).isEqualTo(List.of(2f, 3f));
    view.setFloat(9, 0);
    assertThat(array[1]).isEqualTo(9);
    NdView readOnly = NdView.of(FloatBuffer.wrap(array).position(3).asReadOnlyBuffer());
    assertThat(readOnly.toList()).isEqualTo(List.of(4f));
    assertThat(readOnly.isReadOnly()).isTrue();
    assertThatExceptionOfType(ReadOnlyBufferException.class)
        .isThrownBy(() -> readOnly.setFloat(0, 0));
    FloatBuffer buffer = FloatBuffer.wrap(array);
    NdView whole = NdView.of(buffer);
    buffer.position(2);
    assertThat(whole.size()).isEqualTo(4);
    assertThat(whole.obj()).isSameAs(buffer);
    assertThat(NdView.of(FloatBuffer.wrap(array, 0, 0)).size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theByteOrderIsTheBuffers(boolean direct) {
    for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
      ByteBuffer bytes = direct ? ByteBuffer.allocateDirect(64) : ByteBuffer.allocate(64);
      bytes.order(order).position(1);
      boolean own = order == ByteOrder.nativeOrder();
      String mark = own ? "" : order == ByteOrder.BIG_ENDIAN ? ">" : "<";
      NdView[] views = {
        NdView.of(bytes.slice().order(order).asShortBuffer()),
        NdView.of(bytes.slice().order(order).asIntBuffer()),
        NdView.of(bytes.slice().order(order).asLongBuffer()),
        NdView.of(bytes.slice().order(order).asFloatBuffer()),
        NdView.of(bytes.slice().order(order).asDoubleBuffer()),
      };
      String[] codes = {"h", "i", "q", "f", "d"};
      for (int i = 0; i < views.length; i++) {
        assertThat(views[i].format()).hasToString(mark + codes[i]);
        assertThat(views[i].size()).isEqualTo(63 / views[i].itemsize());
      }
      views[1].setInt(0x01020304, 1);
      assertThat(bytes.getInt(5)).isEqualTo(0x01020304);
      bytes.putDouble(9, 2.5);
      assertThat(views[4].getDouble(1)).isEqualTo(2.5);
      NdView chars = NdView.of(bytes.slice().order(order).asCharBuffer());
      assertThat(chars.format()).hasToString(mark + "u");
      chars.setChar('\u20ac', 2);
      assertThat(bytes.getChar(5)).isEqualTo('\u20ac');
      assertThat(chars.getChar(2)).isEqualTo('\u20ac');
    }
  }

  @Test
  void aBufferOverAStringHasNoMemory() {
    assertThatIllegalArgumentException().isThrownBy(() -> NdView.of(CharBuffer.wrap("text")));
    assertThat(NdView.of(CharBuffer.wrap(new char[] {'a', 'b'})).toList())
        .isEqualTo(List.of("a", "b"));
    assertThat(NdView.of(IntBuffer.allocate(3)).toList()).isEqualTo(List.of(0, 0, 0));
  }

  @Test
  void charactersAreReadAndWrittenInAnyNumberOfDimensions() {
    char[] array = new char[16];
    NdView four = NdView.of(array).reshape(2, 2, 2, 2);
    four.setChar('d', 1, 1, 1, 1);
    assertThat(four.getChar(1, 1, 1, 1)).isEqualTo('d');
    NdView three = four.select(0, 1);
    three.setChar('c', 1, 1, 0);
    assertThat(three.getChar(1, 1, 0)).isEqualTo('c');
    NdView two = three.select(0, 1);
    two.setChar('b', 0, 1);
    assertThat(two.getChar(0, 1)).isEqualTo('b');
    NdView one = two.select(0, 0);
    one.setChar('\0', 0);
    one.setChar('\ud800', 1);
    assertThat(one.getChar(1)).isEqualTo('\ud800');
    assertThat(one.select(0, 1).getChar()).isEqualTo('\ud800');
    assertThat(array).endsWith('\0', '\ud800', 'c', 'd');
    assertThat(four.getChar(new long[] {1, 1, 1, 0})).isEqualTo('c');
    NdView rows = NdView.ofRows(new char[][] {{'x'}, {'y'}});
    rows.setChar('z', 0, 0);
    assertThat(rows.getChar(0, 0)).isEqualTo('z');
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> rows.getChar(2, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> rows.getChar(0));
    assertThatExceptionOfType(ReadOnlyBufferException.class)
        .isThrownBy(() -> rows.toReadOnly().setChar('a', 0, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"w", "<w", ">w"})
  void aWideCharacterMayNotFitAChar(String format) {
    try (NdView view = NdView.allocate(format, 2)) {
      view.setChar('\u20ac', 0);
      assertThat(view.get(0)).isEqualTo("\u20ac");
      assertThat(view.getChar(0)).isEqualTo('\u20ac');
      view.set("\ud83d\ude00", 1);
      assertThatExceptionOfType(ArithmeticException.class)
          .isThrownBy(() -> view.getChar(1))
          .withMessageContaining("0x0001f600");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"c", "b", "H", "2u", "s", "?", "T{u:a:}"})
  void whatIsNotOneCharacterIsNoChar(String format) {
    try (NdView view = NdView.allocate(format, 1)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> view.getChar(0))
          .withMessageContaining("'" + format + "'");
      assertThatIllegalArgumentException().isThrownBy(() -> view.setChar('a', 0));
      assertThat(view.toBytes()).containsOnly(0);
    }
  }

  @Test
  void structValuesAreMadeOfValuesAndNames() {
    StructValue value = StructValue.of(List.of(1, 2.5), Arrays.asList("x", null));
    assertThat(value).hasToString("(x=1, 2.5)").isEqualTo(List.of(1, 2.5));
    assertThat(value.get("x")).isEqualTo(1);
    LinkedHashMap<String, Object> fields = new LinkedHashMap<>();
    fields.put("b", 7);
    fields.put("a", 0.5);
    StructValue mapped = StructValue.of(fields);
    fields.clear();
    assertThat(mapped).hasToString("(b=7, a=0.5)");
    try (NdView view = NdView.allocate("T{<i:b:<d:a:}", 1)) {
      view.set(mapped, 0);
      assertThat(view.get(0)).isEqualTo(mapped).hasToString("(b=7, a=0.5)");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StructValue.of(List.of(1), List.of("a", "b")))
        .withMessageStartingWith("2 names for 1 values");
  }

  @Test
  void indicesFromAndToWithAStep() {
    assertThat(Index.from(2, 3)).hasToString("2::3").isEqualTo(Index.parse("2::3").getFirst());
    assertThat(Index.to(4, 2)).hasToString(":4:2").isEqualTo(Index.parse(":4:2").getFirst());
    NdView v = NdView.of(new byte[] {0, 1, 2, 3, 4, 5});
    assertThat(v.slice(Index.from(1, 2)).toList()).isEqualTo(List.of(1, 3, 5));
    assertThat(v.slice(Index.from(3, -2)).toList()).isEqualTo(List.of(3, 1));
    assertThat(v.slice(Index.to(5, 2)).toList()).isEqualTo(List.of(0, 2, 4));
    assertThat(v.slice(Index.to(2, -2)).toList()).isEqualTo(List.of(5, 3));
    assertThatIllegalArgumentException().isThrownBy(() -> Index.from(0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> Index.to(0, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "l | q | true",
        "@q | =q | true",
        "i | <i | true",
        "i | >i | false",
        "b | >b | true",
        "i | I | false",
        "P | @P | true",
        "P | Q | false",
        "g | ^g | true",
        "Zg | g | false",
        "T{l:a:P:b:} | T{q:a:P:b:} | true",
        "T{l:a:P:b:} | T{q:a:P:c:} | false",
        "T{b:a:P:b:} | T{b:a:7xP:b:} | true",
        "&l | &q | true",
        "&l | &i | false",
        "O | O | true",
        "T{l:a:O:b:} | T{q:a:O:b:} | true",
        "(2)l | (2)q | true",
        "(2)l | 2q | false",
        "hh | 2h | true",
        "[bfloat16] | e | false",
        "3x | 3s | false",
      })
  void formatsAreEquivalentWhateverTheirLetters(String a, String b, boolean equivalent) {
    // the table is of machines with a C long of 8 bytes and little endian
    org.junit.jupiter.api.Assumptions.assumeTrue(
        Format.parse("l").itemsize() == 8 && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN);
    assertThat(Format.parse(a).isEquivalentTo(Format.parse(b))).isEqualTo(equivalent);
    assertThat(Format.parse(b).isEquivalentTo(Format.parse(a))).isEqualTo(equivalent);
  }

  @Test
  void bytesOfShapesAreCounted() {
    assertThat(Layout.nbytes(4, 2, 3)).isEqualTo(24);
    assertThat(Layout.nbytes(4)).isEqualTo(4);
    assertThat(Layout.nbytes(4, 0, 5)).isZero();
    assertThat(Layout.nbytes(0, Long.MAX_VALUE)).isZero();
    assertThat(Layout.nbytes(1, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Layout.nbytes(2, 1L << 62))
        .withMessageContaining("items of 2 bytes takes more than 2^63-1 bytes");
    assertThatIllegalArgumentException().isThrownBy(() -> Layout.nbytes(2, 1L << 62, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> Layout.nbytes(2, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> Layout.nbytes(-1, 1));
  }

  @Test
  void anOrderIsResolvedByTheLayout() {
    Layout c = Layout.contiguous(Order.C, 4, 2, 3);
    Layout both = Layout.contiguous(Order.C, 4, 3);
    Layout neither = c.slice(":, ::2");
    for (Layout layout : List.of(c, both, neither, c.transpose())) {
      assertThat(layout.resolve(Order.C)).isEqualTo(Order.C);
      assertThat(layout.resolve(Order.F)).isEqualTo(Order.F);
    }
    assertThat(c.resolve(Order.A)).isEqualTo(Order.C);
    assertThat(both.resolve(Order.A)).isEqualTo(Order.C);
    assertThat(neither.resolve(Order.A)).isEqualTo(Order.C);
    assertThat(c.transpose().resolve(Order.A)).isEqualTo(Order.F);
  }
}
