package org.ndview.npy;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.format.Format;

/** Sub-arrays of sub-arrays keep their nesting in files: the dtypes that np.save writes. */
class NpyNestingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "T{(2)(3)<i:a:}       | [('a', ('<i4', (3,)), (2,))]",
        "T{(4)(2)(3)<i:a:}    | [('a', (('<i4', (3,)), (2,)), (4,))]",
        "T{(3)(2)T{>f:x:}:a:} | [('a', ([('x', '>f4')], (2,)), (3,))]",
        "T{(0)(3)<i:a:}       | [('a', ('<i4', (3,)), (0,))]",
        "T{(1)(2,3)>h:a:}     | [('a', ('>i2', (2, 3)), (1,))]",
        "T{(2)(2)<3w:a:<i:b:} | [('a', ('<U3', (2,)), (2,)), ('b', '<i4')]",
        // NumPy has no array of arrays without bytes
        "T{(2)(0)<i:a:}       | [('a', '<i4', (2, 0))]",
      })
  void aFieldIsWrittenAndReadWithItsNesting(String format, String descr) throws Exception {
    NdView view = NdView.allocate(format, 2);
    assertThat(NumpyDtype.of(Format.parse(format))).hasToString(descr);
    byte[] file = NpyWriteTest.written(view);
    assertThat(new String(file, 10, 118, java.nio.charset.StandardCharsets.ISO_8859_1))
        .startsWith("{'descr': " + descr + ", 'fortran_order'");
    NdView again = Npy.read(MemorySegment.ofArray(file));
    assertThat(again.format()).isEqualTo(NumpyDtype.parse(descr).format());
    assertThat(again.field("a").shape()).isEqualTo(view.field("a").shape());
    assertThat(NpyWriteTest.written(again)).isEqualTo(file);
  }

  @Test
  void theDimensionsOfItemsThatAreNestedArraysAreTheArraysOwn(@TempDir Path folder)
      throws Exception {
    NdView view = NdView.allocate("(2)(3)<h", 4);
    NdView again = Npy.read(MemorySegment.ofArray(NpyWriteTest.written(view)));
    assertThat(again.shape()).containsExactly(4, 2, 3);
    try (NdView created =
        Npy.create(folder.resolve("a.npy"), Format.parse("(2)(3)<h"), Order.C, 4)) {
      assertThat(created.shape()).containsExactly(4, 2, 3);
    }
  }
}
