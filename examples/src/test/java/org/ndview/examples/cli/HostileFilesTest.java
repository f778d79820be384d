package org.ndview.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.examples.cli.Commands.Run;
import org.ndview.image.Images;
import org.ndview.npy.Compression;
import org.ndview.npy.Npy;
import org.ndview.npy.Npz;

/** Files, names and readers that are not what a command hopes for. */
class HostileFilesTest {
  /** A call of Java, or a constant of a class: what nobody can type. */
  private static final Pattern JAVA =
      Pattern.compile(
          "\\b(field|viewAs|convertTo|get|cast|toBytes|slice|copy)\\(|\\b[A-Z]\\w+\\.[A-Za-z]");

  @TempDir static Path folder;
  private static Commands commands;

  @BeforeAll
  static void files() throws IOException {
    commands = new Commands(folder);
    Npy.write(at("ints.npy"), NdView.of(new int[] {1, 2, 3, 4}).reshape(2, 2));
    Npy.write(at("struct.npy"), NdView.allocate("T{<f:x:T{<h:n:}:in:}", 2));
    Npy.write(at("text.npy"), NdView.allocate("<3w", 2));
    Npy.write(at("bytes.npy"), NdView.allocate("3s", 2));
    Npy.write(at("complex.npy"), NdView.of(new double[] {1, 2, 3, 4}).cast("B").cast("<Zd"));
    Npy.write(at("f.npy"), NdView.of(new double[] {1, 2, 3, 4, 5, 6}).reshape(2, 3).copy(Order.F));
    Npz.write(
        at("mixed.npz"),
        Map.of("numbers", NdView.of(new float[] {1.5f}), "text", NdView.allocate("<3w", 1)),
        Compression.STORED);
    NdView empty = NdView.allocate("[bytes;3]", 2);
    Npy.write(at("void.npy"), empty);
    empty.cast("B").set(7, 5);
    Npy.write(at("void2.npy"), empty);
    Npz.write(at("none.npz"), Map.of(), Compression.STORED);
    Files.createDirectory(at("folder.npy"));
    Files.write(at("a.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0});
    Images.writePng(at("wide.png"), NdView.allocate("B", 10, 100));
    writeHeader("dates.npy", "{'descr': '<M8[D]', 'fortran_order': False, 'shape': (1,), }", 8);
    writeHeader("objects.npy", "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", 8);
  }

  private static void writeHeader(String name, String header, int bytes) throws IOException {
    byte[] text = (header + "\n").getBytes(StandardCharsets.ISO_8859_1);
    byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) text.length, 0};
    try (OutputStream out = Files.newOutputStream(at(name))) {
      out.write(magic);
      out.write(text);
      out.write(new byte[bytes]);
    }
  }

