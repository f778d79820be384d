package org.ndview.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.ndview.NdView;
import org.ndview.json.Storage;
import org.ndview.json.ViewMetadata;
import org.ndview.npy.Npy;

/** Files: mapped memory, .npy and JSON documents, there and back. */
final class FileOps {
  private FileOps() {}

  private static final Path FOLDER = folder();

  private static Path folder() {
    try {
      Path folder = Files.createTempDirectory("fuzz");
      folder.toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file(String name) {
    Path file = FOLDER.resolve(name);
    file.toFile().deleteOnExit();
    return file;
  }

  /** A part of a file, mapped; the rest of the file is seen by a mapping of the test's own. */
  static void map(Machine m) throws IOException {
    Choices c = m.c;
    int id = m.name();
    int memory = m.memories.size();
    int length = c.between(0, 100);
    int start = Mem.GUARD + c.below(8);
    byte[] bytes = Contents.any(c, Items.plain(Num.U8)).bytes(start + length + Mem.GUARD);
    Path file = file("mapped" + memory + ".bin");
    Files.write(file, bytes);
    Arena own = Arena.ofShared();
    MemorySegment actual;
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      actual = channel.map(MapMode.READ_WRITE, 0, bytes.length, own);
    }
    boolean readOnly = c.oneIn(3);
    MapMode mode = readOnly ? MapMode.READ_ONLY : MapMode.READ_WRITE;
    m.say(() ->
        "Path m%d = Files.write(Files.createTempFile(null, null), HexFormat.of().parseHex(\"%s\"));"
            .formatted(memory, java.util.HexFormat.of().formatHex(bytes)));
    NdView view =
        (NdView)
            m.call(
                Refusals.none(),
                () ->
                    "NdView v%d = NdView.map(m%d, FileChannel.MapMode.%s, %d, %d);"
                        .formatted(id, memory, mode, start, length),
                () -> NdView.map(file, mode, start, length));
    Mem.Life life =
        new Mem.Life(
            () -> {
              view.close();
              own.close();
            },
            "v" + id + ".close();");
    Mem mem = m.memory(bytes, start, length, actual, life);
    Model model =
        Model.of(
            Items.plain(Num.U8), 1, mem.id, start, new long[] {length}, new long[] {1}, readOnly);
    m.add(view, model, life, mem, start, length, id).owns = true;
  }

  /** What a reader gives: the items of a view, in memory of its own. */
  private static void same(Machine m, Pair p, NdView read, String what) {
    try (read) {
      Machine.check(
          Arrays.equals(read.shape(), p.model.shape()),
          what + " shape",
          p.model.shape(),
          read.shape());
      Machine.check(
          read.format().isEquivalentTo(p.view.format()),
          what + " format",
          p.view.format(),
          read.format());
      byte[] wanted = m.gathered(p.model, false);
      byte[] is = read.toBytes();
      Machine.check(Arrays.equals(wanted, is), what + " items", wanted, is);
    }
  }

  /** Whether a format means something on another machine. */
  private static boolean isPortable(Item item) {
    return switch (item) {
      case Item.Scalar s -> s.type() != Num.LD && !s.text().endsWith("P");
      case Item.Struct s -> s.fields().stream().allMatch(f -> isPortable(f.item()));
      case Item.Array a -> isPortable(a.element());
      case Item.Bytes _, Item.Chars _ -> true;
    };
  }

  static void json(Machine m, Pair p) {
    Storage storage = m.c.of(Storage.C, Storage.F, Storage.AS_IT_LIES);
    Object read =
        m.call(
            Refusals.none().when(!isPortable(p.model.item()), UnsupportedOperationException.class),
            () ->
                "ViewMetadata.parse(ViewMetadata.inline(%s, Storage.%s).toJson()).open();"
                    .formatted(p, storage),
            () -> ViewMetadata.parse(ViewMetadata.inline(p.view, storage).toJson()).open());
    if (read != Machine.REFUSED) {
      same(m, p, (NdView) read, "document's");
    }
  }

  /** A document without the bytes, over the same memory. */
  static void metadata(Machine m, Pair p) {
    if (p.home == null || p.model.pointers() || !isPortable(p.model.item())) {
      return;
    }
    Object read =
        m.call(
            Refusals.none(),
            () -> "ViewMetadata.parse(%s.metadata().toJson()).view(%s.segment());".formatted(p, p),
            () -> ViewMetadata.parse(p.view.metadata().toJson()).view(p.view.segment()));
    NdView view = (NdView) read;
    Machine.check(
        Arrays.equals(view.strides(), p.view.strides()),
        "strides",
        p.view.strides(),
        view.strides());
    Machine.check(
        view.layout().offset() == p.view.layout().offset(),
        "offset",
        p.view.layout().offset(),
        view.layout().offset());
    Machine.check(
        view.isReadOnly() == p.model.readOnly(),
        "isReadOnly",
        p.model.readOnly(),
        view.isReadOnly());
    byte[] wanted = m.gathered(p.model, false);
    byte[] is = view.toBytes();
    Machine.check(Arrays.equals(wanted, is), "items", wanted, is);
  }

  /** NumPy has no bfloat16, no complex halves, and no long doubles that other machines read. */
  static void npy(Machine m, Pair p) {
    if (!(p.model.item() instanceof Item.Scalar s)
        || p.model.size() > s.size()
        || List.of(Num.BF16, Num.C32, Num.LD, Num.CHAR).contains(s.type())) {
      return;
    }
    Path file = file("items.npy");
    Object read =
        m.call(
            Refusals.none(),
            () -> "Npy.write(file, %s); Npy.read(file);".formatted(p),
            () -> {
              Npy.write(file, p.view);
              return Npy.read(file);
            });
    same(m, p, (NdView) read, "file's");
  }
}
