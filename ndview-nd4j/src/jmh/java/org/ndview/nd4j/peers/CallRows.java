package org.ndview.nd4j.peers;

import java.util.List;
import java.util.function.Function;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.ndview.Casting;
import org.ndview.NdView;
import org.ndview.Scaling;

/** The fixed cost of a call: work on ten items. */
final class CallRows {
  private static final long N = 10;

  /** Keeps results, so that nothing is optimised away. */
  private static volatile Object result;

  private CallRows() {}

  /** Ten items, and room for ten, on each side. */
  private static final class Ten {
    static final String NUMPY =
        Data.make("a", "i", N)
            + Data.make("b", "i", N)
            + Data.room("o", "f", N)
            + Data.room("p", "i", N)
            + "s, t = np.float32(2), np.float32(1)\n";

    final NdView ints = Data.counted("i", N);
    final NdView same = Data.counted("i", N);
    final NdView floats = Data.touched("f", N);
    final Scaling scaling = Scaling.of(2, 1);
    final INDArray nd4j = Data.nd4j("i", ints);
    final INDArray nd4jSame = Data.nd4j("i", ints);
    final INDArray nd4jFloats = Data.nd4jTouched("f", N);
  }

  static Group group() {
    return new Group(
        "call",
        "Fixed cost of a call",
        "Ten items. Goal: below NumPy.",
        "",
        Group.Form.ALL,
        List.of(
            row(
                "convertTo, int32 to float32",
                t -> () -> t.ints.convertTo(t.floats),
                t -> () -> t.nd4jFloats.assign(t.nd4j),
                "np.copyto(o, a, 'unsafe')",
                "o[...] = a"),
            row(
                "convertTo, scaled and shifted",
                t -> () -> t.ints.convertTo(t.floats, Casting.SAME_KIND, t.scaling),
                null,
                "np.multiply(a, s, o, casting='unsafe')\nnp.add(o, t, o)"),
            row(
                "assign",
                t -> () -> t.same.assign(t.ints),
                t -> () -> t.nd4jSame.assign(t.nd4j),
                "np.copyto(p, a)",
                "p[...] = a",
                "p[:] = a"),
            row(
                "contentEquals",
                t -> () -> result = t.ints.contentEquals(t.same),
                t -> () -> result = t.nd4j.equals(t.nd4jSame),
                "np.array_equal(a, b)",
                "(a == b).all()"),
            row(
                "copy() and close",
                t -> () -> t.ints.copy().close(),
                t -> () -> t.nd4j.dup().close(),
                "a.copy()"),
            row(
                "slice(\"2:8\")",
                t -> () -> result = t.ints.slice("2:8"),
                t -> () -> result = t.nd4j.get(NDArrayIndex.interval(2, 8)),
                "a[2:8]"),
            row("toBytes", t -> () -> result = t.ints.toBytes(), null, "a.tobytes()"),
            row("count", t -> () -> result = t.ints.count(1), null, "np.count_nonzero(a == 1)"),
            row(
                "indexOf",
                t -> () -> result = t.ints.indexOf(9),
                null,
                "np.argmax(a == 9)",
                "(a == 9).argmax()"),
            row("contains", t -> () -> result = t.ints.contains(9), null, "9 in a"),
            row("hex", t -> () -> result = t.ints.hex(), null, "a.tobytes().hex()", "a.data.hex()"),
            row("toList", t -> () -> result = t.ints.toList(), null, "a.tolist()"),
            row("toArray", t -> () -> result = t.ints.toArray(), null, "a.copy()")));
  }

  /** {@return a row; ND4J's way is null where it has none} */
  private static Row row(
      String name,
      Function<Ten, Runnable> ndview,
      Function<Ten, Runnable> nd4j,
      String... statements) {
    return new Row(
        name,
        Row.Goal.EVEN,
        () -> {
          Ten ten = new Ten();
          Work work = Work.of(ndview.apply(ten)).numpy(Ten.NUMPY, statements);
          return nd4j == null ? work : work.nd4j(nd4j.apply(ten));
        });
  }
}
