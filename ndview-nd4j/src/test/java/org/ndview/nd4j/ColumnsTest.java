package org.ndview.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.ndview.Casting;
import org.ndview.NdView;
import org.ndview.Scaling;

/** NdArrays.columns: fields of records as the columns of a matrix. */
class ColumnsTest {
  private static NdView records(String format, long n) {
    NdView records = NdView.allocate(format, n);
    records.cast("B").assign(bytes(records.nbytes()));
    return records;
  }

  private static NdView bytes(long n) {
    byte[] bytes = new byte[(int) n];
    for (int i = 0; i < n; i++) {
      bytes[i] = (byte) (i * 7 % 61);
    }
    return NdView.of(bytes).cast("B");
  }

  private static void assertColumn(NdView field, Columns columns, int column) {
    for (long i = 0; i < field.size(); i++) {
      assertThat(columns.array().getDouble(i, column)).isEqualTo(Numbers.get(field, i));
    }
  }

  @Test
  void fieldsInTheOrderAskedFor() {
    NdView records = records("<T{q:time:f:warm:7s:tag:H:station:}", 50);
    Columns columns = NdArrays.columns(records, "station", "warm");
    assertThat(columns.names()).containsExactly("station", "warm");
    assertThat(columns.array().shape()).containsExactly(50, 2);
    assertThat(columns.array().dataType()).isEqualTo(DataType.FLOAT);
    assertThat(columns.shared()).isFalse();
    assertColumn(records.field("station"), columns, 0);
    assertColumn(records.field("warm"), columns, 1);
  }

  @Test
  void allNumbersIfNoneIsNamed() {
    NdView records =
        NdView.allocate("T{i:a:3s:b:?:c:Zd:d:T{i:x:}:e:x(2)h:f:P:g:c:h:e:i:[bfloat16]:j:}", 3);
    assertThat(NdArrays.columns(records).names())
        .containsExactly("a", "c", "e.x", "f[0]", "f[1]", "i", "j");
  }

  @Test
  void aSubArrayGivesAColumnForEachElement() {
    NdView records = records("T{h:a:(3)h:v:(2,2)i:m:B:z:}", 20);
    Columns columns = NdArrays.columns(records, "z", "m", "v");
    assertThat(columns.names())
        .containsExactly("z", "m[0][0]", "m[0][1]", "m[1][0]", "m[1][1]", "v[0]", "v[1]", "v[2]");
    NdView m = records.field("m");
    assertColumn(records.field("z"), columns, 0);
    assertColumn(m.slice(":, 0, 1"), columns, 2);
    assertColumn(m.slice(":, 1, 0"), columns, 3);
    assertColumn(records.field("v").slice(":, 2"), columns, 7);
  }

