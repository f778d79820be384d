package org.ndview.cpython;

import java.util.concurrent.TimeUnit;
import org.ndview.NdView;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * Views of NumPy's arrays taken and given back, views exported, and items of both. The best of many
 * runs (p0.00) says more than the mean on a machine that others use too.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PythonBenchmark {
  /** Of the array. */
  @Param({"10", "1000", "1000000"})
  public int items;

  private CPython python;
  private PyObject array;
  private PyObject nothing;
  private NdView ofPython;
  private NdView ofJava;

  @Setup
  public void setUp() {
    python = CPython.load();
    python.exec("import numpy as np\ndef nothing(a): pass");
    nothing = python.object("nothing");
    array = python.object("np.arange(%d.0)".formatted(items));
    ofPython = python.view(array);
    ofJava = NdView.allocate("d", items);
    ofPython.convertTo(ofJava);
  }

  @TearDown
  public void tearDown() {
    ofPython.close();
    ofJava.close();
    array.close();
    nothing.close();
  }

  @Benchmark
  public void viewAndClose() {
    python.view(array).close();
  }

  @Benchmark
  public double viewReadAndClose() {
    try (NdView view = python.view(array)) {
      return view.getDouble(items - 1);
    }
  }

  @Benchmark
  public void exportAndClose() {
    python.export(ofJava).close();
  }

  /** A call of a function with a memoryview. */
  @Benchmark
  public void call() {
    nothing.call(ofJava).close();
  }

  @Benchmark
  public double itemsOfPython() {
    return sum(ofPython);
  }

  @Benchmark
  public double itemsOfJava() {
    return sum(ofJava);
  }

  private double sum(NdView view) {
    double sum = 0;
    for (int i = 0; i < items; i++) {
      sum += view.getDouble(i);
    }
    return sum;
  }
}
