package org.ndview;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ndview.format.Format;

/**
 * Runs every operation on a mapped file until it is compiled, cuts the file short, and prints what
 * each operation does then.
 */
public final class CutFileProgram {
  private static final int BYTES = 1 << 16;

  /** What is left of the file: a page. */
  private static final int LEFT = 4096;

  private static final NdView NEW = NdView.allocate("B", BYTES);
  private static final NdView HEAP = NdView.of(new byte[BYTES]).cast("B");
  private static final NdView FLOATS = NdView.allocate("f", BYTES);

  /** Takes results, so that nothing is left out by the compiler. */
  private static volatile Object result = "";

  private interface Operation {
    Object on(NdView mapped);
  }

  private static Object done(Runnable work) {
    work.run();
    return "";
  }

  private static NdView square(NdView view) {
    return view.cast("f", 128, 128);
  }

  private static Map<String, Operation> operations() {
    Map<String, Operation> all = new LinkedHashMap<>();
    all.put("contentEquals", v -> v.contentEquals(NEW));
    all.put("contentEquals of an array", HEAP::contentEquals);
    all.put("contentEquals of floats", v -> v.cast("f").contentEquals(NEW.cast("f")));
    all.put("contentEquals transposed", v -> square(v).transpose().contentEquals(square(NEW)));
    all.put("contentEquals of two formats", v -> v.cast("f").contentEquals(NEW.cast("i")));
    all.put("contentEquals of bytes", v -> v.cast("8s").contentEquals(NEW.cast("8s")));
    all.put("contentEquals of no values", v -> v.cast("O").contentEquals(NEW.cast("O")));
    all.put("contentEquals PARALLEL", v -> v.contentEquals(NEW, Execution.PARALLEL));
    all.put("copy", v -> done(() -> v.copy().close()));
    all.put("assign from", v -> done(() -> NEW.assign(v)));
    all.put("assign to", v -> done(() -> v.assign(NEW)));
    all.put("assign to an array", v -> done(() -> HEAP.assign(v)));
    all.put("assign PARALLEL", v -> done(() -> NEW.assign(v, Execution.PARALLEL)));
    all.put("assign transposed", v -> done(() -> square(NEW).assign(square(v).transpose())));
    all.put("assign to transposed", v -> done(() -> square(v).assign(square(NEW).transpose())));
    all.put("assign reversed", v -> done(() -> NEW.assign(v.slice("::-1"))));
    all.put("assign every third", v -> done(() -> NEW.slice("::3").assign(v.slice("::3"))));
    all.put("assign every tenth", v -> done(() -> NEW.slice("::10").assign(v.slice("::10"))));
    all.put("convertTo", v -> done(() -> v.convertTo(FLOATS)));
    all.put(
        "convertTo into the file",
        v -> done(() -> NEW.cast("f").convertTo(v.cast("i"), Casting.UNSAFE)));
    all.put("convertTo another byte order", v -> done(() -> swapped(NEW).convertTo(v.cast("i"))));
    all.put("count", v -> v.count(7));
    all.put("count of floats", v -> v.cast("f").count(7));
    all.put("count of bytes", v -> v.cast("8s").count(new byte[8]));
    all.put("contains", v -> v.contains(7));
    all.put("indexOf", v -> v.indexOf(7));
    all.put("toBytes", NdView::toBytes);
    all.put("toBytes F", v -> square(v).toBytes(Order.F));
    all.put("toArray", NdView::toArray);
    all.put("toList", NdView::toList);
    all.put("toList of bytes", v -> v.cast("8s").toList());
    all.put("hex", NdView::hex);
    all.put("hex in groups", v -> v.hex(':', 4));
    all.put("toString", NdView::toString);
    all.put("getInt", v -> v.getInt(BYTES - 1));
    all.put("get", v -> v.get(BYTES - 1));
    all.put("get bytes", v -> v.cast("128s").get(BYTES / 128 - 1));
    all.put("setInt", v -> done(() -> v.setInt(1, BYTES - 1)));
    all.put("set", v -> done(() -> v.cast("16s").set(new byte[1], BYTES / 16 - 1)));
    all.put("set bytes", v -> done(() -> v.cast("128s").set(new byte[128], BYTES / 128 - 1)));
    return all;
  }

  private static NdView swapped(NdView view) {
    return view.asStrided(Format.parse(">i"), view.cast("i").layout());
  }

  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    int rounds = Integer.parseInt(args[1]);
    Files.write(file, new byte[BYTES]);
    NdView mapped = NdView.map(file, MapMode.READ_WRITE, 0, BYTES);
    Map<String, Operation> operations = operations();
    for (Operation operation : operations.values()) {
      for (int i = 0; i < rounds; i++) {
        result = operation.on(mapped);
      }
    }
    try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
      cut.setLength(LEFT);
    }
    operations.forEach((name, operation) -> {
      // what was read behind the end may be anything, a number that is looked for too
      NEW.segment().fill((byte) 0);
      mapped.segment().asSlice(0, LEFT).fill((byte) 0);
      System.out.println(name + " -> " + end(operation, mapped));
    });
    System.out.println("end " + (result != null));
  }

  private static String end(Operation operation, NdView mapped) {
    try {
      result = operation.on(mapped);
      return "no fault: " + result;
    } catch (IllegalStateException | InternalError e) {
      return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
  }
}
