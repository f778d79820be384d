package org.ndview.nd4j;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What ND4J does with memory that was given to it by hand, in a process of its own: the right
 * result is printed, if there is one.
 */
final class Child {
  /** 64 MB, which every allocator takes from the system for itself, and gives back at once. */
  static final int LENGTH = 1 << 24;

  private Child() {}

  public static void main(String[] args) throws IOException {
    Nd4j.create(DataType.FLOAT, 2, 2).addi(1);
    double result =
        switch (args[0]) {
          case "memory that may be shared" -> shared();
          case "negative strides" -> negative();
          case "a file mapped read-only" -> readOnly(Path.of(args[1]));
          default -> throw new IllegalArgumentException(args[0]);
        };
    System.out.println("result " + result);
    // what is broken is not to be torn down in order
    Runtime.getRuntime().halt(0);
  }

  private static double shared() {
    MemorySegment memory = ones(Arena.ofAuto());
    return array(memory.address(), 1, LENGTH).addi(1).sumNumber().doubleValue();
  }

  private static double negative() {
    MemorySegment memory = ones(Arena.ofAuto());
    long last = memory.address() + 4L * (LENGTH - 1);
    return array(last, -1, LENGTH).addi(1).sumNumber().doubleValue();
  }

  private static double readOnly(Path file) throws IOException {
    Files.write(file, new byte[4 * LENGTH]);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      MemorySegment memory =
          channel.map(FileChannel.MapMode.READ_ONLY, 0, 4L * LENGTH, Arena.ofAuto());
      return array(memory.address(), 1, LENGTH).addi(2).sumNumber().doubleValue();
    }
  }

  private static MemorySegment ones(Arena arena) {
    MemorySegment memory = arena.allocate(4L * LENGTH, 64);
    for (int i = 0; i < LENGTH; i++) {
      memory.setAtIndex(ValueLayout.JAVA_FLOAT, i, 1);
    }
    return memory;
  }

  private static INDArray array(long address, long stride, long length) {
    FloatPointer pointer = new Floats(address, length);
    return Nd4j.create(
        Nd4j.createBuffer(pointer, DataType.FLOAT, length, FloatIndexer.create(pointer)),
        new long[] {length},
        new long[] {stride},
        0,
        'c',
        DataType.FLOAT);
  }

  private static final class Floats extends FloatPointer {
    Floats(long address, long length) {
      super((Pointer) null);
      this.address = address;
      limit = length;
      capacity = length;
    }
  }
}
