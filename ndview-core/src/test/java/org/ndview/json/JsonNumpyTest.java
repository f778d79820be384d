package org.ndview.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.format.Compound;
import org.ndview.format.Field;
import org.ndview.format.Format;
import org.ndview.format.SubArray;
import org.ndview.npy.NumpyDtype;
import org.ndview.testing.Python;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The Python of docs/json.md, run by the NumPy of this machine in both directions. */
@EnabledIf("numpyIsHere")
class JsonNumpyTest {
  private static final Pattern BLOCK = Pattern.compile("```python\\R(.*?)```", Pattern.DOTALL);

  /** Padding is nobody's: NumPy copies it, or not. */
  private static final String ITEMS =
      """

      def items(v):
          def fill(to, of):
              if of.dtype.names is None:
                  to[...] = of
              else:
                  for name in of.dtype.names:
                      fill(to[name], of[name])
          a = np.zeros(v.shape, v.dtype)
          fill(a, v)
          return a.tobytes().hex()

      """;

  /** Prints an array that the documents of a line describe: dtype, shape, strides, items. */
  private static final String REBUILD =
      """
      import sys
      for line in sys.stdin:
          d = json.loads(line)
          if "data" in d and "uri" in d["data"]:
              with open(sys.argv[1] + "/" + d["data"]["uri"], "rb") as f:
                  b = f.read()
          else:
              b = block(d)
          a = array(d, b)
          assert a.nbytes == d["nbytes"]
          assert "indirect" in d or a.flags.c_contiguous == d["contiguous"]["c"] or a.shape != tuple(d["shape"])
          print(json.dumps({"dtype": str(a.dtype), "shape": a.shape, "strides": a.strides, "hex": items(a)}))
      """;

  /** Prints documents of many arrays, and what their items are. */
  private static final String WRITE =
      """
      fill = np.random.default_rng(1)
      types = ["?", "i1", "u1", "<i2", ">i2", "<u2", ">u2", "<i4", ">i4", "<u4", ">u4", "<i8", ">i8", "<u8", ">u8",
               "<f2", ">f2", "<f4", ">f4", "<f8", ">f8", "<c8", ">c8", "<c16", ">c16", "S1", "S5", "<U1", "<U3", ">U3", "V7",
               np.dtype([("a", "i1"), ("b", "<i4")]), np.dtype([("a", "i1"), ("b", "<i4")], align=True),
               np.dtype([("a", ">f8"), ("m", ">i2", (2, 3)), ("s", "S3"), ("u", "<U2")]),
               np.dtype([("p", [("x", "<f4"), ("y", "i1")], (2,)), ("q", "<f2")]),
               np.dtype([("n", np.dtype([("x", "i1"), ("y", "<f8")], align=True)), ("v", "V3"), ("t", "?")], align=True),
               np.dtype({"names": ["a", "b"], "formats": ["<i2", ">u4"], "offsets": [3, 8], "itemsize": 16})]
      for t in map(np.dtype, types):
          raw = fill.integers(0, 2, 60 * t.itemsize, dtype="u1")
          if "U" in str(t):
              raw[:] = 0
          a = np.frombuffer(raw.tobytes(), t)[:60].reshape(3, 4, 5)
          raw = bytes.fromhex(items(a))
          a = np.frombuffer(raw, t).reshape(3, 4, 5)
          w = np.frombuffer(bytearray(raw), t).reshape(3, 4, 5)
          for v in (a, w, np.asfortranarray(a), a.T, a[::-1], a[:, ::2, ::-1], a[1, 2, 3:4].reshape(()), a[:0], a[:, :, 2:2],
                    a[1:2, 1], np.broadcast_to(a[0, 0], (2, 5)), np.lib.stride_tricks.as_strided(a, (4, 2), (t.itemsize, t.itemsize)),
                    w.transpose(1, 2, 0)[1:, ::-2]):
              d = document(v)
              d["expected"] = {"tobytes": items(v), "F": items(v.T), "c": v.flags.c_contiguous, "f": v.flags.f_contiguous}
              print(json.dumps(d))
      """;

  static boolean numpyIsHere() {
    return Python.runs(
        "import numpy.lib.format as f, numpy as n; f.descr_to_dtype; n.lib.array_utils.byte_bounds");
  }

  private static String python() throws Exception {
    StringBuilder code = new StringBuilder();
    Matcher blocks = BLOCK.matcher(Files.readString(Path.of("../docs/json.md")));
    while (blocks.find()) {
      code.append(blocks.group(1)).append('\n');
    }
    assertThat(code).contains("def array", "def document", "def rows");
    return code.toString();
  }

