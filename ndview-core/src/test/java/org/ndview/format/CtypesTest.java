package org.ndview.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.MemorySegment;
import java.math.BigDecimal;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.json.ViewMetadata;
import org.ndview.testing.Python;

/** Structures of ctypes, whose text of Python 3.11 has no padding, are read where C has them. */
class CtypesTest {
  @BeforeEach
  void theAbiOfTheTexts() {
    assumeTrue(
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").matches("amd64|x86_64")
            && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN,
        "the texts are those of 64-bit Linux");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "T{<B:a:<I:b:} | 8 | T{<B:a:3xI:b:}",
        "T{<u:a:<i:b:} | 8 | T{<w:a:i:b:}",
        "T{<u:a:<h:b:<i:c:} | 12 | T{<w:a:h:b:2xi:c:}",
        "T{<B:x:<B:y:<I:z:} | 8 | T{<B:x:B:y:2xI:z:}",
        "T{<b:k:>i:p:} | 8 | T{<b:k:3x>i:p:}",
        "T{>h:k:>d:p:>h:q:} | 24 | T{>h:k:6xd:p:h:q:6x}",
        "T{<b:a:&<i:p:} | 16 | T{<b:a:7x&i:p:}",
        "T{<b:a:X{}:p:<b:z:} | 24 | T{<b:a:7xX{}:p:b:z:7x}",
        "T{<b:a:<g:g:} | 32 | T{<b:a:15xg:g:}",
        "T{<b:a:(2,3)<h:m:<i:n:} | 20 | T{<b:a:x(2,3)h:m:2xi:n:}",
        "T{<b:a:T{<b:x:<d:y:}:in:<b:z:} | 32 | T{<b:a:7xT{b:x:7xd:y:}:in:b:z:7x}",
        "T{<b:a:(2)T{<b:x:<h:y:}:in:<b:z:} | 12 | T{<b:a:x(2)T{b:x:xh:y:}:in:b:z:x}",
        "T{<B:a:3x<I:b:} | 8 | T{<B:a:3xI:b:}",
        "T{<u:a:<h:b:2x<i:c:} | 12 | T{<w:a:h:b:2xi:c:}",
        "T{<B:a:<I:b:} | 5 | T{<B:a:I:b:}",
        "T{3x<i:c:} | 8 | T{3x<xi:c:}",
        // NumPy's: a mark on change alone, padding at the end
        "T{<i:a:h:b:} | 8 | T{<i:a:h:b:2x}",
        "T{>i:a:} | 8 | T{>i:a:4x}",
        "T{>i:a:B:b:} | 8 | T{>i:a:B:b:3x}",
        "T{>i:a:@b:b:} | 8 | T{>i:a:@b:b:3x}",
        "<i | 8 | <i4x",
      })
  void fieldsLieWhereCHasThem(String text, long itemsize, String expected) {
    Format format = Format.parse(text, itemsize);
    assertThat(format.itemsize()).isEqualTo(itemsize);
    assertThat(format).hasToString(expected);
    assertThat(Format.parse(expected)).isEqualTo(format);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "T{<i:c:} | 8 | its fields need 4 bytes as a C compiler lays them out, and its exporter has 8",
        "T{<B:a:<I:b:} | 12 | its fields need 8 bytes",
        "T{<B:a:<I:b:} | 6 | its fields need 8 bytes",
        "T{<i:k:B:u:<d:z:} | 16 | union or a packed structure",
        "T{<i:k:B:u:} | 8 | union or a packed structure",
        // since Python 3.12 all padding is written, and the fields of a base class are not
        "T{<B:b:2x<I:c:} | 8 | 1 bytes are missing: fields of a base class",
        "T{<B:b:3x<I:c:7x<d:e:} | 40 | 17 bytes are missing",
        "T{<i:a:<i:b:} | 4 | need 8 bytes",
        // characters of two bytes in the text, and of four in C
        "T{<b:a:<3000000000000000000u:b:<b:c:} | 6000000000000000008 | a text of 3000000000000000000w",
      })
  void fieldsWhosePlacesCannotBeKnownAreOpaque(String text, long itemsize, String reason) {
    assertThat(Format.parse(text, itemsize))
        .isInstanceOfSatisfying(
            Opaque.class,
            opaque -> {
              assertThat(opaque.itemsize()).isEqualTo(itemsize);
              assertThat(opaque.reason()).contains(reason);
            });
  }

  @Test
  void aDocumentOfACtypesStructureIsReadSo() throws Exception {
    byte[] bytes = HexFormat.of().parseHex("0100000004030201");
    NdView view =
        NdView.of(
            MemorySegment.ofArray(bytes),
            Format.parse("T{<B:a:<I:b:}", 8),
            Layout.contiguous(Order.C, 8, 1));
    String json = view.metadata().toJson();
    assertThat(json).contains("3x");
    NdView back = ViewMetadata.parse(json).view(MemorySegment.ofArray(bytes));
    assertThat(back.get(0)).isEqualTo(List.of(1, 16909060L));
    String asWritten = json.replace("T{<B:a:3xI:b:}", "T{<B:a:<I:b:}");
    assertThat(ViewMetadata.parse(asWritten).view(MemorySegment.ofArray(bytes)).get(0))
        .isEqualTo(List.of(1, 16909060L));
  }

  @Test
  void everyStructureOfCtypesIsReadAsCtypesReadsIt() throws Exception {
    assumeTrue(Python.runs("import ctypes"), "no python3 with ctypes");
    Path script = Path.of(CtypesTest.class.getResource("ctypes_structures.py").toURI());
    int read = 0;
    int opaque = 0;
    for (String line : Python.run(List.of(script.toString()), List.of())) {
      String[] parts = line.split("\\|", -1);
      Format format = Format.parse(parts[0], Long.parseLong(parts[1]));
      assertThat(format.itemsize()).as(line).isEqualTo(Long.parseLong(parts[1]));
      if (parts[3].equals("?")) {
        opaque += format instanceof Opaque ? 1 : 0;
        continue;
      }
      assertThat(format).as(line).isInstanceOf(Struct.class);
      if (parts[0].contains("O")) {
        continue; // Python's objects have no value here
      }
      byte[] bytes = HexFormat.of().parseHex(parts[2]);
      Object item =
          NdView.of(
                  MemorySegment.ofArray(bytes),
                  format,
                  Layout.contiguous(Order.C, format.itemsize()))
              .get();
      List<String> leaves = new ArrayList<>();
      leaves(item, leaves);
      List<String> expected = new ArrayList<>();
      for (String value : parts[3].split(" ")) {
        expected.add(
            value.startsWith("s")
                ? value.substring(1)
                : new BigDecimal(value.substring(1)).stripTrailingZeros().toPlainString());
      }
      assertThat(leaves).as(line).isEqualTo(expected);
      read++;
    }
    assertThat(read).isGreaterThan(300);
    assertThat(opaque).isEqualTo(8);
  }

  private static void leaves(Object item, List<String> out) {
    switch (item) {
      case List<?> list -> list.forEach(part -> leaves(part, out));
      case Boolean b -> out.add(b ? "1" : "0");
      case Number n -> out.add(new BigDecimal(n.toString()).stripTrailingZeros().toPlainString());
      default -> out.add(item.toString());
    }
  }
}
