package org.ndview.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.examples.cli.Commands.Run;
import org.ndview.image.Images;
import org.ndview.json.Storage;
import org.ndview.json.ViewFiles;
import org.ndview.npy.Compression;
import org.ndview.npy.Npy;
import org.ndview.npy.Npz;
import org.ndview.safetensors.Safetensors;

/** Each command over small files of each kind: what it prints, its errors and its exit codes. */
class NdViewCommandTest {
  @TempDir static Path folder;

  @BeforeAll
  static void files() throws IOException {
    NdView ints = NdView.of(new int[] {0, 1, 2, 3, 4, 5}).reshape(2, 3);
    NdView floats = NdView.of(new double[] {1.5, Double.NaN, -2, 4});
    Npy.write(at("ints.npy"), ints);
    Npy.write(at("f.npy"), ints.copy(Order.F));
    Npy.write(at("floats.npy"), floats);
    Npy.write(at("near.npy"), NdView.of(new double[] {1.5001, Double.NaN, -2, 4}));
    Npy.write(at("off.npy"), NdView.of(new double[] {1.5, Double.NaN, -2, 4.5}));
    Npy.write(at("big.npy"), NdView.of(new long[] {1L << 53, (1L << 53) + 1}));
    Npy.write(at("big2.npy"), NdView.of(new long[] {1L << 53, 1L << 53}));
    Npy.write(at("complex.npy"), NdView.of(new double[] {1, 2, 3, 4}).cast("B").cast("Zd"));
    Npy.write(at("empty.npy"), NdView.of(new float[0]).reshape(0, 3));
    Npy.write(at("one.npy"), NdView.of(new float[] {7}).reshape());
    SequencedMap<String, NdView> two = new LinkedHashMap<>();
    two.put("w", ints);
    two.put("b", floats);
    Npz.write(at("two.npz"), two, Compression.DEFLATED);
    Npz.write(at("one.npz"), Map.of("w", ints), Compression.STORED);
    Safetensors.write(at("two.safetensors"), two, Map.of());
    Safetensors.write(at("nasty.safetensors"), Map.of("a\nb\u001b[31m", ints), Map.of());
    ViewFiles.write(at("ints.json"), ints, Storage.C);
    NdView pixels = NdView.of(new byte[] {10, 20, 30, 40, 50, -1}).cast("B", 2, 3);
    Images.writePng(at("grey.png"), pixels);
    Files.write(at("raw.bin"), new byte[] {1, 0, 2, 0, 3, 0, 4, 0});
    Files.write(at("array.idx"), new byte[] {0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 3, 7, 8, 9});
    Files.write(at("short.idx"), new byte[] {0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 3, 7, 8});
    Files.write(at("cut.idx"), new byte[] {0, 0, 8, 2, 0, 0, 0, 1});
    Files.write(at("nothing"), new byte[0]);
    Files.write(at("damaged.npy"), new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 9});
    Files.writeString(at("damaged.json"), "{\"format\": 1}");
  }

  private static Path at(String name) {
    return folder.resolve(name);
  }

  private static Run run(String words) {
    return new Commands(folder).run(words);
  }

  private static void prints(String words, String out) {
    assertThat(run(words)).isEqualTo(new Run(0, out, ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@ints.npy         | npy         | <i        | [2, 3]",
        "@floats.npy       | npy         | <d        | [4]",
        "@empty.npy        | npy         | <f        | [0, 3]",
        "@one.npy          | npy         | <f        | []",
        "@one.npz          | npz         | <i        | [2, 3]",
        "@ints.json        | json        | <i        | [2, 3]",
        "@grey.png         | image       | B         | [2, 3, 1]",
        "@array.idx        | idx         | B         | [1, 3]",
        "@raw.bin --format uint16 | raw  | <H        | [4]",
        "@raw.bin --format >h --shape 2,2 | raw | >h | [2, 2]",
        "@raw.bin --format B --offset 5 | raw | B    | [3]",
      })
  void infoTellsKindFormatAndShapeOfEachKindOfFile(
      String words, String kind, String format, String shape) {
    Run run = run("info --json " + words);
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("\"kind\":\"" + kind + "\"")
        .contains("\"format\":\"" + format + "\"")
        .contains("\"shape\":" + shape.replace(" ", "") + ",");
  }

  @Test
  void infoIsATable() throws IOException {
    prints(
        "info @two.safetensors @f.npy",
        """
        @two.safetensors: safetensors, %d bytes
        name  format  order  shape   bytes
        b     <d      C      [4]        32
        w     <i      C      [2, 3]     24
        @f.npy: npy, %d bytes
        name  format  order  shape   bytes
        -     <i      F      [2, 3]     24
        """
            .formatted(Files.size(at("two.safetensors")), Files.size(at("f.npy"))));
  }

  @Test
  void infoGoesOnAfterAFileThatCannotBeRead() {
    Run run = run("info @missing @ints.npy");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).isEqualTo("ndview: @missing: no such file\n");
    assertThat(run.out()).contains("@ints.npy: npy").contains("[2, 3]");
  }

  @Test
  void namesInFilesDoNotReachTheTerminalAsTheyAre() {
    assertThat(run("info @nasty.safetensors").out())
        .contains("a b\\u001b[31m ")
        .doesNotContain("\u001b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "head @ints.npy 1 --json              | [3,4,5]",
        "head @ints.npy ::-1,~1: --json       | [[4,5],[1,2]]",
        "head @ints.npy 1,2 --json            | 5",
        "head @ints.npy -1,-2 --json          | 4",
        "head @ints.npy -1: --json            | [[3,4,5]]",
        "head @ints.npy --json -1~,~1         | 4",
        "head @floats.npy --json              | [1.5,\"NaN\",-2.0,4.0]",
        "head @complex.npy --json             | [[1.0,2.0],[3.0,4.0]]",
        "head @empty.npy --json               | []",
        "head @two.npz 0 --name w --json      | [0,1,2]",
        "head @raw.bin :2 --format <H --json  | [1,2]",
        "head @array.idx -1 --json            | [7,8,9]",
        "head @grey.png 1 --json              | [[40],[50],[255]]",
      })
  void headPrintsTheItemsAtAnIndex(String words, String out) {
    prints(words, out + "\n");
  }

  @Test
  void headPrintsAsNumPyDoes() {
    prints("head @ints.npy 0", "NdView format '<i', shape (3,), read-only:\n[0 1 2]\n");
  }

  @Test
  void statsIsATable() {
    String[] lines = run("stats @grey.png --per 0").out().split("\n");
    assertThat(lines).hasSize(3);
    assertThat(lines[0].split(" +"))
        .containsExactly("index", "count", "nans", "infinities", "min", "max", "mean", "std");
    assertThat(lines[1].split(" +")).startsWith("[0]", "3", "0", "0", "10.0", "30.0", "20.0");
    assertThat(lines[2].split(" +")).startsWith("[1]", "3", "0", "0", "40.0", "255.0", "115.0");
    assertThat(run("stats @floats.npy").out().split("\n")[1].split(" +"))
        .startsWith("all", "4", "1", "0", "-2.0", "4.0");
  }

  @Test
  void dimensionsCountFromTheEndToo() {
    String rows = run("stats @ints.npy --per 0,1").out();
    assertThat(rows.lines().count()).isEqualTo(7);
    assertThat(run("stats @ints.npy --per -2,-1").out()).isEqualTo(rows);
  }

  @Test
  void statsAreJson() {
    prints(
        "stats @ints.npy --per -1 --json",
        """
        {"dims":[-1],"shape":[3],"summaries":[\
        {"index":[0],"count":2,"nans":0,"infinities":0,"min":0.0,"max":3.0,"mean":1.5,"std":1.5},\
        {"index":[1],"count":2,"nans":0,"infinities":0,"min":1.0,"max":4.0,"mean":2.5,"std":1.5},\
        {"index":[2],"count":2,"nans":0,"infinities":0,"min":2.0,"max":5.0,"mean":3.5,"std":1.5}]}
        """);
  }

  @Test
  void hexShowsBytesInCOrder() {
    String row = "00000000  01 00 00 00 41 00" + " ".repeat(30) + "  ....A.\n";
    assertThat(row).hasSize(10 + 47 + 2 + 6 + 1);
    writeRaw("hex.bin", 1, 0, 0, 0, 65, 0);
    prints("hex @hex.bin --format B", row);
    prints(
        "hex @f.npy :,0 --limit 5",
        "00000000  00 00 00 00 03" + " ".repeat(33) + "  .....\n... 3 more bytes\n");
    prints("hex @empty.npy", "");
  }

  private static void writeRaw(String name, int... bytes) {
    byte[] all = new byte[bytes.length];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) bytes[i];
    }
    try {
      Files.write(at(name), all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"npy", "npz", "safetensors", "json"})
  void sliceWritesEachKindOfFile(String ending) {
    prints("slice @ints.npy ::-1,1 @slice." + ending, "");
    prints("head @slice." + ending + " --json", "[4,1]\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@ints.npy @c.npy                                       | <i | C | [[0,1,2],[3,4,5]]",
        "@ints.npy @c.npy --order F                             | <i | F | [[0,1,2],[3,4,5]]",
        "@f.npy @c.npy --order c --dtype float32                | <f | C | [[0.0,1.0,2.0],[3.0,4.0,5.0]]",
        "@ints.npy @c.safetensors --dtype bfloat16              | <[bfloat16] | C | [[0.0,1.0,2.0],[3.0,4.0,5.0]]",
        "@ints.npy @c.npy --dtype B --rule saturating --scale 100 --shift -50 | B | C | [[0,50,150],[250,255,255]]",
        "@grey.png @c.json --dtype <f --scale 0.5               | <f | C | [[[5.0],[10.0],[15.0]],[[20.0],[25.0],[127.5]]]",
        "@grey.png @c.png                                       | B | C | [[[10],[20],[30]],[[40],[50],[255]]]",
        "@two.npz @c.npy --name b                               | <d | C | [1.5,\"NaN\",-2.0,4.0]",
        "@raw.bin @c.npz --format <H --shape 2,2                | <H | C | [[1,2],[3,4]]",
        "@one.npy @c.npy --order F --dtype d                    | d | C | 7.0",
      })
  void convertWritesEachKindOfFile(String words, String format, String order, String items) {
    prints("convert " + words, "");
    String file = words.split(" +")[1];
    prints("head --json " + file, items + "\n");
    String expected = format.equals("d") ? "<d" : format;
    assertThat(run("info --json " + file).out())
        .contains("\"format\":\"" + expected + "\",\"order\":\"" + order + "\"");
  }

  @Test
  void convertKeepsAllArraysAndTheirNames() {
    prints("convert @two.npz @all.safetensors", "");
    prints("diff @two.npz @all.safetensors --equal-nan", "");
  }

  @Test
  void convertOntoItselfKeepsTheItems() {
    writeRaw("self.bin", 1, 2, 3);
    prints("convert @self.bin @self.npy --format B", "");
    prints("convert @self.npy @self.npy --dtype int32", "");
    prints("head @self.npy --json", "[1,2,3]\n");
    prints("convert @self.npy @self.json", "");
    prints("convert @self.json @self.json --scale 2 --rule saturating", "");
    prints("head @self.json --json", "[2,4,6]\n");
  }

  @Test
  void aFailedConversionLeavesTheOldFile() {
    prints("convert @ints.npy @kept.npy", "");
    assertThat(run("convert @floats.npy @kept.npy --dtype int8").code()).isEqualTo(2);
    assertThat(run("convert @ints.npy @kept.npy --dtype B --scale 1000 --rule same_value").code())
        .isEqualTo(2);
    prints("diff @ints.npy @kept.npy", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@ints.npy @ints.json                          | 0 | ''",
        "@ints.npy @f.npy                              | 0 | ''",
        "@ints.npy @one.npz                            | 0 | ''",
        "@one.npy @one.npy                             | 0 | ''",
        "@empty.npy @empty.npy                         | 0 | ''",
        "@floats.npy @floats.npy                       | 1 | first difference at [1]: NaN and NaN",
        "@floats.npy @floats.npy --equal-nan           | 0 | ''",
        "@floats.npy @near.npy --equal-nan             | 1 | first difference at [0]: 1.5 and 1.5001",
        "@floats.npy @near.npy --equal-nan --atol 1e-3 | 0 | ''",
        "@floats.npy @near.npy --equal-nan --rtol 1e-3 | 0 | ''",
        "@floats.npy @off.npy --equal-nan --rtol 1e-3  | 1 | first difference at [3]: 4.0 and 4.5",
        "@big.npy @big2.npy                            | 1 | first difference at [1]: 9007199254740993 and 9007199254740992",
        "@big.npy @big2.npy --equal-nan                | 1 | first difference at [1]: 9007199254740993 and 9007199254740992",
        "@big.npy @big2.npy --atol 1                   | 0 | ''",
        "@ints.npy @floats.npy                         | 1 | the shapes are [2, 3] and [4]",
        "@two.npz @two.safetensors --equal-nan         | 0 | ''",
        "@two.npz @two.safetensors                     | 1 | b: first difference at [1]: NaN and NaN",
        "@two.npz @one.npz                             | 1 | only @two.npz has \"b\"",
        "@ints.npy @two.npz                            | 1 | only @ints.npy has an array without a name",
        "@two.npz @ints.npy --name w                   | 0 | ''",
      })
  void diffTellsTheFirstDifferenceAndEndsWithOne(String words, int code, String out) {
    Run run = run("diff " + words);
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isEqualTo(out.isEmpty() ? "" : out + "\n");
    assertThat(run.code()).isEqualTo(code);
  }

  @Test
  void diffIsJson() {
    prints("diff --json @ints.npy @f.npy", "{\"equal\":true}\n");
    assertThat(run("diff --json @big.npy @big2.npy").out())
        .startsWith("{\"equal\":false,\"difference\":\"value\",")
        .endsWith("\"index\":[1],\"a\":9007199254740993,\"b\":9007199254740992}\n");
  }

  @Test
  void diffFindsOneItemInManyBlocks() throws IOException {
    double[] a = new double[100_000];
    double[] b = a.clone();
    b[87_654] = 1;
    Npy.write(at("many.npy"), NdView.of(a).reshape(100, 1000));
    Npy.write(at("other.npy"), NdView.of(b).reshape(100, 1000));
    String out = "first difference at [87, 654]: 0.0 and 1.0\n";
    assertThat(run("diff @many.npy @other.npy")).isEqualTo(new Run(1, out, ""));
    assertThat(run("diff @many.npy @other.npy --atol 0.5")).isEqualTo(new Run(1, out, ""));
    prints("diff @many.npy @other.npy --atol 1", "");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "info                                        | Missing required parameter",
        "info @missing                               | no such file",
        "info @nothing                               | begins with no byte",
        "info @raw.bin                               | begins with 01 00 02 00 03 00 04 00",
        "info @damaged.npy                           | damaged.npy",
        "info @damaged.json                          | format",
        "info @short.idx                             | has 2 bytes from 12 on",
        "info @cut.idx                               | ends in the lengths of its 2 dimensions",
        "info @raw.bin --format <i --shape 3         | have 12",
        "info @raw.bin --format <3s                  | have 6",
        "info @raw.bin --format B --offset 9         | lies outside the 8 bytes",
        "info @raw.bin --format nonsense             | nonsense",
        "info @ints.npy --shape 6                    | add --format",
        "info @ints.npy --name w                     | has no name such as",
        "head @two.npz                               | has 2 arrays: w, b; --name chooses one",
        "head @two.npz --name x                      | has no array \"x\" among its 2: w, b",
        "head @ints.npy 5                            | 5",
        "head @ints.npy 1:nonsense                   | nonsense",
        "head @ints.npy 0 1                          | 1",
        "stats @ints.npy --per 7                     | 7",
        "stats @ints.npy --per x                     | 'x' is no integer",
        "hex @ints.npy --limit -1                    | --limit is -1",
        "slice @ints.npy 0 @out.txt                  | ends in none of",
        "slice @missing 0 @out.npy                   | no such file",
        "slice @ints.npy 0 @nowhere/out.npy          | @nowhere/out.npy: its folder is not there",
        "convert @two.npz @out.npy                   | has 2 arrays",
        "convert @ints.npy @out.png                  | format",
        "convert @ints.npy @out.npy --rule no        | --rule",
        "convert @floats.npy @out.npy --dtype int8   | '<d' to 'b' is not allowed by the rule same_kind; --rule unsafe allows",
        "diff @ints.npy                              | Missing required parameter",
        "diff @ints.npy @ints.npy --rtol -1          | not both 0 or more",
        "nonsense                                    | 'nonsense' is none of the commands info, head, stats,",
        "inf @ints.npy                               | 'inf' is none of the commands info, head, stats,",
        "--nonsense                                  | '--nonsense' is no option",
      })
  void anErrorIsOneLineAndTheExitCodeIsTwo(String words, String message) {
    Run run = run(words);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("ndview: ").contains(message).hasLineCount(1);
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void withoutACommandTheUsageIsAnError() {
    Run run = run("");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).startsWith("Usage: ndview").contains("info", "convert");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "info", "diff"})
  void eachCommandTellsTheVersionOfTheProgram(String command) {
    Run run = run(command + " --version");
    assertThat(run.code()).isZero();
    assertThat(run.out()).startsWith("ndview 0.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "info",
        "head",
        "stats",
        "show",
        "hex",
        "slice",
        "convert",
        "diff",
        "completion",
        "manual"
      })
  void eachCommandHasHelp(String command) {
    Run run = run(command + " --help");
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith("Usage: ndview" + (command.isEmpty() ? "" : " " + command));
  }
}