  @Test
  void aSubArrayWithoutElementsGivesNoColumn() {
    NdView records = records("T{i:a:(0)d:none:h:b:}", 4);
    Columns columns = NdArrays.columns(records);
    assertThat(columns.names()).containsExactly("a", "b");
    assertColumn(records.field("b"), columns, 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "T{f:a:f:b:f:c:}          | a b c | side by side",
        "T{f:a:i:x:f:b:i:y:f:c:}  | a b c | evenly apart",
        "T{d:t:(3)f:v:f:w:}       | v w   | an array and the field after it",
        "T{i:t:(2,2)h:m:}         | m     | a matrix",
        "T{d:a:B:b:}              | a     | a single field",
        "T{f:a:f:b:f:c:}          | a c   | one left out",
        "T{?:a:?:b:}              | a b   | bools",
      })
  void oneTypeEvenlyApartIsShared(String format, String fields, String why) {
    NdView records = NdView.allocate(format, 30).slice("3:27:2");
    assertThat(NdArrays.columns(records, fields.split(" ")).shared()).isFalse();
    Columns columns = NdArrays.sharedColumns(records, fields.split(" "));
    assertThat(columns.shared()).as(why).isTrue();
    NdView view = NdArrays.view(columns.array());
    assertThat(view.segment().address() + view.layout().offset())
        .isEqualTo(
            records.segment().address() + records.field(fields.split(" ")[0]).layout().offset());
    columns.array().putScalar(7, 0, 1);
    NdView field = records.field(fields.split(" ")[0]);
    while (field.ndim() > 1) {
      field = field.select(1, 0);
    }
    assertThat(Numbers.get(field, 7)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "T{f:a:f:b:d:x:f:c:} | a b c | unevenly apart",
        "T{f:a:f:b:f:c:}     | c b a | backwards",
        "T{f:a:f:b:f:c:}     | b b   | the same twice",
        "T{f:a:i:b:}         | a b   | of two types",
        ">T{f:a:f:b:}        | a b   | the other byte order",
        "<T{f:a:f:b:b:c:}    | a b   | records of 9 bytes",
        "<T{b:z:f:a:f:b:3x}  | a b   | not aligned",
      })
  void theRestIsCopied(String format, String fields, String why) {
    NdView records = NdView.allocate(format, 10);
    String[] names = fields.split(" ");
    for (int i = 0; i < 10; i++) {
      for (int c = 0; c < names.length; c++) {
        records.field(names[c]).set(10 * i + names[c].charAt(0), i);
      }
    }
    Columns columns = NdArrays.columns(records, names);
    assertThat(columns.shared()).as(why).isFalse();
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .as(why)
        .isThrownBy(() -> NdArrays.sharedColumns(records, names))
        .withMessageStartingWith("ND4J cannot share the memory of these records: ")
        .withMessageEndingWith("; NdArrays.columns(records, ...) copies them");
    for (int c = 0; c < names.length; c++) {
      assertColumn(records.field(names[c]), columns, c);
    }
  }

  @Test
  void memoryThatCannotBeSharedIsCopied() {
    byte[] heap = new byte[24];
    NdView records = NdView.of(MemorySegment.ofArray(heap), "T{f:a:f:b:}", 3);
    NdView own = NdView.allocate("T{f:a:f:b:}", 3);
    assertThat(NdArrays.sharedColumns(own).shared()).isTrue();
    for (NdView other : List.of(records, own.toReadOnly(), own.slice("::-1"))) {
      assertThat(NdArrays.columns(other).shared()).isFalse();
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(() -> NdArrays.sharedColumns(other));
    }
    NdView bools = NdView.allocate("T{?:a:?:b:}", 3);
    bools.cast("B").set(2, 3);
    Columns columns = NdArrays.columns(bools);
    assertThat(columns.shared()).isFalse();
    assertThat(columns.array().castTo(DataType.INT32).sumNumber().intValue()).isEqualTo(1);
  }

  @Test
  void aSharedMatrixKeepsTheRecords() {
    Columns columns;
    try (NdView records = records("T{i:a:i:b:}", 1 << 19)) {
      columns = NdArrays.sharedColumns(records);
      assertThat(columns.shared()).isTrue();
      columns.array().assign(3);
    }
    System.gc();
    assertThat(columns.array().sumNumber().longValue()).isEqualTo(3L << 20);
  }

  @ParameterizedTest
  @CsvSource({
    "?,BOOL",
    "?B,UBYTE",
    "Bb,SHORT",
    "BH,UINT16",
    "hI,LONG",
    "HI,UINT32",
    "IQ,UINT64",
    "qQ,DOUBLE",
    "bQ,DOUBLE",
    "?e,HALF",
    "be,HALF",
    "he,FLOAT",
    "Hf,FLOAT",
    "if,DOUBLE",
    "ef,FLOAT",
    "fd,DOUBLE",
    "g,DOUBLE",
    "gf,DOUBLE",
    "qf,DOUBLE",
  })
  void theTypeIsTheSmallestThatHoldsAllColumns(String codes, DataType type) {
    StringBuilder format = new StringBuilder("T{");
    for (char code : codes.toCharArray()) {
      format.append(code).append(":").append(code).append(":");
    }
    NdView records = NdView.allocate(format.append("}").toString(), 2);
    assertThat(NdArrays.columns(records).array().dataType()).isEqualTo(type);
  }

