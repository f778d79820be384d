package org.ndview;

import java.util.Arrays;
import org.ndview.format.ScalarType;

/** What happens to numbers between two blocks, by the shortest way that rounds once. */
final class Kernels {
  private static final int BYTES = 256;

  private final Rows source;
  private final Block in;
  private final Rows target;
  private final Block out;
  private final double scale;
  private final double shift;
  private final boolean scaled;
  private final int length;

  /** For so many items in all. */
  Kernels(long items, Rows source, Rows target, double scale, double shift, boolean scaled) {
    length = (int) Math.min(items, Block.capacity(Math.max(source.bits(), target.bits()) / 8));
    this.source = source;
    this.target = target;
    boolean bytesAlone =
        !scaled && source.type() == target.type() && source.type() != ScalarType.BOOL;
    in = source.block(items);
    // the bytes of a bool may be any, and become 0 and 1
    out = bytesAlone ? in : target.block(items);
    this.scale = scale;
    this.shift = shift;
    this.scaled = scaled;
  }

  /** {@return the block that takes the source's items} */
  Block in() {
    return in;
  }

  /** {@return the block that has the target's} */
  Block out() {
    return out;
  }

  Transfer.Kernel choose() {
    if (in == out) {
      return source.swapped() == target.swapped() ? _ -> {} : in::swapBytes;
    }
    Transfer.Kernel kernel = byType();
    return source.bits() == 8 && length > BYTES ? byTable(kernel) : swapping(kernel);
  }

  private Transfer.Kernel byType() {
    if (!scaled && !source.isFloat() && !target.isFloat()) {
      // between integers no double stands in the way
      long[] numbers = new long[length];
      return n -> {
        source.toLongs(in.array(), numbers, n);
        target.fromLongs(numbers, out.array(), n);
      };
    }
    if (!scaled && source.fitsFloat() && target.isFloat() && target.bits() <= 32) {
      float[] numbers = new float[length];
      return n -> {
        source.toFloats(in.array(), numbers, n);
        target.fromFloats(numbers, out.array(), n);
      };
    }
    double[] numbers = new double[length];
    // one rounding, not two
    boolean narrows = !scaled && !source.isFloat() && source.bits() == 64 && target.bits() < 64;
    return n -> {
      if (narrows) {
        source.toOdd(in.array(), numbers, n);
      } else {
        source.toDoubles(in.array(), numbers, n);
      }
      scale(numbers, n);
      target.fromDoubles(numbers, out.array(), n);
    };
  }

  private void scale(double[] numbers, int n) {
    if (scaled) {
      for (int i = 0; i < n; i++) {
        numbers[i] = numbers[i] * scale + shift;
      }
    }
  }

  private Transfer.Kernel swapping(Transfer.Kernel kernel) {
    return n -> {
      if (source.swapped()) {
        in.swapBytes(n);
      }
      kernel.convert(n);
      if (target.swapped()) {
        out.swapBytes(n);
      }
    };
  }

  /** There are no more than 256 numbers of one byte, so each is converted once. */
  private Transfer.Kernel byTable(Transfer.Kernel kernel) {
    byte[] bytes = (byte[]) in.array();
    for (int i = 0; i < BYTES; i++) {
      bytes[i] = (byte) i;
    }
    swapping(kernel).convert(BYTES);
    return switch (out.array()) {
      case byte[] made -> {
        byte[] table = Arrays.copyOf(made, BYTES);
        yield n -> {
          byte[] from = (byte[]) in.array();
          byte[] to = (byte[]) out.array();
          for (int i = 0; i < n; i++) {
            to[i] = table[from[i] & 0xff];
          }
        };
      }
      case short[] made -> {
        short[] table = Arrays.copyOf(made, BYTES);
        yield n -> {
          byte[] from = (byte[]) in.array();
          short[] to = (short[]) out.array();
          for (int i = 0; i < n; i++) {
            to[i] = table[from[i] & 0xff];
          }
        };
      }
      case int[] made -> {
        int[] table = Arrays.copyOf(made, BYTES);
        yield n -> {
          byte[] from = (byte[]) in.array();
          int[] to = (int[]) out.array();
          for (int i = 0; i < n; i++) {
            to[i] = table[from[i] & 0xff];
          }
        };
      }
      default -> {
        long[] table = Arrays.copyOf((long[]) out.array(), BYTES);
        yield n -> {
          byte[] from = (byte[]) in.array();
          long[] to = (long[]) out.array();
          for (int i = 0; i < n; i++) {
            to[i] = table[from[i] & 0xff];
          }
        };
      }
    };
  }
}
