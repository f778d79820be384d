package org.ndview.fuzz;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.format.Format;

/** New memory of a kind, and a first view of it. */
final class MakeOps {
  private MakeOps() {}

  static void make(Machine m) throws java.io.IOException {
    if (m.used() >= Machine.MOST_MEMORIES) {
      LifeOps.endOne(m);
    }
    switch (m.c.below(12)) {
      case 0, 1, 2, 3 -> segment(m);
      case 4 -> {
        if (m.c.oneIn(4)) {
          BufferOps.texts(m);
        } else {
          BufferOps.array(m);
        }
      }
      case 5 -> BufferOps.bytes(m);
      case 6 -> BufferOps.typed(m);
      case 7, 8 -> allocate(m);
      case 9 -> PointerOps.rows(m);
      case 10 -> PointerOps.pointers(m);
      default -> {
        if (m.c.oneIn(12)) {
          FileOps.map(m);
        } else {
          segment(m);
        }
      }
    }
  }

  /** Memory of an arena or array with room around, and a view of any layout. */
  private static void segment(Machine m) {
    Choices c = m.c;
    Item item = Items.any(c);
    int size = item.size() + (c.oneIn(15) ? c.between(1, 3) : 0);
    Layouts.Placed placed = Layouts.any(m, size, Layouts.shape(m, 0));
    int before = c.oneIn(3) ? c.below(9) : 0;
    int length = (int) (before - placed.low() + placed.high()) + (c.oneIn(3) ? c.below(9) : 0);
    Mem mem = memory(m, Contents.any(c, item), length);
    long offset = before - placed.low();
    boolean readOnly = c.oneIn(8);
    boolean plain =
        Arrays.equals(placed.strides(), Model.contiguous(size, false, placed.shape()))
            && size == item.size();
    String memory =
        "m%d.asSlice(%d, %d)".formatted(mem.id, mem.start, length)
            + (readOnly ? ".asReadOnly()" : "");
    MemorySegment part = readOnly ? mem.part().asReadOnly() : mem.part();
    Model model =
        Model.of(
            item, size, mem.id, mem.start + offset, placed.shape(), placed.strides(), readOnly);
    int id = m.name();
    if (plain && before == 0 && c.oneIn(2)) {
      NdView view =
          (NdView)
              m.call(
                  Refusals.none(),
                  () ->
                      "NdView v%d = NdView.of(%s, \"%s\"%s);"
                          .formatted(id, memory, item.text(), Lib.more(placed.shape())),
                  () -> NdView.of(part, item.text(), placed.shape()));
      m.add(view, model, mem.life, mem, mem.start, length, id);
      return;
    }
    long wrong = c.oneIn(40) && model.count() > 0 ? length : 0;
    String layout =
        "Layout.of(%d, %dL, %s, %s)"
            .formatted(
                size, offset + wrong, Lib.longs(placed.shape()), Lib.longs(placed.strides()));
    Refusals refusals = Refusals.none().outside(wrong > 0);
    Mem.Life life = mem.life;
    AtomicBoolean gone = new AtomicBoolean();
    boolean guarded = c.oneIn(10);
    if (guarded) {
      int g = m.name();
      m.say(() -> "AtomicBoolean g" + g + " = new AtomicBoolean();");
      life = new Mem.Life(mem.life, () -> gone.set(true), "g" + g + ".set(true);");
      m.lives.add(life);
    }
    String guard =
        guarded
            ? ", \"it\", () -> { if ("
                + life.code.replace(".set(true);", ".get()")
                + ") throw new IllegalStateException(); }"
            : "";
    Object view =
        m.call(
            refusals,
            () ->
                "NdView v%d = NdView.of(%s, Format.parse(\"%s\"), %s%s);"
                    .formatted(id, memory, item.text(), layout, guard),
            () -> {
              Format format = Format.parse(item.text());
              Layout made = Layout.of(size, offset + wrong, placed.shape(), placed.strides());
              return guarded
                  ? NdView.of(
                      part,
                      format,
                      made,
                      "it",
                      () -> {
                        if (gone.get()) {
                          throw new IllegalStateException("gone");
                        }
                      })
                  : NdView.of(part, format, made);
            });
    if (view != Machine.REFUSED) {
      m.add((NdView) view, model, life, mem, mem.start, length, id);
    }
  }

