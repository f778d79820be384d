package org.ndview.faults;

import java.io.IOException;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.ndview.Casting;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.Order;
import org.ndview.Scaling;
import org.ndview.Views;
import org.ndview.format.Format;
import org.ndview.json.Storage;
import org.ndview.json.ViewMetadata;

/** Calls of every kind, each with what it reads and what it writes. */
final class AllocatingCalls {
  private static final Map<String, Call> ALL = new LinkedHashMap<>();

  private AllocatingCalls() {}

  static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  static Call named(String name) {
    return ALL.get(name);
  }

  static {
    ALL.put("of an array", s -> NdView.of(new int[] {1, 2, 3}));
    ALL.put("of nested arrays", s -> NdView.ofRows(new float[][][] {{{1}, {2}}, {{3}, {4}}}));
    ALL.put("allocate, small", s -> NdView.allocate("T{h:a:d:b:}", 3, 4));
    ALL.put("allocate, large", s -> NdView.allocate("d", 3000, 1000));
    ALL.put("copy", s -> s.source().transpose().copy());
    ALL.put("copy of rows", s -> s.rows().copy(Order.F));
    ALL.put("slice text", s -> s.source().slice("::-2, 3:, ..., 1"));
    ALL.put("slice of rows", s -> s.rows().slice("1:, ::-1"));
    ALL.put("permute", s -> s.source().permute(2, 0, 1));
    ALL.put("reshape", s -> s.source().reshape(1200, 3));
    ALL.put("cast", s -> s.source().cast("B").cast("h", 20, 60, 6));
    ALL.put("view as", s -> s.source().viewAs("T{H:lo:H:hi:}").field("hi"));
    ALL.put("windows", s -> s.source().windows(0, 5).toBytes());
    ALL.put("broadcast", s -> s.source().slice(":, :1").broadcastTo(40, 30, 3).hex());
    ALL.put(
        "as strided",
        s -> s.source().asStrided(Format.parse("i"), Layout.contiguous(Order.F, 4, 3, 3)));
    ALL.put(
        "a format not seen before",
        s -> Format.parse("T{i:q%d:}".formatted(System.nanoTime())).itemsize());
    ALL.put("get", s -> s.records().get(7).toString());
    write("set", Scene::records, (s, t) -> t.set(t.get(5), 6));
    ALL.put("get of rows", s -> s.rows().get(1, 1));
    ALL.put("to list", s -> s.source().slice(":5").toList());
    ALL.put("to list of records", s -> s.records().slice(":20").toList());
    ALL.put("to array", s -> s.source().permute(1, 0, 2).toArray());
    ALL.put("to bytes", s -> s.source().slice("::-1").toBytes(Order.F));
    ALL.put("hex", s -> s.source().slice("::-1").hex(':', 4));
    ALL.put("print", s -> s.records().toString() + s.source() + s.floats());
    ALL.put("iterate", s -> s.rows().iterator().next());
    ALL.put("equal", s -> s.source().contentEquals(s.target()));
    ALL.put("equal, mixed", s -> s.source().transpose().contentEquals(s.floats().transpose()));
    ALL.put("equal records", s -> s.records().contentEquals(s.records().slice("::-1")));
    ALL.put("count", s -> s.source().count(37) + s.records().slice("::2").field("b").count(0.25));
    ALL.put("index of", s -> s.source().permute(2, 1, 0).indexOf(250));
    ALL.put("statistics", s -> s.source().statistics(2).toString());
    ALL.put("statistics of a field", s -> s.records().field("b").statistics().toString());
    write("assign", Scene::target, (s, t) -> t.assign(s.source()));
    write("assign, turned", Scene::target, (s, t) -> t.assign(s.source().flip(0, 1)));
    write("assign, over itself", Scene::target, (s, t) -> t.slice("1:").assign(t.slice(":-1")));
    write("assign to rows", Scene::rows, (s, t) -> t.assign(s.source().slice(":3, :3, 0")));
    write("fill", Scene::target, (s, t) -> t.slice(":, ::2").fill(9));
    write("fill records", Scene::records, (s, t) -> t.fill(s.records().get(5)));
    write("convert", Scene::floats, (s, t) -> s.source().convertTo(t));
    write(
        "convert, scaled, channels turned",
        Scene::floats,
        (s, t) ->
            s.source()
                .convertTo(
                    t,
                    Casting.SAME_KIND,
                    Scaling.perIndex(new double[] {1, 2, 3}, new double[] {0, 1, 2}, 2)));
    write(
        "convert, each number looked at",
        Scene::target,
        (s, t) -> s.floats().flip(2).convertTo(t, Casting.SATURATING));
    write(
        "convert a field",
        Scene::floats,
        (s, t) ->
            s.records()
                .field("b")
                .convertTo(t.slice(":, :, 0").reshape(1200).slice(":300"), Casting.SAME_KIND));
    write("convert records", Scene::records, (s, t) -> t.slice("::-1").convertTo(t));
    write("take", Scene::target, (s, t) -> s.source().take(indices(), 0, t));
    write(
        "take, scaled",
        Scene::floats,
        (s, t) -> s.source().takeTo(indices(), 0, t, Casting.SAME_KIND, Scaling.of(0.5, 1)));
    write(
        "take of records",
        Scene::records,
        (s, t) -> t.take(new long[] {3, 1, 2}, 0, t.slice(":3")));
    ALL.put("concatenate", s -> Views.concatenate(1, s.source(), s.target()));
    ALL.put("stack", s -> Views.stack(-1, s.source(), s.target()));
    ALL.put("one hot", s -> Views.oneHot(s.records().field("a"), "f", 300));
    ALL.put("metadata", s -> s.records().slice("::-2").metadata().toJson());
    ALL.put(
        "an inline document",
        s ->
            ViewMetadata.parse(
                    ViewMetadata.inlineWithSha256(s.source().transpose(), Storage.C).toJson())
                .open());
    ALL.put("segment", s -> s.source().segment().byteSize());
    ALL.put("byte buffer", s -> s.source().asByteBuffer().remaining());
    ALL.put(
        "hold",
        s -> {
          s.source().hold(() -> false).close();
          return "held";
        });
    ALL.put(
        "map",
        s -> {
          Path file = Files.write(s.folder().resolve("raw"), new byte[] {1, 2, 3, 4});
          try (NdView view = NdView.map(file, MapMode.READ_WRITE, 0, 4)) {
            return view.hex();
          }
        });
    for (Writers writer : Writers.values()) {
      ALL.put(
          "write and read " + writer,
          s -> {
            Path file = s.folder().resolve(writer.fileName());
            NdView bytes = s.source().viewAs("T{B:a:3x}").field("a");
            writer.write(file, bytes);
            return writer.read(file);
          });
    }
  }

  private static long[] indices() {
    long[] indices = new long[40];
    Arrays.setAll(indices, i -> i * 7 % 40);
    return indices;
  }

  private static void write(String name, Function<Scene, NdView> target, Write write) {
    ALL.put(name, new Writing(target, write));
  }

  /** One call. */
  interface Call {
    /** {@return its answer: a view, an array, a list, text} */
    Object of(Scene scene) throws IOException;

    /** {@return the view that it writes to; empty where it reads} */
    default Optional<NdView> target(Scene scene) {
      return Optional.empty();
    }
  }

  /** What writes. */
  private interface Write {
    void to(Scene scene, NdView target);
  }

  private record Writing(Function<Scene, NdView> chosen, Write write) implements Call {
    @Override
    public Object of(Scene scene) {
      NdView target = chosen.apply(scene);
      write.to(scene, target);
      return target;
    }

    @Override
    public Optional<NdView> target(Scene scene) {
      return Optional.of(chosen.apply(scene));
    }
  }
}
