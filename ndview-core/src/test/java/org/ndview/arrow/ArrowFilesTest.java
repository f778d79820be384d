package org.ndview.arrow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ndview.testing.ChildJvm;
import org.ndview.testing.Python;

/**
 * A file that pyarrow wrote, by make.py beside it, read as views; and a file of views, read by
 * pyarrow where python3 has one.
 */
class ArrowFilesTest {
  @TempDir private static Path folder;
  private static Path written;
  private static ChildJvm run;

  @BeforeAll
  static void readAndWrite() throws Exception {
    written = folder.resolve("views.arrow");
    run =
        ChildJvm.run(
            ArrowFilesProgram.class,
            List.of("--add-opens=java.base/java.nio=ALL-UNNAMED"),
            resource("columns.arrow"),
            written.toString());
    assertThat(run.exit()).as(run.output()).isZero();
  }

  private static String resource(String name) throws Exception {
    return Path.of(ArrowFilesTest.class.getResource(name).toURI()).toString();
  }

  @Test
  void whatPyarrowWroteIsSeenAsItIs() {
    assertThat(run.output().lines().filter(line -> !line.startsWith("SLF4J")))
        .startsWith(
            "int8 | b | [1, 2, 3]",
            "int16 | h | [1, 2, 3]",
            "int32 | i | [1, 2, 3]",
            "int64 | q | [1, 2, 3]",
            "uint16 | H | [1, 2, 65535]",
            "uint32 | I | [1, 2, 4294967295]",
            "uint64 | Q | [1, 2, 18446744073709551615]",
            "uint8 | B | [1, 2, 255]",
            "half | e | [0.5, -2.0, Infinity]",
            "float | f | [0.5, -2.0, 3.0]",
            "double | d | [0.5, -2.0, 3.0]",
            "bool | ? | [true, false, true] copied, valid [true, true, true]",
            "bool8 | ? | [true, false, true]",
            "date32 | i | [1, 1, 1]",
            "time64 | q | [1000000000, 1000000000, 1000000000]",
            "timestamp | q | [1, 2, 3]",
            "duration | q | [1, 2, 3]",
            "decimal | T{Q:low:q:high:} | [(low=18446744073709551601, high=-1), (low=3875820019684212736, high=54),"
                + " (low=0, high=0)]",
            "interval | T{i:months:i:days:q:nanoseconds:} | [(months=1, days=2, nanoseconds=3), (months=1, days=2,"
                + " nanoseconds=3), (months=1, days=2, nanoseconds=3)]",
            "binary | 3s | [[97, 98, 99], [100, 0, 102], [103, 104, 105]]",
            "nulls | i | [1, -1, 3] copied, valid [true, false, true]",
            "lists | i | [[0, 1], [2, 3], [4, 5]]",
            "nested | B | [[[0, 1], [2, 3]], [[4, 5], [6, 7]], [[8, 9], [10, 11]]]",
            "null lists | i | [[0, 1], [-1, -1], [-1, 5]] copied, valid [[true, true], [false, false], [false, true]]",
            "tensors | h | [[[0, 1, 2], [3, 4, 5]], [[6, 7, 8], [9, 10, 11]], [[12, 13, 14], [15, 16, 17]]]")
        .contains(
            "permuted | h | [[[[0, 4, 8], [12, 16, 20]], [[1, 5, 9], [13, 17, 21]], [[2, 6, 10], [14, 18, 22]], [[3, 7,"
                + " 11], [15, 19, 23]]], [[[24, 28, 32], [36, 40, 44]], [[25, 29, 33], [37, 41, 45]], [[26, 30, 34],"
                + " [38, 42, 46]], [[27, 31, 35], [39, 43, 47]]], [[[48, 52, 56], [60, 64, 68]], [[49, 53, 57], [61,"
                + " 65, 69]], [[50, 54, 58], [62, 66, 70]], [[51, 55, 59], [63, 67, 71]]]]",
            "text | the vector 'text' is no view: Arrow's Utf8 has no items of one size; getObject(i) has its values")
        .anyMatch(line -> line.startsWith("struct | the vector 'struct' is no view"))
        .anyMatch(line -> line.startsWith("list | the vector 'list' is no view"))
        .endsWith("released");
  }

  @Test
  void whatWasWrittenIsReadAgain() {
    assertThat(run.output().lines())
        .contains(
            "b | b | [1, 2, 3]",
            "Q | Q | [1, 2, 3]",
            "e | e | [1.0, 2.0, 3.0]",
            "tensors | h | [[[1, 2, 3, 4], [5, 6, 7, 8]], [[9, 10, 11, 12], [13, 14, 15, 16]], [[17, 18, 19, 20], [21,"
                + " 22, 23, 24]]]",
            "lists | h | [[1, 2], [-1, -1], [5, 6]] copied, valid [[true, true], [false, false], [true, true]]",
            "part | i | [4, 5, 6]");
  }

  @Test
  void pyarrowReadsWhatWasWritten() throws Exception {
    assumeTrue(Python.runs("import pyarrow"), "no python3 with pyarrow");
    List<String> lines = Python.run(List.of(resource("check.py"), written.toString()), List.of());
    assertThat(lines)
        .containsExactly(
            "b | int8 | [1, 2, 3]",
            "h | int16 | [1, 2, 3]",
            "i | int32 | [1, 2, 3]",
            "q | int64 | [1, 2, 3]",
            "B | uint8 | [1, 2, 3]",
            "H | uint16 | [1, 2, 3]",
            "I | uint32 | [1, 2, 3]",
            "Q | uint64 | [1, 2, 3]",
            "e | halffloat | [1.0, 2.0, 3.0]",
            "f | float | [1.0, 2.0, 3.0]",
            "d | double | [1.0, 2.0, 3.0]",
            "tensors | extension<arrow.fixed_shape_tensor[value_type=int16, shape=[2,4]]> | [[[1, 2, 3, 4], [5, 6, 7,"
                + " 8]], [[9, 10, 11, 12], [13, 14, 15, 16]], [[17, 18, 19, 20], [21, 22, 23, 24]]]",
            "permuted | extension<arrow.fixed_shape_tensor[value_type=int16, shape=[2,3,4], permutation=[2,0,1]]> |"
                + " [[[[1, 5, 9], [13, 17, 21]], [[2, 6, 10], [14, 18, 22]], [[3, 7, 11], [15, 19, 23]], [[4, 8, 12],"
                + " [16, 20, 24]]], [[[25, 29, 33], [37, 41, 45]], [[26, 30, 34], [38, 42, 46]], [[27, 31, 35], [39,"
                + " 43, 47]], [[28, 32, 36], [40, 44, 48]]], [[[49, 53, 57], [61, 65, 69]], [[50, 54, 58], [62, 66,"
                + " 70]], [[51, 55, 59], [63, 67, 71]], [[52, 56, 60], [64, 68, 72]]]]",
            "lists | fixed_size_list<$data$: int16>[2] | [[1, 2], None, [5, 6]]",
            "time | timestamp[s] | [datetime.datetime(1970, 1, 1, 0, 0, 1), datetime.datetime(1970, 1, 1, 0, 0, 2),"
                + " datetime.datetime(1970, 1, 1, 0, 0, 3)]",
            "bool | bool | [True, False, True]",
            "binary | fixed_size_binary[3] | [b'xxx', b'xxx', b'xxx']",
            "part | int32 | [4, 5, 6]");
  }
}
