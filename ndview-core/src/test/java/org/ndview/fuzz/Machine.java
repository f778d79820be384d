package org.ndview.fuzz;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.ndview.NdView;

/** Runs the steps of a program, on the library and on the model, and compares all after each. */
final class Machine {
  static final int MOST_VIEWS = 14;
  static final int MOST_MEMORIES = 7;

  /** The most items of a view, for the model to stay quick. */
  final int mostItems;

  /** Whether there are memories beyond every tile and scratch, and threads that help. */
  final boolean large;

  Choices c;
  final List<Mem> memories = new ArrayList<>();
  final List<Pair> views = new ArrayList<>();

  /** What can end. */
  final List<Mem.Life> lives = new ArrayList<>();

  private final List<String> code;
  private int names;

  /** Items where the model has written NaN: any bits of one will do. */
  private final List<long[]> nans = new ArrayList<>();

  Machine(boolean large, boolean tracing) {
    this.large = large;
    mostItems = large ? 1 << 19 : 1200;
    code = tracing ? new ArrayList<>() : null;
  }

  // the program's text

  boolean tracing() {
    return code != null;
  }

  void say(Supplier<String> line) {
    if (code != null) {
      code.add(line.get());
    }
  }

  List<String> code() {
    return code;
  }

  int name() {
    return names++;
  }

  // calls

  /** A call of the library. */
  interface Call {
    Object run() throws Exception;
  }

  /** Stands for a call that was refused as it must be. */
  static final Object REFUSED = new Object();

  /** What a call gives, or REFUSED. */
  Object call(Refusals refusals, Supplier<String> line, Call call) {
    say(() -> line.get() + (refusals.isRefused() ? " // must throw " + refusals : ""));
    Object result;
    try {
      result = call.run();
    } catch (Throwable e) {
      if (refusals.allows(e)) {
        return REFUSED;
      }
      throw new Mismatch(
          (refusals.isRefused() ? "throws another error than " + refusals : "must not throw")
              + ": "
              + e,
          e);
    }
    if (refusals.isRefused()) {
      throw new Mismatch("must throw " + refusals + ", and gave " + Lib.show(result));
    }
    return result;
  }

  /** A call whose result is told by the model. */
  void ask(Refusals refusals, Supplier<String> line, Call call, Supplier<Object> expected) {
    Object result = call(refusals, line, call);
    if (result != REFUSED) {
      Object wanted = expected.get();
      if (!Lib.same(wanted, result)) {
        throw new Mismatch("must be " + Lib.show(wanted) + ", and is " + Lib.show(result));
      }
    }
  }

  static void check(boolean holds, String what, Object wanted, Object is) {
    if (!holds) {
      throw new Mismatch(what + " must be " + Lib.show(wanted) + ", and is " + Lib.show(is));
    }
  }

  // memory and views

  Mem memory(byte[] bytes, int start, int length, MemorySegment actual, Mem.Life life) {
    Mem mem = new Mem(memories.size(), bytes, start, length, actual, life);
    memories.add(mem);
    if (life != Mem.Life.endless()) {
      lives.add(life);
    }
    return mem;
  }

  Pair add(NdView view, Model model, Mem.Life life, Mem home, int from, int length, int id) {
    Pair pair = new Pair(id, view, model, life, home, from, length);
    Attributes.hold(pair);
    views.add(pair);
    if (views.size() > MOST_VIEWS) {
      views.removeFirst();
    }
    return pair;
  }

  /** Memories in use. */
  long used() {
    return memories.stream().filter(mem -> !mem.isOver()).count();
  }

  /** Views of this step alone, with the memory that is theirs. */
  private final List<Pair> brief = new ArrayList<>();

  /** Forgets a view and its memory once the step is done and all memory compared. */
  void briefly(Pair pair) {
    brief.add(pair);
  }

  /** The end of a step. */
  void done() {
    checkMemory();
    for (Pair pair : brief) {
      forget(pair);
      pair.home.forgotten = true;
    }
    brief.clear();
  }

  void forget(Pair pair) {
    views.remove(pair);
  }

  /** A view that is there; null if there is none. */
  Pair view() {
    // from the last, so that programs without their first steps mean the same
    return views.isEmpty() ? null : views.get(views.size() - 1 - c.below(views.size()));
  }