  private static Path at(String name) {
    return folder.resolve(name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "info @folder.npy                            | is a folder, not a file",
        "info @folder.npy --format B                 | is a folder, not a file",
        "info @a.gz                                  | is gzip'd: unpack it first",
        "info @dates.npy                             | --dates-as-integers reads the integers",
        "info @objects.npy                           | holds Python objects",
        "stats @struct.npy                           | --field takes a numeric field",
        "stats @text.npy                             | --view B sees its bytes",
        "stats @complex.npy                          | --view sees its parts as numbers",
        "stats @struct.npy --field y                 | y",
        "stats @struct.npy --field in.m              | m",
        "info @ints.npy --field x                    | x",
        "info @ints.npy --view 3s                    | itemsize must divide the old one: 3 and 4",
        "info @ints.npy --view float33               | neither a format of PEP 3118",
        "head @wide.png --max-pixels 999             | --max-pixels allows more",
        "convert @struct.npy @o.safetensors          | --field takes one of them",
        "convert @struct.npy @o.npy --dtype d        | --field takes a numeric field",
        "convert @text.npy @o.npy --dtype d          | --view B sees its bytes",
        "convert @complex.npy @o.safetensors         | convert with --dtype makes",
        "convert @complex.npy @o.npy --dtype d       | by the rule same_kind; --rule unsafe",
        "convert @f.npy @o.npy --dtype B --scale 99 --rule same_value | --rule unsafe",
        "convert @f.npy @o.png                       | --dtype converts, and show makes",
        "convert @f.npy @o.npy --dtype float33       | bfloat16, bool, complex128",
        "convert @mixed.npz @o.npz --dtype d         | text: ",
        "convert @ints.npy @folder.npy               | is a folder",
        "convert @ints.npy @o.npy --scale x          | 'x' is no number",
        "convert @ints.npy @o.npy --dtype M8[D]      | holds dates",
        "convert @ints.npy @o.npy --dtype f5         | a code of NumPy such as >f8",
        "convert @ints.npy @o.safetensors --order F  | have C order alone",
        "convert @none.npz @o.npy                    | none.npz has no array",
        "head @void.npy                              | hex shows their bytes",
        "head @void.npy --json                       | hex shows their bytes",
        "head -x.npy                                 | '-x.npy' is no option, and a file of such a name stands behind --",
        "info @ints.npy @\0.npy                      | is no name of a file",
        "info @ints.npy --format B --offset x        | 'x' is no integer of 64 bits",
        "convert @ints.npy @ints.npy/o.npy           | its folder is not there",
        "diff @text.npy @text.npy --atol 1           | --view B sees its bytes",
        "info @ints.npy --format B --shape -1        | has a negative length",
        "info @ints.npy --format B --shape 9999999999,9999999999 | have 99999999980000000001",
      })
  void theMessageIsOneLineInTheWordsOfTheCommandLine(String words, String message) {
    Run run = commands.run(words);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("ndview: ").contains(message).hasLineCount(1);
    assertThat(run.err()).doesNotContainPattern(JAVA);
    assertThat(folder.resolve("o.npy")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "head @struct.npy --field in.n --json        | [0,0]",
        "head @complex.npy --view d --json           | [1.0,2.0,3.0,4.0]",
        "head @dates.npy --dates-as-integers --json  | [0]",
        "stats @complex.npy --view d --json          | \"count\":4",
        "info @wide.png --json --max-pixels 5        | [10,100,1]",
        "head @ints.npy 0 --view >u2 --json          | [256,0,512,0]",
        "info @ints.npy --format (2)i1,S3 --offset 139 --shape 1 --json | T{(2)b:f0:3s:f1:}",
        "diff @complex.npy @complex.npy --field x    | ",
      })
  void optionsTellWhatOfAnArrayIsMeant(String words, String out) {
    Run run = commands.run(words);
    if (out == null) {
      assertThat(run.code()).isEqualTo(2);
    } else {
      assertThat(run.err()).isEmpty();
      assertThat(run.out()).contains(out);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "convert @f.npy @c.npy --dtype float32 --json            | \"order\":\"F\"",
        "convert @f.npy @c.npy --dtype float32 --order C --json  | \"order\":\"C\"",
        "convert @f.npy @c.npz --dtype float32 --json            | \"kind\":\"npz\"",
        "convert @f.npy @c.json --json                           | \"order\":\"F\"",
        "convert @f.npy @c.json --order C --json                 | \"order\":\"C\"",
        "convert @ints.npy @c.json --order F --json              | \"order\":\"F\"",
        "convert @f.npy @c.npy --dtype >f4 --json                | \"format\":\">f\"",
        "slice @f.npy 0 @c.npy --json                            | \"shape\":[3]",
        "hex @ints.npy 0 --json                                  | {\"hex\":\"0100000002000000\",\"more\":0}",
      })
  void whatWasWrittenIsTold(String words, String out) {
    Run run = commands.run(words);
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains(out).hasLineCount(1);
  }

