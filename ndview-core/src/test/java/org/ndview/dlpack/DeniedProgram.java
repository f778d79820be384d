package org.ndview.dlpack;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.Callable;
import org.ndview.NdView;
import org.ndview.cpython.CPython;
import org.ndview.cpython.PyBuffer;

/** Every entry to native code, in a JVM that denies it. */
final class DeniedProgram {
  private DeniedProgram() {}

  public static void main(String[] args) {
    NdView view = NdView.allocate("f", 3);
    MemorySegment memory = Arena.ofAuto().allocate(80, 8);
    for (int round = 0; round < 2; round++) {
      tell("load", CPython::load);
      tell("read", () -> PyBuffer.read(memory));
      tell("view", () -> DLPack.view(memory));
      tell("export", () -> DLPack.export(view));
      tell("exportCopy", () -> DLPack.exportCopy(view));
      tell("borrow", () -> NdView.borrow(memory, view.format(), view.layout(), "", () -> {}));
      tell(
          "delete",
          () -> {
            DLPack.delete(memory, TensorStruct.VERSIONED);
            return 0;
          });
    }
    System.out.println("copied " + view.copy().toList());
  }

  private static void tell(String what, Callable<?> call) {
    try {
      System.out.println(what + " gave " + call.call());
    } catch (Throwable e) {
      System.out.println(what + " threw " + e);
    }
  }
}
