package org.ndview;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * Whole views at once: copies of many layouts, conversion, comparison, text, search; in a program
 * that has used many types and memories. The work has the name that src/jmh/python/bulk.py gives
 * it, which measures NumPy and memoryview on the same. Both tell the best of many runs (here
 * p0.00), which on a machine that others use too says more than the mean.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BulkBenchmark {
  /** What is done. */
  @Param({
    "contiguous",
    "transpose-f64",
    "transpose-f32",
    "transpose-u8",
    "transpose-odd-f32",
    "nchw-nhwc-f32",
    "nchw-nhwc-u8",
    "permute-4d-f32",
    "step2-i32",
    "reversed-i32",
    "rows-f32",
    "swap-i32",
    "convert-u8-f32",
    "convert-hwc-chw",
    "convert-f32-f16",
    "convert-i32-f64",
    "equal-i32",
    "equal-f64",
    "equal-mixed",
    "hex",
    "tolist",
    "toarray",
    "count",
    "indexof",
    "tobytes-f",
    "channels-hwc-chw"
  })
  private String work;

  /** Whether other threads help; only copies, conversions, comparisons and count ask. */
  @Param({"SEQUENTIAL"})
  private Execution execution = Execution.SEQUENTIAL;

  private static final int SIDE = 4096;
  private static final int MILLION = 1_000_000;

  private NdView source;
  private NdView target;
  private NdView other;
  private Runnable run;

  @Setup(Level.Trial)
  public void make() {
    Pollution.run();
    Pollution.bulk();
    run =
        switch (work) {
          case "contiguous" -> copy(NdView.allocate("f", SIDE, SIDE));
          case "transpose-f64" -> copy(NdView.allocate("d", SIDE, SIDE).transpose());
          case "transpose-f32" -> copy(NdView.allocate("f", SIDE, SIDE).transpose());
          case "transpose-u8" -> copy(NdView.allocate("B", SIDE, SIDE).transpose());
          case "transpose-odd-f32" -> copy(NdView.allocate("f", SIDE - 1, SIDE + 1).transpose());
          case "nchw-nhwc-f32" -> copy(NdView.allocate("f", 32, 3, 224, 224).permute(0, 2, 3, 1));
          case "nchw-nhwc-u8" -> copy(NdView.allocate("B", 32, 3, 224, 224).permute(0, 2, 3, 1));
          case "permute-4d-f32" -> copy(NdView.allocate("f", 40, 50, 60, 70).permute(2, 0, 3, 1));
          case "step2-i32" -> copy(NdView.allocate("i", 2 * MILLION).slice("::2"));
          case "reversed-i32" -> copy(NdView.allocate("i", MILLION).slice("::-1"));
          case "rows-f32" -> copy(NdView.ofRows(new float[1000][1000]));
          case "swap-i32" -> convert(NdView.allocate(">i", MILLION), "<i", 1, 0);
          case "convert-u8-f32" -> convert(NdView.allocate("B", MILLION), "f", 1 / 255.0, 0);
          case "convert-hwc-chw" ->
              convert(
                  NdView.allocate("B", 32, 224, 224, 3).permute(0, 3, 1, 2), "f", 1 / 255.0, -0.5);
          case "convert-f32-f16" -> convert(NdView.allocate("f", MILLION), "e", 1, 0);
          case "convert-i32-f64" -> convert(NdView.allocate("i", MILLION), "d", 1, 0);
          case "equal-i32" -> equal("i", "i");
          case "equal-f64" -> equal("d", "d");
          case "equal-mixed" -> equal("i", ">d");
          case "hex" -> with(NdView.allocate("i", MILLION), v -> v.hex());
          case "tolist" -> with(counted(), v -> v.toList());
          case "toarray" -> with(NdView.allocate("i", 1000, 1000), v -> v.toArray());
          case "count" -> with(counted(), v -> v.count(1, execution));
          case "indexof" -> with(counted(), v -> v.indexOf(MILLION - 1));
          case "channels-hwc-chw" -> channels();
          case "tobytes-f" -> with(NdView.allocate("i", 1000, 1000), v -> v.toBytes(Order.F));
          default -> throw new IllegalArgumentException(work);
        };
  }

  /** Numbers that are no small ones, of which both languages keep one for all. */
  private static NdView counted() {
    NdView view = NdView.allocate("i", MILLION);
    for (int i = 0; i < MILLION; i++) {
      view.setInt(i, i);
    }
    return view;
  }

  private Runnable copy(NdView from) {
    source = from;
    target = NdView.allocate(from.format().toString(), from.shape());
    return () -> target.assign(source, execution);
  }

  private Runnable convert(NdView from, String format, double scale, double shift) {
    source = from;
    target = NdView.allocate(format, from.shape());
    return () -> source.convertTo(target, Casting.SAME_KIND, Scaling.of(scale, shift), execution);
  }

  private Runnable channels() {
    source = NdView.allocate("B", 32, 224, 224, 3).permute(0, 3, 1, 2);
    target = NdView.allocate("f", source.shape());
    double[] scale = {1 / 58.4, 1 / 57.1, 1 / 57.4};
    double[] shift = {-2.12, -2.04, -1.80};
    Scaling scaling = Scaling.perIndex(scale, shift, 1);
    return () -> source.convertTo(target, Casting.SAME_KIND, scaling, execution);
  }

  private Runnable equal(String a, String b) {
    source = NdView.allocate(a, MILLION);
    target = NdView.allocate(b, MILLION);
    return () -> {
      if (!source.contentEquals(target, execution)) {
        throw new AssertionError();
      }
    };
  }

  private Runnable with(NdView view, java.util.function.Function<NdView, Object> call) {
    source = view;
    return () -> result = call.apply(source);
  }

  private Object result;

  @Benchmark
  public Object bulk() {
    run.run();
    return result;
  }

  /** The limit: memcpy of as many bytes as the work writes. */
  @Benchmark
  public void memcpy() {
    NdView to = target != null ? target : source;
    if (other == null) {
      other = to.copy();
    }
    MemorySegment.copy(other.segment(), 0, to.segment(), 0, to.nbytes());
  }
}
