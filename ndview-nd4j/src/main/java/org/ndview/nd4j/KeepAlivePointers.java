package org.ndview.nd4j;

import org.bytedeco.javacpp.BooleanPointer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.ShortPointer;
import org.bytedeco.javacpp.indexer.Bfloat16Indexer;
import org.bytedeco.javacpp.indexer.BooleanIndexer;
import org.bytedeco.javacpp.indexer.ByteIndexer;
import org.bytedeco.javacpp.indexer.DoubleIndexer;
import org.bytedeco.javacpp.indexer.FloatIndexer;
import org.bytedeco.javacpp.indexer.HalfIndexer;
import org.bytedeco.javacpp.indexer.IntIndexer;
import org.bytedeco.javacpp.indexer.LongIndexer;
import org.bytedeco.javacpp.indexer.ShortIndexer;
import org.bytedeco.javacpp.indexer.UByteIndexer;
import org.bytedeco.javacpp.indexer.UIntIndexer;
import org.bytedeco.javacpp.indexer.UShortIndexer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;
import org.ndview.NdView;

/**
 * Buffers of ND4J over the memory of views.
 *
 * <p>Such a buffer holds the pointer that it is made with, and the pointers here hold the view: so
 * the memory stays while an INDArray, or a view that ND4J makes of it, can be reached. There is one
 * class for each of JavaCPP's; a pointer of another class would be copied, and the view forgotten.
 */
final class KeepAlivePointers {
  private KeepAlivePointers() {}

  /** Makes a buffer. */
  @FunctionalInterface
  interface Maker {
    DataBuffer make();
  }

  /** A pointer into the memory of a view. */
  interface KeepAlive {
    /** {@return the view whose memory it is} */
    NdView memory();
  }

  /**
   * {@return a buffer of a number of items from an address}
   *
   * @param memory what keeps the memory there
   */
  static DataBuffer buffer(NdView memory, long address, DataType type, long length) {
    return switch (type) {
      case DOUBLE -> {
        Doubles p = new Doubles(memory, address, length);
        yield Nd4j.createBuffer(p, type, length, DoubleIndexer.create(p));
      }
      case FLOAT -> {
        Floats p = new Floats(memory, address, length);
        yield Nd4j.createBuffer(p, type, length, FloatIndexer.create(p));
      }
      case LONG, UINT64 -> {
        // ND4J reads its own UINT64 so, too
        Longs p = new Longs(memory, address, length);
        yield Nd4j.createBuffer(p, type, length, LongIndexer.create(p));
      }
      case INT, UINT32 -> {
        Ints p = new Ints(memory, address, length);
        yield Nd4j.createBuffer(
            p, type, length, type == DataType.INT32 ? IntIndexer.create(p) : UIntIndexer.create(p));
      }
      case SHORT, UINT16, HALF, BFLOAT16 -> {
        Shorts p = new Shorts(memory, address, length);
        yield Nd4j.createBuffer(
            p,
            type,
            length,
            switch (type) {
              case SHORT -> ShortIndexer.create(p);
              case UINT16 -> UShortIndexer.create(p);
              case HALF -> HalfIndexer.create(p);
              default -> Bfloat16Indexer.create(p);
            });
      }
      case BYTE, UBYTE -> {
        Bytes p = new Bytes(memory, address, length);
        yield Nd4j.createBuffer(
            p,
            type,
            length,
            type == DataType.INT8 ? ByteIndexer.create(p) : UByteIndexer.create(p));
      }
      case BOOL -> {
        Booleans p = new Booleans(memory, address, length);
        yield Nd4j.createBuffer(p, type, length, BooleanIndexer.create(p));
      }
      default -> throw new AssertionError(type);
    };
  }

  private static final class Doubles extends DoublePointer implements KeepAlive {
    private final NdView memory;

    Doubles(NdView memory, long address, long length) {
      super((Pointer) null);
      this.memory = memory;
      this.address = address;
      limit = length;
      capacity = length;
    }

    @Override
    public NdView memory() {
      return memory;
    }
  }

  private static final class Floats extends FloatPointer implements KeepAlive {
    private final NdView memory;

    Floats(NdView memory, long address, long length) {
      super((Pointer) null);
      this.memory = memory;
      this.address = address;
      limit = length;
      capacity = length;
    }

    @Override
    public NdView memory() {
      return memory;
    }
  }

  private static final class Longs extends LongPointer implements KeepAlive {
    private final NdView memory;

    Longs(NdView memory, long address, long length) {
      super((Pointer) null);
      this.memory = memory;
      this.address = address;
      limit = length;
      capacity = length;
    }

    @Override
    public NdView memory() {
      return memory;
    }
  }

  private static final class Ints extends IntPointer implements KeepAlive {
    private final NdView memory;

    Ints(NdView memory, long address, long length) {
      super((Pointer) null);
      this.memory = memory;
      this.address = address;
      limit = length;
      capacity = length;
    }

    @Override
    public NdView memory() {
      return memory;
    }
  }

  private static final class Shorts extends ShortPointer implements KeepAlive {
    private final NdView memory;

    Shorts(NdView memory, long address, long length) {
      super((Pointer) null);
      this.memory = memory;
      this.address = address;
      limit = length;
      capacity = length;
    }

    @Override
    public NdView memory() {
      return memory;
    }
  }

  private static final class Bytes extends BytePointer implements KeepAlive {
    private final NdView memory;

    Bytes(NdView memory, long address, long length) {
      super((Pointer) null);
      this.memory = memory;
      this.address = address;
      limit = length;
      capacity = length;
    }

    @Override
    public NdView memory() {
      return memory;
    }
  }

  private static final class Booleans extends BooleanPointer implements KeepAlive {
    private final NdView memory;

    Booleans(NdView memory, long address, long length) {
      super((Pointer) null);
      this.memory = memory;
      this.address = address;
      limit = length;
      capacity = length;
    }

    @Override
    public NdView memory() {
      return memory;
    }
  }
}
