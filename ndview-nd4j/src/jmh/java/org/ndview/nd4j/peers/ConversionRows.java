package org.ndview.nd4j.peers;

import static org.ndview.nd4j.peers.Data.BFLOAT16;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.ndview.Casting;
import org.ndview.NdView;
import org.ndview.Scaling;

/** Every pair of number types, contiguous, as they are and scaled. */
final class ConversionRows {
  private static final List<String> FORMATS =
      List.of("?", "b", "B", "h", "H", "i", "I", "q", "Q", "e", BFLOAT16, "f", "d");
  private static final long[] SIZES = {1_000_000, 10_000};
  private static final Row.Goal GOAL = Row.Goal.EVEN.plain(0.8);
  private static final double SCALE = 1 / 255.0;

  private ConversionRows() {}

  static Group group() {
    List<Row> rows = new ArrayList<>();
    for (long n : SIZES) {
      for (String from : FORMATS) {
        for (String to : FORMATS) {
          if (!from.equals(to)) {
            rows.add(new Row(name(from, to, n), GOAL, () -> plain(from, to, n)));
          }
        }
      }
    }
    for (String from : FORMATS) {
      for (String to : List.of("f", "d")) {
        String name = name(from, to, SIZES[0]) + ", scaled";
        rows.add(new Row(name, GOAL, () -> scaled(from, to, SIZES[0], 0)));
      }
    }
    for (String from : List.of("B", "h", "i", "f")) {
      String name = name(from, "f", SIZES[0]) + ", scaled and shifted";
      rows.add(new Row(name, GOAL, () -> scaled(from, "f", SIZES[0], -0.5)));
    }
    return new Group(
        "convert",
        "Conversions",
        "Contiguous numbers into memory that was written before (`convertTo`, `np.copyto`, `assign`)."
            + " NumPy has no bfloat16 of its own: its bits are made by integer operations, or by ml_dtypes"
            + " where that is installed. Goal: 1.0 of NumPy and ND4J, plain kernels 0.8.",
        "",
        Group.Form.ALL,
        rows);
  }

  private static String name(String from, String to, long n) {
    return Data.name(from) + " to " + Data.name(to) + ", " + Data.count(n);
  }

  private static Work plain(String from, String to, long n) {
    NdView source = Data.counted(from, n);
    NdView target = Data.touched(to, n);
    INDArray nd4jSource = Data.nd4j(from, source);
    INDArray nd4jTarget = Data.nd4jTouched(to, n);
    return Work.of(() -> source.convertTo(target, Casting.UNSAFE))
        .numpy(
            Data.make("a", from, n) + Data.room("o", to, n) + scratch(from, to, n),
            statements(from, to))
        .nd4j(() -> nd4jTarget.assign(nd4jSource));
  }

  /** {@return room for what has no type in NumPy} */
  private static String scratch(String from, String to, long n) {
    if (!from.equals(BFLOAT16) && !to.equals(BFLOAT16)) {
      return "";
    }
    String views =
        "ma = a.view(bfloat16) if bfloat16 and %s else a\nmo = o.view(bfloat16) if bfloat16 and %s else o\n"
            .formatted(
                from.equals(BFLOAT16) ? "True" : "False", to.equals(BFLOAT16) ? "True" : "False");
    String f = to.equals("f") ? "f = o\n" : Data.room("f", "f", n);
    return views + f + Data.room("t", "I", n);
  }

  private static String[] statements(String from, String to) {
    String ml = "np.copyto(mo, ma, casting='unsafe') if bfloat16 else no_ml_dtypes";
    if (to.equals(BFLOAT16)) {
      return new String[] {"to_bf16(a, o, f, t)", "to_bf16_by_blocks(a, o, f, t)", ml};
    }
    if (from.equals(BFLOAT16)) {
      return new String[] {"from_bf16(a, o, f)", ml};
    }
    return new String[] {"np.copyto(o, a, casting='unsafe')", "o[...] = a"};
  }

  private static Work scaled(String from, String to, long n, double shift) {
    NdView source = Data.counted(from, n);
    NdView target = Data.touched(to, n);
    Scaling scaling = Scaling.of(SCALE, shift);
    INDArray nd4jSource = Data.nd4j(from, source);
    INDArray nd4jTarget = Data.nd4jTouched(to, n);
    String names =
        Data.make("a", from, n)
            + Data.room("o", to, n)
            + "s = o.dtype.type(1 / 255)\nb = o.dtype.type(%s)\n".formatted(shift)
            + "f = touched(%s, 'f4')\n".formatted(n);
    String add = shift == 0 ? "" : "\nnp.add(o, b, out=o)";
    return Work.of(() -> source.convertTo(target, Casting.UNSAFE, scaling))
        .numpy(names, scaledStatements(from, add))
        .nd4j(() -> {
          nd4jTarget.assign(nd4jSource);
          nd4jTarget.muli(SCALE);
          if (shift != 0) {
            nd4jTarget.addi(shift);
          }
        });
  }

  private static String[] scaledStatements(String from, String add) {
    if (from.equals(BFLOAT16)) {
      return new String[] {
        "from_bf16(a, o, o if o.itemsize == 4 else f)\nnp.multiply(o, s, out=o)" + add
      };
    }
    return new String[] {
      "np.multiply(a, s, out=o, dtype=o.dtype, casting='unsafe')" + add,
      "np.copyto(o, a, casting='unsafe')\nnp.multiply(o, s, out=o)" + add
    };
  }
}