  @Test
  void bfloat16AndHalfNeedFloat() {
    NdView records = NdView.allocate("T{e:a:[bfloat16]:b:b:c:}", 2);
    assertThat(NdArrays.columns(records).array().dataType()).isEqualTo(DataType.FLOAT);
    assertThat(NdArrays.columns(records, "b", "c").array().dataType()).isEqualTo(DataType.BFLOAT16);
  }

  @Test
  void aTypeAskedForConvertsAsCopyDoes() {
    NdView records = NdView.allocate("T{d:a:?:b:q:c:}", 2);
    records.field("a").set(2.75, 0);
    records.field("b").set(true, 1);
    records.field("c").set((1L << 40) + 5, 0);
    Columns columns = NdArrays.columns(records, DataType.INT32);
    assertThat(columns.array().dataType()).isEqualTo(DataType.INT32);
    assertThat(columns.array().toIntMatrix()).isDeepEqualTo(new int[][] {{2, 0, 5}, {0, 1, 0}});
    assertThat(NdArrays.columns(records, DataType.DOUBLE, "a").shared()).isFalse();
    assertThat(NdArrays.columns(records, DataType.FLOAT, "a").shared()).isFalse();
  }

  @Test
  void noRecordsGiveNoRows() {
    Columns columns = NdArrays.columns(NdView.allocate("T{d:a:q:b:}", 0));
    assertThat(columns.array().shape()).containsExactly(0, 2);
    assertThat(columns.array().dataType()).isEqualTo(DataType.DOUBLE);
  }

  @Test
  void aFieldThatIsNoNumberIsRefusedByName() {
    NdView records = NdView.allocate("T{i:a:7s:tag:(2)Zd:z:T{3s:x:}:inner:}", 2);
    for (String field : List.of("tag", "z", "inner")) {
      assertThatExceptionOfType(UnsupportedOperationException.class)
          .isThrownBy(() -> NdArrays.columns(records, "a", field))
          .withMessageContaining("the field '" + field + "' cannot be a column of numbers");
    }
  }