  /** A view made of another one, if the call is not refused. */
  Pair derive(Pair of, Refusals refusals, Supplier<String> line, Call call, Supplier<Model> model) {
    int id = name();
    Object made = call(refusals, () -> "NdView v" + id + " = " + line.get() + ";", call);
    if (made == REFUSED) {
      return null;
    }
    return add((NdView) made, model.get(), of.life, of.home, of.from, of.length, id);
  }

  /** The bytes of an item of the model. */
  byte[] bytes(long place) {
    return memories.get((int) (place >>> 32)).bytes;
  }

  static int offset(long place) {
    return (int) place;
  }

  Object key(Model m, int k) {
    return m.item().key(bytes(m.places()[k]), offset(m.places()[k]));
  }

  Object item(Model m, int k) {
    return m.item().get(bytes(m.places()[k]), offset(m.places()[k]));
  }

  /** The bytes of all items in an order. */
  byte[] gathered(Model m, boolean fortran) {
    byte[] all = new byte[m.count() * m.size()];
    int[] order = fortran ? m.order(true) : null;
    for (int k = 0; k < m.count(); k++) {
      long place = m.places()[order == null ? k : order[k]];
      System.arraycopy(bytes(place), offset(place), all, k * m.size(), m.size());
    }
    return all;
  }

  /** Writes items one after the other in C order. */
  void scatter(byte[] all, Model m) {
    for (int k = 0; k < m.count(); k++) {
      long place = m.places()[k];
      System.arraycopy(all, k * m.size(), bytes(place), offset(place), m.size());
    }
  }

  /** Notes an item that may be NaN. */
  void maybeNan(Item item, long place) {
    switch (item) {
      case Item.Scalar s -> note(s, place);
      case Item.Struct s -> s.fields().forEach(f -> maybeNan(f.item(), place + f.offset()));
      case Item.Array a -> {
        for (int i = 0; i < a.count(); i++) {
          maybeNan(a.element(), place + (long) i * a.element().size());
        }
      }
      case Item.Bytes _, Item.Chars _ -> {}
    }
  }

  private void note(Item.Scalar s, long place) {
    Num part = s.type().part();
    for (int at = 0; at < s.size(); at += part.size) {
      if (part.read(bytes(place), offset(place) + at, s.big()) instanceof Double d && d.isNaN()) {
        nans.add(new long[] {place + at, part.ordinal(), s.big() ? 1 : 0});
      }
    }
  }

  /** Compares all memory with what it must hold, and takes the bits that NaNs have got. */
  void checkMemory() {
    for (long[] nan : nans) {
      Mem mem = memories.get((int) (nan[0] >>> 32));
      Num type = Num.values()[(int) nan[1]];
      if (!mem.isOver()) {
        byte[] is = new byte[type.size];
        MemorySegment.copy(mem.actual, offset(nan[0]), MemorySegment.ofArray(is), 0, type.size);
        if (type.read(is, 0, nan[2] == 1) instanceof Double d && d.isNaN()) {
          System.arraycopy(is, 0, mem.bytes, offset(nan[0]), type.size);
        }
      }
    }
    nans.clear();
    for (Mem mem : memories) {
      if (!mem.isOver()) {
        long at = mem.actual.mismatch(MemorySegment.ofArray(mem.bytes));
        if (at >= 0) {
          throw new Mismatch(difference(mem, (int) at));
        }
      }
    }
  }

  private static String difference(Mem mem, int at) {
    boolean guard = at < mem.start || at >= mem.start + mem.length;
    int end = Math.min(at + 16, mem.bytes.length);
    byte[] is = new byte[end - at];
    MemorySegment.copy(mem.actual, at, MemorySegment.ofArray(is), 0, is.length);
    return "byte %d of memory m%d%s must be %s, and is %s"
        .formatted(
            at - mem.start,
            mem.id,
            guard ? ", outside the view's memory," : "",
            Lib.show(Arrays.copyOfRange(mem.bytes, at, end)),
            Lib.show(is));
  }

  /** Ends what the program made. */
  void close() {
    for (Mem.Life life : lives) {
      if (life.mayEnd()) {
        life.end();
      }
    }
  }
}
