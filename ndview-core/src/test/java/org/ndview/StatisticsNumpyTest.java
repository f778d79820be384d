package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.ndview.testing.Python;

/** Statistics are NumPy's nan-functions in float64, but for a few last bits. */
@EnabledIf("hasNumpy")
class StatisticsNumpyTest {
  private static final String SCRIPT =
      """
      import sys, warnings
      import numpy as np
      warnings.simplefilter("ignore")
      np.seterr(all="ignore")
      for line in sys.stdin:
          dtype, shape, axes, data = line.split()
          a = np.frombuffer(bytes.fromhex(data), dtype).reshape(eval(shape)).astype("f8")
          axes = tuple(eval(axes))
          out = [np.isnan(a).sum(axes), np.isinf(a).sum(axes), np.nanmin(a, axes), np.nanmax(a, axes),
                 np.nanmean(a, axes), np.nanvar(a, axes), np.nanstd(a, axes),
                 np.nanvar(a, axes, ddof=1), np.nanstd(a, axes, ddof=1)]
          print(" ".join(",".join(float(x).hex() for x in np.ravel(r)) for r in out))
      """;

  private static final String[][] FORMATS = {
    {"?", "|b1"}, {"b", "|i1"}, {"B", "|u1"}, {"<h", "<i2"}, {">H", ">u2"}, {"<i", "<i4"},
    {">I", ">u4"}, {"<q", "<i8"}, {">Q", ">u8"}, {"<e", "<f2"}, {">f", ">f4"}, {"<f", "<f4"},
    {"<d", "<f8"}, {">d", ">f8"}
  };

  static boolean hasNumpy() {
    return Python.runs("import numpy");
  }

  private static NdView numbers(String format, Random random, boolean any) {
    NdView view = NdView.allocate(format, 7, 40, 3);
    boolean floats = "efd".indexOf(format.charAt(format.length() - 1)) >= 0;
    for (long[] index : LayoutWalk.indices(view.shape())) {
      double v = floats ? 10 + random.nextGaussian() : random.nextInt(format.equals("?") ? 2 : 128);
      int other = any && floats ? random.nextInt(60) : 0;
      view.set(
          !floats
              ? (Object) (long) v
              : other == 59
                  ? Double.NaN
                  : other == 58 && index[2] == 1 ? Double.POSITIVE_INFINITY : v,
          index);
    }
    return view;
  }

  private static String joined(double[] numbers) {
    return Arrays.stream(numbers).mapToObj(String::valueOf).collect(Collectors.joining(","));
  }

  private static double[] doubles(long[] numbers) {
    return Arrays.stream(numbers).mapToDouble(n -> n).toArray();
  }

  @Test
  void everyPartOfThemIsNumpys() throws Exception {
    Random random = new Random(11);
    int[][] keeps = {{}, {2}, {0}, {1, 2}, {0, 1, 2}};
    List<String> questions = new ArrayList<>();
    List<Statistics> made = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (String[] format : FORMATS) {
      for (int[] kept : keeps) {
        for (boolean any : new boolean[] {false, true}) {
          NdView view = numbers(format[0], random, any);
          List<Integer> axes = new ArrayList<>(List.of(0, 1, 2));
          axes.removeAll(Arrays.stream(kept).boxed().toList());
          questions.add(
              "%s (7,40,3) [%s] %s"
                  .formatted(
                      format[1],
                      axes.stream().map(String::valueOf).collect(Collectors.joining(",")),
                      view.hex()));
          made.add(view.statistics(kept));
          names.add(format[0] + Arrays.toString(kept) + any);
        }
      }
    }
    List<String> answers = Python.run(List.of("-c", SCRIPT), questions);
    assertThat(answers).hasSameSizeAs(made);
    for (int i = 0; i < made.size(); i++) {
      Statistics s = made.get(i);
      double[][] is = {
        doubles(s.nans()),
        doubles(s.infinities()),
        s.min(),
        s.max(),
        s.mean(),
        s.variance(),
        s.std(),
        s.sampleVariance(),
        s.sampleStd()
      };
      String[] parts = answers.get(i).split(" ");
      for (int p = 0; p < is.length; p++) {
        double[] numpys =
            Arrays.stream(parts[p].split(",")).mapToDouble(StatisticsNumpyTest::parsed).toArray();
        // extremes and counts are the same; NumPy adds 280 rows one by one
        double ulps = p < 4 ? 0 : p == 4 ? 20 : 40;
        assertThat(is[p]).hasSameSizeAs(numpys);
        for (int c = 0; c < numpys.length; c++) {
          double e = numpys[c];
          boolean same =
              Double.compare(is[p][c], e) == 0 || Math.abs(is[p][c] - e) <= ulps * Math.ulp(e);
          assertThat(same)
              .as("%s, part %d: %s, NumPy %s", names.get(i), p, joined(is[p]), joined(numpys))
              .isTrue();
        }
      }
    }
  }

  private static double parsed(String hex) {
    return switch (hex) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(hex);
    };
  }
}