  @Test
  void itemsWithoutAValueDifferByTheirBytes() {
    assertThat(commands.run("diff @void.npy @void2.npy"))
        .isEqualTo(new Run(1, "first difference at [1]: 0x000000 and 0x000007\n", ""));
    assertThat(commands.run("diff @void.npy @void2.npy --json").out())
        .endsWith("\"a\":\"0x000000\",\"b\":\"0x000007\"}\n");
  }

  @Test
  void aFileThatIsReadOnlyIsKeptAndCalledSo() {
    commands.run("convert @ints.npy @kept.npy");
    assumeTrue(at("kept.npy").toFile().setReadOnly(), "no file can be read-only");
    Run run = commands.run("convert @f.npy @kept.npy");
    assertThat(run).isEqualTo(new Run(2, "", "ndview: @kept.npy: the file is read-only\n"));
    assertThat(commands.run("diff @ints.npy @kept.npy").code()).isZero();
  }

  @Test
  void aPipeIsRefusedBeforeItsBytesAreLost() throws IOException, InterruptedException {
    Path pipe = at("pipe");
    assumeTrue(started("mkfifo", pipe.toString()), "there is no mkfifo");
    Run run = commands.run("info @pipe");
    assertThat(run.err()).contains("is a pipe or a device").hasLineCount(1);
    Files.delete(pipe);
  }

  private static boolean started(String... words) throws InterruptedException {
    try {
      return new ProcessBuilder(words).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void aNameWithoutCharactersIsFoundInItsFolder() throws IOException, InterruptedException {
    // a byte that UTF-8 has nowhere
    String copy =
        "cd '%s' && mkdir bad && cp ints.npy \"bad/$(printf '\\377').npy\"".formatted(folder);
    assumeTrue(started("sh", "-c", copy), "the file system takes no such name");
    assumeTrue(commands.run("info @bad/\ufffd.npy").err().isEmpty() || isUtf8(), "not UTF-8");
    assertThat(commands.run("info @bad/\ufffd.npy --json").out()).contains("\"shape\":[2,2]");
    started("sh", "-c", "cd '%s' && cp ints.npy \"bad/$(printf '\\376').npy\"".formatted(folder));
    assertThat(commands.run("info @bad/\ufffd.npy").err()).contains("2 files have names");
    started("rm", "-r", at("bad").toString());
  }

  private static boolean isUtf8() {
    return "UTF-8".equalsIgnoreCase(System.getProperty("sun.jnu.encoding"));
  }

  /** Takes some bytes, and then none. */
  private static final class Full extends OutputStream {
    private final String why;

    Full(String why) {
      this.why = why;
    }

    @Override
    public void write(int b) throws IOException {
      throw new IOException(why);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "hex @ints.npy, Broken pipe, 0",
    "--help, Broken pipe, 0",
    "diff @ints.npy @f.npy, The pipe is being closed, 0",
    "completion, Broken pipe, 0",
    "hex @ints.npy, No space left on device, 2",
    "--help, No space left on device, 2",
    "info @ints.npy @ints.npy, No space left on device, 2",
    "manual, Bad file descriptor, 2",
  })
  void aReaderThatEndsIsNoFaultAndADiskThatIsFullIs(String words, String why, int code) {
    StringWriter err = new StringWriter();
    Output output = new Output(new Full(why), StandardCharsets.UTF_8);
    assertThat(commands.run(words, output, err)).isEqualTo(code);
    if (code == 0) {
      assertThat(err.toString()).isEmpty();
    } else {
      assertThat(err.toString()).startsWith("ndview: standard output: " + why).hasLineCount(1);
    }
  }

  @ParameterizedTest
  @CsvSource({"40, 55", "200, 200", "'', 80", "wide, 80", "99999999999, 80"})
  void helpIsAsWideAsTheTerminalSays(String columns, int width) {
    assertThat(NdViewCommand.width(columns)).isEqualTo(width);
  }

  @Test
  void jsonIsAsciiWhateverTheTerminalWrites() {
    assertThat(JsonText.of(Map.of("ü", "\u2028"))).isEqualTo("{\"\\u00FC\":\"\\u2028\"}");
  }
}
