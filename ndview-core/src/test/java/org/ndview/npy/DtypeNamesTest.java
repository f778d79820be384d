package org.ndview.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ndview.testing.Python;

/** Names of dtypes mean what they mean in NumPy. */
class DtypeNamesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "float32 | <f",
        "float64 | <d",
        "float16 | <e",
        "int32 | <i",
        "int | <q",
        "uint8 | B",
        "bool | ?",
        "complex64 | <Zf",
        "complex128 | <Zd",
        "f | <f",
        "d | <d",
        ">d | >d",
        "=i | <i",
        "b | b",
        "B | B",
        "<b | b",
        "? | ?",
        "b1 | ?",
        "i1 | b",
        "F | <Zf",
        "c | s",
        "S5 | 5s",
        "<i4,<f4 | T{<i:f0:f:f1:}",
        "'i4, >f8' | T{<i:f0:>d:f1:}",
        "i4, | T{<i:f0:}",
        "3i4,f8 | T{(3)<i:f0:d:f1:}",
        "'(2,3)f8' | (2,3)<d",
        "3i4 | (3)<i",
        "'(2,3)>f8,int16' | T{(2,3)>d:f0:<h:f1:}"
      })
  void aNameHasTheFormat(String name, String format) {
    assertThat(NumpyDtype.parse("'" + name + "'").format()).hasToString(format);
  }

  @ParameterizedTest
  @CsvSource({"b2", "Float32", "u", "d8", "e2", "B1", "float", "''", "','"})
  void whatNumpyRefusesIsRefused(String name) {
    if (name.equals("float")) {
      assertThat(NumpyDtype.parse("'float'")).hasToString("'<f8'");
      return;
    }
    assertThatThrownBy(() -> NumpyDtype.parse("'" + name + "'").format())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no dtype of NumPy's");
  }

  @Test
  void theCodesAreThoseOfNumpy() throws Exception {
    assumeTrue(Python.runs("import numpy"), "no python3 with NumPy");
    List<String> names =
        List.of(
            "float32",
            "double",
            "half",
            "single",
            "longdouble",
            "int8",
            "intc",
            "intp",
            "long",
            "ulonglong",
            "short",
            "csingle",
            "complex",
            "str",
            "bytes",
            "void",
            "object",
            "M8[ns]",
            "datetime64[25s]",
            "timedelta64[D]",
            "l",
            "L",
            "q",
            "n",
            "N",
            "p",
            "P",
            "g",
            "G",
            "e",
            "h",
            "H",
            "i",
            "I",
            "Q",
            "D",
            "?",
            "S",
            "U",
            "V",
            "O",
            "i4,f8",
            "3i4,f8",
            "S3,U4");
    List<String> answers =
        Python.run(
            List.of(
                "-c",
                "import sys, numpy\n"
                    + "for line in sys.stdin:\n"
                    + "  d = numpy.dtype(line.strip())\n"
                    + "  print(repr(d.descr if d.names else d.str))"),
            names);
    for (int i = 0; i < names.size(); i++) {
      assertThat(NumpyDtype.parse("'" + names.get(i) + "'"))
          .as(names.get(i))
          .hasToString(answers.get(i));
    }
  }

  @Test
  void datesAreIntegersWhenAskedFor() {
    NumpyDtype dates = NumpyDtype.parse("[('t', '>M8[ns]'), ('d', '<m8[s]', (2,))]");
    assertThatThrownBy(dates::format)
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("withDatesAsIntegers");
    assertThat(dates.formatWithDates()).hasToString("T{>q:t:(2)<q:d:}");
  }
}