  @Test
  void whatHasNoColumnsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NdArrays.columns(NdView.allocate("T{i:a:}", 2), "b"))
        .withMessageContaining("no field 'b' among [a]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NdArrays.columns(NdView.allocate("T{i:a:}", 2, 3)))
        .withMessageContaining("one dimension, not the shape [2, 3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NdArrays.columns(NdView.allocate("d", 2)))
        .withMessageContaining("items of 'd' have no fields");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NdArrays.columns(NdView.allocate("T{3s:a:}", 2)))
        .withMessageContaining("no column of numbers in 'T{3s:a:}'");
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> NdArrays.columns(NdView.allocate("T{i:a:}", 2), DataType.UTF8))
        .withMessageContaining("UTF8");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pos[0]         | pos[0]",
        "pos[2] id      | pos[2] id",
        "pos            | pos[0] pos[1] pos[2]",
        "m[1]           | m[1][0] m[1][1]",
        "m[1][0]        | m[1][0]",
        "pt.x           | pt.x",
        "pt             | pt.x pt.in.u[0] pt.in.u[1]",
        "pt.in.u[1]     | pt.in.u[1]",
        "arr[1].k id    | arr[1].k id",
        "arr            | arr[0].k arr[0].z arr[1].k arr[1].z",
        "a.b a.b[0]     | a.b a.b[0]",
        "arr[0] pos[1]  | arr[0].k arr[0].z pos[1]",
      })
  void pathsLeadToElementsAndFieldsOfStructs(String paths, String names) {
    NdView records =
        records(
            "T{i:id:(3)h:pos:(2,2)h:m:T{i:x:3s:tag:T{(2)B:u:}:in:}:pt:(2)T{h:k:B:z:}:arr:h:a.b:h:a.b[0]:}",
            40);
    Columns columns = NdArrays.columns(records, paths.split(" "));
    assertThat(columns.names()).containsExactly(names.split(" "));
    // names are paths
    for (int c = 0; c < columns.names().size(); c++) {
      Columns one = NdArrays.columns(records, columns.names().get(c));
      assertThat(one.names()).containsExactly(columns.names().get(c));
      assertColumn(NdArrays.view(one.array()).select(1, 0), columns, c);
    }
    assertThat(columns.shared()).isFalse();
  }

  @Test
  void aPathHasTheNumbersOfItsField() {
    NdView records = records("T{i:id:(3)h:pos:(2)T{h:k:B:z:}:arr:}", 40);
    Columns columns = NdArrays.columns(records, "arr[1].z", "pos[2]");
    assertColumn(records.field("arr").field("z").select(1, 1), columns, 0);
    assertColumn(records.field("pos").select(1, 2), columns, 1);
    assertThat(NdArrays.columns(records).names())
        .containsExactly(
            "id", "pos[0]", "pos[1]", "pos[2]", "arr[0].k", "arr[0].z", "arr[1].k", "arr[1].z");
    assertThat(NdArrays.sharedColumns(records, "pos[0]", "pos[2]").shared()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pos[3]   | the path 'pos[3]' leads nowhere: index 3 is none of the 3 elements",
        "pos[-1]  | the path 'pos[-1]' leads nowhere: index -1 is none of the 3 elements",
        "pos[x]   | the path 'pos[x]' leads nowhere: [x] is no index",
        "pos[0    | the path 'pos[0' leads nowhere: [0 is no index",
        "pos[     | the path 'pos[' leads nowhere: [ is no index",
        "pos[0][0] | the path 'pos[0][0]' leads nowhere: 'h' is no array, so has no [0]",
        "id[0]    | the path 'id[0]' leads nowhere: 'i' is no array, so has no [0]",
        "id.x     | the path 'id.x' leads nowhere: items of 'i' have no '.x'",
        "pos[0]x  | the path 'pos[0]x' leads nowhere: items of 'h' have no 'x'",
        "pt.      | no field '' among [x]",
        "pt.y     | no field 'y' among [x]",
        "ptx      | no field 'ptx' among [id, pos, pt]",
      })
  void aPathThatLeadsNowhereIsRefused(String path, String message) {
    NdView records = NdView.allocate("T{i:id:(3)h:pos:T{i:x:}:pt:}", 3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NdArrays.columns(records, path))
        .withMessage(message);
  }

  @Test
  void eachColumnHasARuleAndAScalingOfItsOwn() {
    NdView records = records("T{>i:id:(3)h:pos:(2,2)B:m:T{d:x:}:pt:}", 30);
    Scaling byElement = Scaling.perIndex(new double[] {1, 2, 3}, new double[] {4, 5, 6}, 1);
    Columns columns =
        NdArrays.columns(
            records,
            DataType.FLOAT,
            List.of(
                Column.of("pos").scaling(byElement),
                Column.of("m").scaling(Scaling.of(0.5, 1)),
                Column.of("id").casting(Casting.UNSAFE)));
    assertThat(columns.names().getLast()).isEqualTo("id");
    for (int i = 0; i < 30; i++) {
      for (int k = 0; k < 3; k++) {
        assertThat(columns.array().getFloat(i, k))
            .isEqualTo(records.field("pos").getInt(i, k) * (k + 1) + (k + 4));
      }
      assertThat(columns.array().getFloat(i, 6))
          .isEqualTo(records.field("m").getInt(i, 1, 1) * 0.5f + 1);
      assertThat(columns.array().getFloat(i, 7)).isEqualTo((float) records.field("id").getInt(i));
    }
    records.field("pt").field("x").setDouble(1e300, 7);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NdArrays.columns(records, DataType.FLOAT, List.of(Column.of("pt.x"))))
        .withMessageStartingWith("the column 'pt.x': the value 1.0E300 at index [7] does not fit");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NdArrays.columns(records, DataType.INT32, List.of(Column.of("pt"))))
        .withMessageStartingWith("the column 'pt': casting from '>d' to");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NdArrays.columns(records, DataType.FLOAT, List.of()));
  }

  @Test
  void releasedRecordsAreAnIllegalState() {
    NdView records = NdView.allocate("T{i:a:}", 2);
    records.close();
    assertThatIllegalStateException().isThrownBy(() -> NdArrays.columns(records));
  }
}