  private static List<NdView> views() {
    List<NdView> views = new ArrayList<>();
    for (String format :
        new String[] {
          "?",
          "b",
          "B",
          "<h",
          ">h",
          "<H",
          ">H",
          "<i",
          ">i",
          "<I",
          ">I",
          "l",
          "<q",
          ">q",
          "<Q",
          ">Q",
          "e",
          ">e",
          "f",
          ">f",
          "d",
          ">d",
          "Zf",
          ">Zf",
          "Zd",
          ">Zd",
          "s",
          "5s",
          "c",
          "<3w",
          ">2w",
          "T{b:a:i:b:}",
          "T{>d:x:(2,3)<h:m:3s:s:<2w:u:}",
          "T{T{b:x:d:y:}:n:3x?:t:}",
          "(2,3)h",
          "[bytes;7]",
          "3h",
          "i4x"
        }) {
      NdView whole = NdView.allocate(format, 3, 4, 5);
      for (int i = 0; i < whole.nbytes() && !format.contains("w"); i++) {
        whole.segment().set(ValueLayout.JAVA_BYTE, i, (byte) (i % 7 % 2));
      }
      views.add(whole);
      for (String slice :
          new String[] {
            "::-1", ":, ::2, ::-1", "1, 2, 3", ":0", "..., 2:2", "1:2, 1", "newaxis, ::2"
          }) {
        views.add(whole.slice(slice));
      }
      views.add(whole.transpose());
      views.add(whole.copy(Order.F));
      views.add(whole.slice("0, 0").broadcastTo(2, 5));
      views.add(whole.toReadOnly().permute(1, 2, 0).slice("1:, ::-2"));
    }
    NdView rows = NdView.ofRows(new int[][][] {{{1, 2, 3}, {4, 5, 6}}, {{7, 8, 9}, {10, 11, 12}}});
    for (String slice :
        new String[] {
          "...", "::-1", "..., ::-1", ":, 1:, 1:", "1", "..., 0:0", "0:0", "..., 2:0:-1", ":, :, 1"
        }) {
      views.add(rows.slice(slice));
    }
    for (long seed = 0; seed < 200; seed++) {
      NdView view = ViewMetadataPropertiesTest.randomView(seed);
      if (NumpyDtype.find(view.format().canonical()).isPresent()) {
        views.add(view);
      }
    }
    views.add(NdView.ofRows(new double[][] {{1.5, 2}, {3, 4}, {5, 6}}));
    return views;
  }

  /** The items' bytes in C order, with zeros for padding. */
  private static String items(NdView view) {
    byte[] bytes = view.toBytes();
    boolean[] values = new boolean[(int) view.itemsize()];
    mark(view.format(), 0, values);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = values[i % values.length] ? bytes[i] : 0;
    }
    return HexFormat.of().formatHex(bytes);
  }

  /** Which bytes of an item are not padding. */
  private static void mark(Format format, int at, boolean[] values) {
    switch (format) {
      case Compound compound -> {
        for (Field field : compound.fields()) {
          for (int i = 0; i < field.count() && !field.isPadding(); i++) {
            int size = (int) (field.itemsize() / field.count());
            mark(field.format(), (int) field.offset() + at + i * size, values);
          }
        }
      }
      case SubArray array -> {
        int size = (int) array.element().itemsize();
        for (int i = 0; i < array.itemsize(); i += size) {
          mark(array.element(), at + i, values);
        }
      }
      default -> Arrays.fill(values, at, at + (int) format.itemsize(), true);
    }
  }

  @Test
  void numpyRebuildsWhatJavaWrites(@TempDir Path folder) throws Exception {
    List<String> documents = new ArrayList<>();
    List<NdView> expected = new ArrayList<>();
    for (NdView view : views()) {
      for (Storage storage : Storage.values()) {
        ViewMetadata metadata = ViewMetadata.inlineWithSha256(view, storage);
        documents.add(metadata.toJson());
        expected.add(view);
      }
      String name = "v" + documents.size();
      if (view.size() > 0 && documents.size() % 5 == 0) {
        ViewFiles.write(folder.resolve(name + ".json"), view, Storage.AS_IT_LIES);
        documents.add(Files.readString(folder.resolve(name + ".json")).strip());
        expected.add(view);
      }
    }
    List<String> answers = run(python() + ITEMS + REBUILD, folder, documents);
    assertThat(answers).hasSameSizeAs(documents);
    for (int i = 0; i < answers.size(); i++) {
      assertThat(Schemas.errors(documents.get(i))).isEmpty();
      JsonNode answer = JsonMapper.shared().readTree(answers.get(i));
      NdView view = expected.get(i);
      JsonNode document = JsonMapper.shared().readTree(documents.get(i));
      assertThat(answer.get("hex").asString()).as(documents.get(i)).isEqualTo(items(view));
      if (!document.has("indirect") && !view.format().toString().startsWith("(")) {
        assertThat(answer.get("shape")).isEqualTo(document.get("shape"));
        assertThat(answer.get("strides")).isEqualTo(document.get("strides"));
      }
    }
  }

  @Test
  void javaRebuildsWhatNumpyWrites(@TempDir Path folder) throws Exception {
    List<String> lines = run(python() + ITEMS + WRITE, folder, List.of());
    assertThat(lines).hasSize(37 * 13);
    for (String line : lines) {
      var document = (ObjectNode) JsonMapper.shared().readTree(line);
      JsonNode expected = document.remove("expected");
      String json = document.toString();
      assertThat(Schemas.errors(json)).isEmpty();
      ViewMetadata metadata = ViewMetadata.parse(json);
      NdView view = metadata.open();
      assertThat(metadata.strides())
          .isEqualTo(document.get("strides").valueStream().map(JsonNode::asLong).toList());
      assertThat(items(view)).as(json).isEqualTo(expected.get("tobytes").asString());
      assertThat(items(view.transpose())).isEqualTo(expected.get("F").asString());
      assertThat(view.isCContiguous()).isEqualTo(expected.get("c").asBoolean());
      assertThat(view.isFContiguous()).isEqualTo(expected.get("f").asBoolean());
      // and what Java says of it is what Python said
      JsonNode again =
          JsonMapper.shared().readTree(ViewMetadata.inline(view, Storage.AS_IT_LIES).toJson());
      for (String key :
          List.of(
              "itemsize",
              "shape",
              "strides",
              "offset",
              "nbytes",
              "extent",
              "numpy",
              "readonly",
              "data")) {
        assertThat(again.get(key)).as(key + " of " + json).isEqualTo(document.get(key));
      }
    }
  }

  /** In a file: code and documents are longer than a command line. */
  private static List<String> run(String code, Path folder, List<String> input) throws Exception {
    Path script = folder.resolve("script.py");
    Files.writeString(script, code);
    return Python.run(List.of(script.toString(), folder.toString()), input);
  }
}