  /** Memory with room around it. */
  static Mem memory(Machine m, Contents contents, int length) {
    Choices c = m.c;
    int start = Mem.GUARD + (c.oneIn(3) ? c.below(8) : 0);
    int whole = start + length + Mem.GUARD;
    byte[] bytes = contents.bytes(whole);
    int id = m.memories.size();
    String content = contents.code(whole);
    int kind = c.below(5);
    if (kind < 2) {
      byte[] array = bytes.clone();
      m.say(() -> "MemorySegment m%d = MemorySegment.ofArray(%s);".formatted(id, content));
      return m.memory(bytes, start, length, MemorySegment.ofArray(array), Mem.Life.endless());
    }
    Arena arena = kind == 2 ? Arena.ofConfined() : kind == 3 ? Arena.ofShared() : Arena.ofAuto();
    String text = kind == 2 ? "ofConfined" : kind == 3 ? "ofShared" : "ofAuto";
    m.say(() -> "Arena a%d = Arena.%s();".formatted(id, text));
    m.say(() ->
        "MemorySegment m%d = copied(a%d.allocate(%d, 8), %s);".formatted(id, id, whole, content));
    MemorySegment memory = arena.allocate(whole, 8);
    MemorySegment.copy(MemorySegment.ofArray(bytes), 0, memory, 0, whole);
    Mem.Life life =
        kind == 4 ? Mem.Life.endless() : new Mem.Life(arena::close, "a" + id + ".close();");
    return m.memory(bytes, start, length, memory, life);
  }

  /** The library's own memory: nothing can be seen around it. */
  private static void allocate(Machine m) {
    Choices c = m.c;
    Item item = Items.any(c);
    long[] shape = Layouts.shape(m, 0);
    int id = m.name();
    boolean inArena = c.oneIn(3);
    int memory = m.memories.size();
    boolean confined = inArena && c.oneIn(2);
    Arena arena = inArena ? confined ? Arena.ofConfined() : Arena.ofShared() : null;
    if (inArena) {
      m.say(
          () -> "Arena a%d = Arena.%s();".formatted(memory, confined ? "ofConfined" : "ofShared"));
    }
    NdView view =
        (NdView)
            m.call(
                Refusals.none(),
                () ->
                    "NdView v%d = NdView.allocate(%s\"%s\"%s);"
                        .formatted(
                            id, inArena ? "a" + memory + ", " : "", item.text(), Lib.more(shape)),
                () ->
                    arena == null
                        ? NdView.allocate(item.text(), shape)
                        : NdView.allocate(arena, item.text(), shape));
    Mem.Life life =
        arena == null
            ? new Mem.Life(view::close, "v" + id + ".close();")
            : new Mem.Life(arena::close, "a" + memory + ".close();");
    own(m, view, item, shape, false, life, id).owns = arena == null;
  }

  /** A view that the library made over memory of its own, and what that must hold: zeros. */
  static Pair own(
      Machine m, NdView view, Item item, long[] shape, boolean fortran, Mem.Life life, int id) {
    int length = (int) Model.product(shape) * item.size();
    MemorySegment segment = view.segment();
    Machine.check(segment.byteSize() >= length, "bytes of the segment", length, segment.byteSize());
    Mem mem = m.memory(new byte[length], 0, length, segment.asSlice(0, length), life);
    Model model =
        Model.of(
            item,
            item.size(),
            mem.id,
            0,
            shape,
            Model.contiguous(item.size(), fortran, shape),
            view.isReadOnly());
    return m.add(view, model, life, mem, 0, length, id);
  }
}
