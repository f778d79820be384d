package org.ndview.hostile;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.List;
import org.ndview.NdView;
import org.ndview.cpython.PyBuffer;
import org.ndview.dlpack.DLPack;
import org.ndview.dlpack.TensorStruct;

/** Py_buffer and DLPack's structs. */
final class StructTargets {
  private static final List<String> WORDS =
      List.of(
          " ndim=",
          " shape=",
          " strides=",
          " suboffsets=",
          " format=",
          " len=",
          " itemsize=",
          " lanes=",
          " bits=",
          " code=",
          " offset=",
          " data=0",
          " flags=",
          ",",
          "-1",
          "0",
          "2,2",
          "T{i:a:}",
          "3s",
          "(2)",
          "\u00e9");

  private StructTargets() {}

  static List<Target> all() {
    return List.of(
        Target.ofText(
            "py_buffer",
            WORDS,
            List.of(IllegalArgumentException.class),
            2048,
            10_000,
            StructTargets::pyBuffer),
        Target.ofText(
            "dlpack",
            WORDS,
            List.of(IllegalArgumentException.class, UnsupportedOperationException.class),
            2048,
            10_000,
            StructTargets::tensor));
  }

  private static Target.Value pyBuffer(String text) {
    Arena arena = Arena.ofConfined();
    try {
      Structs in = new Structs(arena, text);
      MemorySegment struct = arena.allocate(PyBuffer.BYTE_SIZE, 8);
      in.set(struct, 0, in.has("buf") ? 0 : in.memory.address() + (in.get("first") & 511));
      in.set(struct, 16, in.get("len"));
      in.set(struct, 24, in.get("itemsize"));
      in.set(struct, 32, (int) in.get("readonly"));
      in.set(struct, 36, (int) in.get("ndim"));
      in.set(
          struct,
          40,
          in.has("format")
              ? arena.allocateFrom(in.text("format").replace('\0', ' ')).address()
              : 0L);
      in.set(struct, 48, in.address("shape"));
      in.set(struct, 56, in.address("strides"));
      if (pointersLieWithin(in)) {
        // every 8 bytes are a pointer to the middle
        for (long at = 0; at < Structs.MEMORY; at += 8) {
          in.set(in.memory, at, in.memory.address() + Structs.MEMORY / 2);
        }
        in.set(struct, 0, in.memory.address() + 512);
        in.set(struct, 64, in.address("suboffsets"));
      }
      PyBuffer buffer = PyBuffer.read(struct);
      int[] releases = {0};
      NdView view = buffer.view("exporter", () -> releases[0]++);
      boolean there = in.holds(buffer.memory());
      return new Target.Value(
          () -> use(view, there),
          () -> {
            view.close();
            arena.close();
            if (releases[0] != 1) {
              throw new AssertionError("released " + releases[0] + " times");
            }
          });
    } catch (Throwable e) {
      arena.close();
      throw e;
    }
  }

  private static void use(NdView view, boolean there) {
    if (there) {
      Use.of(view);
    } else {
      Use.describe(view);
    }
  }

  /** Whether reading pointers stays within the memory: they are read before anything is checked. */
  private static boolean pointersLieWithin(Structs in) {
    if (!in.has("suboffsets") || !in.has("shape") || !in.has("strides")) {
      return false;
    }
    long[] shape = in.numbers("shape");
    long[] strides = in.numbers("strides");
    long[] suboffsets = in.numbers("suboffsets");
    BigInteger span = BigInteger.ZERO;
    BigInteger pointers = BigInteger.ONE;
    long places = 0; // of pointers, which lie at multiples of 8
    int ndim = Math.clamp((int) in.get("ndim"), 0, shape.length);
    for (int d = ndim - 1, behind = 0; d >= 0; d--) {
      BigInteger steps = BigInteger.valueOf(shape[d]).subtract(BigInteger.ONE);
      span = span.add(steps.multiply(BigInteger.valueOf(strides[d])).abs());
      span = span.add(BigInteger.valueOf(Math.max(0, suboffsets[d])));
      pointers = pointers.multiply(BigInteger.valueOf(Math.max(1, shape[d])));
      if (suboffsets[d] >= 0) {
        places |= behind == 0 ? 0 : suboffsets[d];
        behind++;
      }
      places |= behind == 0 ? 0 : strides[d];
    }
    return span.bitLength() <= 8 && pointers.bitLength() <= 12 && (places & 7) == 0;
  }

  private static Target.Value tensor(String text) {
    Arena arena = Arena.ofConfined();
    try {
      Structs in = new Structs(arena, text);
      boolean legacy = in.has("legacy");
      MemorySegment struct = arena.allocate(80, 8);
      long dl = legacy ? 0 : 32;
      if (!legacy) {
        in.set(struct, 0, (int) in.get("major"));
        in.set(struct, 4, (int) in.get("minor"));
        in.set(struct, 24, in.get("flags"));
      }
      in.set(struct, dl, in.has("data") ? in.get("data") : in.memory.address());
      in.set(struct, dl + 8, (int) in.get("device"));
      in.set(struct, dl + 12, (int) in.get("id"));
      in.set(struct, dl + 16, (int) in.get("ndim"));
      in.set(
          struct,
          dl + 20,
          (int) (in.get("code") & 0xFF | (in.get("bits") & 0xFF) << 8 | in.get("lanes") << 16));
      in.set(struct, dl + 24, in.address("shape"));
      in.set(struct, dl + 32, in.address("strides"));
      in.set(struct, dl + 40, in.get("offset"));
      NdView view = DLPack.view(struct, legacy ? TensorStruct.LEGACY : TensorStruct.VERSIONED);
      boolean there = in.holds(view.segment());
      return new Target.Value(
          () -> use(view, there),
          () -> {
            view.close();
            arena.close();
          });
    } catch (Throwable e) {
      arena.close();
      throw e;
    }
  }
}
