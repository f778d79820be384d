package org.ndview.nd4j.peers;

import java.util.List;
import java.util.function.Supplier;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.ndview.Casting;
import org.ndview.NdView;
import org.ndview.Scaling;

/** The fixed cost of a call: work on ten items. */
final class CallRows {
  private static final long N = 10;
  private static final Row.Goal GOAL = Row.Goal.EVEN;
  private static final String A = Data.make("a", "i", N);

  /** Keeps results, so that nothing is optimised away. */
  private static volatile Object result;

  private CallRows() {}

  static Group group() {
    NdView ints = Data.counted("i", N);
    NdView same = Data.counted("i", N);
    NdView floats = Data.touched("f", N);
    INDArray nd4j = Data.nd4j("i", ints);
    INDArray nd4jSame = Data.nd4j("i", ints);
    INDArray nd4jFloats = Data.nd4jTouched("f", N);
    Scaling scaling = Scaling.of(2, 1);
    String room = A + Data.room("o", "f", N) + Data.room("p", "i", N) + Data.make("b", "i", N);
    return new Group(
        "call",
        "Fixed cost of a call",
        "Ten items. Goal: below NumPy.",
        "",
        Group.Form.ALL,
        List.of(
            row(
                "convertTo, int32 to float32",
                () ->
                    Work.of(() -> ints.convertTo(floats))
                        .numpy(
                            room,
                            "np.copyto(o, a, 'unsafe')",
                            "np.copyto(o, a, casting='unsafe')",
                            "o[...] = a")
                        .nd4j(() -> nd4jFloats.assign(nd4j))),
            row(
                "convertTo, scaled and shifted",
                () ->
                    Work.of(() -> ints.convertTo(floats, Casting.SAME_KIND, scaling))
                        .numpy(
                            room + "s, t = np.float32(2), np.float32(1)\n",
                            "np.multiply(a, s, o, casting='unsafe')\nnp.add(o, t, o)")),
            row(
                "assign",
                () ->
                    Work.of(() -> same.assign(ints))
                        .numpy(room, "np.copyto(p, a)", "p[...] = a", "p[:] = a")
                        .nd4j(() -> nd4jSame.assign(nd4j))),
            row(
                "contentEquals",
                () ->
                    Work.of(() -> result = ints.contentEquals(same))
                        .numpy(room, "np.array_equal(a, b)", "(a == b).all()")
                        .nd4j(() -> result = nd4j.equals(nd4jSame))),
            row(
                "copy() and close",
                () ->
                    Work.of(() -> ints.copy().close())
                        .numpy(A, "a.copy()")
                        .nd4j(() -> nd4j.dup().close())),
            row(
                "slice(\"2:8\")",
                () ->
                    Work.of(() -> result = ints.slice("2:8"))
                        .numpy(A, "a[2:8]")
                        .nd4j(() -> result = nd4j.get(NDArrayIndex.interval(2, 8)))),
            row("toBytes", () -> Work.of(() -> result = ints.toBytes()).numpy(A, "a.tobytes()")),
            row(
                "count",
                () -> Work.of(() -> result = ints.count(1)).numpy(A, "np.count_nonzero(a == 1)")),
            row(
                "indexOf",
                () ->
                    Work.of(() -> result = ints.indexOf(9))
                        .numpy(A, "np.argmax(a == 9)", "(a == 9).argmax()")),
            row(
                "contains",
                () ->
                    Work.of(() -> result = ints.contains(9)).numpy(A, "9 in a", "(a == 9).any()")),
            row(
                "hex",
                () ->
                    Work.of(() -> result = ints.hex())
                        .numpy(A, "a.tobytes().hex()", "a.data.hex()")),
            row("toList", () -> Work.of(() -> result = ints.toList()).numpy(A, "a.tolist()")),
            row("toArray", () -> Work.of(() -> result = ints.toArray()).numpy(A, "a.copy()"))));
  }

  private static Row row(String name, Supplier<Work> work) {
    return new Row(name, GOAL, work);
  }
}
