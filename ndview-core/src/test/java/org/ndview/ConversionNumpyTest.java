package org.ndview;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.ndview.testing.Python;

/** Conversions are those of NumPy's astype; with a scale, those of its arithmetic in float64. */
@EnabledIf("hasNumpy")
class ConversionNumpyTest {
  private static final String[] FORMATS = {
    "?", "b", "B", "<h", ">H", "<i", ">i", "<I", ">q", "<Q", "<e", ">e", "<f", ">f", "<d", ">d"
  };

  /** More than a table of bytes has, and than a block holds. */
  private static final int ITEMS = 1500;

  private static final String SCRIPT =
      """
      import sys
      import numpy as np
      np.seterr(all="ignore")
      for line in sys.stdin:
          a, b, scale, shift, channels, data = line.split()
          x = np.frombuffer(bytes.fromhex(data), np.dtype(a))
          if scale != "None":
              s = np.array([float.fromhex(t) for t in scale.split(",")])
              h = np.array([float.fromhex(t) for t in shift.split(",")])
              x = (x.reshape(-1, len(s)).astype("f8") * s + h)
              if channels == "True":
                  x = x.T
          print(np.ascontiguousarray(x).astype(np.dtype(b)).tobytes().hex())
      """;

  static boolean hasNumpy() {
    return Python.runs("import numpy");
  }

  private static String dtype(String format) {
    return switch (format) {
      case "?" -> "|b1";
      case "b" -> "|i1";
      case "B" -> "|u1";
      default -> {
        String code =
            switch (format.charAt(1)) {
              case 'h' -> "i2";
              case 'H' -> "u2";
              case 'i' -> "i4";
              case 'I' -> "u4";
              case 'q' -> "i8";
              case 'Q' -> "u8";
              case 'e' -> "f2";
              case 'f' -> "f4";
              default -> "f8";
            };
        yield format.charAt(0) + code;
      }
    };
  }

  /** Numbers that every target holds after the largest scale, so that C leaves nothing open. */
  private static NdView numbers(String format, Random random) {
    NdView view = NdView.allocate(format, ITEMS);
    boolean fractions = "efd".indexOf(format.charAt(format.length() - 1)) >= 0;
    for (long i = 0; i < ITEMS; i++) {
      switch (format) {
        case "?" -> view.setBoolean(random.nextBoolean(), i);
        default ->
            view.setDouble(random.nextInt(60) + (fractions ? random.nextInt(4) / 4.0 : 0), i);
      }
    }
    return view;
  }

  /** Any bits, between integers, and from integers to floats that hold them in one rounding. */
  private static NdView bits(String format, Random random) {
    NdView view = NdView.allocate(format, ITEMS);
    byte[] bytes = new byte[(int) view.nbytes()];
    random.nextBytes(bytes);
    MemorySegment.copy(bytes, 0, view.segment(), ValueLayout.JAVA_BYTE, 0, bytes.length);
    return view;
  }

  private static String hex(double[] numbers) {
    List<String> texts = new ArrayList<>();
    for (double d : numbers) {
      texts.add(Double.toHexString(d));
    }
    return String.join(",", texts);
  }

  @Test
  void everyPairOfFormatsConvertsAsInNumpy() throws Exception {
    Random random = new Random(42);
    List<String> input = new ArrayList<>();
    List<String> made = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (String a : FORMATS) {
      for (String b : FORMATS) {
        for (int kind = 0; kind < 4; kind++) {
          boolean integers = "?bBhHiIqQ".indexOf(a.charAt(a.length() - 1)) >= 0;
          boolean intoDouble =
              b.endsWith("d") || "?bBhHiIqQ".indexOf(b.charAt(b.length() - 1)) >= 0;
          boolean any = kind == 0 && integers && !a.equals("?") && intoDouble;
          NdView from = any ? bits(a, random) : numbers(a, random);
          double[] scale = kind == 2 ? new double[] {0.1} : new double[] {1.7, 0.3, 2};
          double[] shift = kind == 2 ? new double[] {0.7} : new double[] {0, 1.1, 3};
          NdView to;
          if (kind < 2) {
            to = NdView.allocate(b, ITEMS);
            from.convertTo(to, Casting.UNSAFE);
          } else if (kind == 2) {
            to = NdView.allocate(b, ITEMS);
            from.convertTo(to, Casting.UNSAFE, Scaling.of(scale[0], shift[0]));
          } else {
            to = NdView.allocate(b, 3, ITEMS / 3);
            from.reshape(-1, 3)
                .transpose()
                .convertTo(to, Casting.UNSAFE, Scaling.perIndex(scale, shift, 0));
          }
          String numbers = kind < 2 ? "None None" : hex(scale) + " " + hex(shift);
          input.add(
              "%s %s %s %s %s"
                  .formatted(
                      dtype(a), dtype(b), numbers, kind == 3 ? "True" : "False", from.hex()));
          made.add(to.hex());
          names.add("%s to %s, kind %d".formatted(a, b, kind));
        }
      }
    }
    List<String> expected = Python.run(List.of("-c", SCRIPT), input);
    assertThat(expected).hasSameSizeAs(made);
    for (int i = 0; i < made.size(); i++) {
      assertThat(HexFormat.of().parseHex(made.get(i)))
          .as(names.get(i))
          .isEqualTo(HexFormat.of().parseHex(expected.get(i)));
    }
  }

  /** Formats of structures and text, and NumPy's dtypes. */
  private static final String[][] ITEMS_OF = {
    {"T{<i:a:5s:b:}", "T{b:a:3s:b:}", "[('a','<i4'),('b','S5')]", "[('a','i1'),('b','S3')]"},
    {"T{<q:a:>H:b:}", "T{>h:x:B:y:}", "[('a','<i8'),('b','>u2')]", "[('x','>i2'),('y','u1')]"},
    {"T{<d:a:?:b:}", "T{<e:a:<i:b:}", "[('a','<f8'),('b','?')]", "[('a','<f2'),('b','<i4')]"},
    {"T{(2)(2)<h:a:}", "T{(2)(2)b:a:}", "[('a',('<i2',(2,)),(2,))]", "[('a',('i1',(2,)),(2,))]"},
    {
      "T{T{<h:x:}:a:<i:b:}",
      "T{T{?:x:}:a:<f:b:}",
      "[('a',[('x','<i2')]),('b','<i4')]",
      "[('a',[('x','?')]),('b','<f4')]"
    },
    {"T{<Zd:a:}", "T{<f:a:}", "[('a','<c16')]", "[('a','<f4')]"},
    {"7s", "3s", "'S7'", "'S3'"},
    {"3s", "7s", "'S3'", "'S7'"},
    {"<4w", ">2w", "'<U4'", "'>U2'"},
    {">2w", "<4w", "'>U2'", "'<U4'"},
  };

  @Test
  void structuresAndTextUnderUnsafeAreNumpysAstype() throws Exception {
    String script =
        """
        import sys, warnings
        import numpy as np
        np.seterr(all="ignore")
        warnings.simplefilter("ignore")
        for line in sys.stdin:
            a, b, data = line.rstrip().split(";")
            a, b = (np.lib.format.descr_to_dtype(eval(t)) if t[0] == "[" else np.dtype(eval(t)) for t in (a, b))
            x = np.frombuffer(bytes.fromhex(data), a)
            print(x.astype(b, casting="unsafe").tobytes().hex())
        """;
    Random random = new Random(5);
    List<String> questions = new ArrayList<>();
    List<String> answers = new ArrayList<>();
    for (String[] row : ITEMS_OF) {
      NdView from = NdView.allocate(row[0], 40);
      byte[] bytes = new byte[(int) from.nbytes()];
      random.nextBytes(bytes);
      if (row[0].endsWith("w")) {
        // characters that there are: of every four bytes the lowest alone
        int lowest = row[0].startsWith(">") ? 3 : 0;
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] = i % 4 == lowest ? (byte) (bytes[i] & 0x7f) : 0;
        }
      }
      MemorySegment.copy(bytes, 0, from.segment(), ValueLayout.JAVA_BYTE, 0, bytes.length);
      if (row[0].contains("?") || row[0].contains("Z")) {
        for (int i = 0; i < 40; i++) {
          double d = random.nextInt(-1000, 1000) * (i % 5 == 0 ? 1e3 : 0.25);
          from.set(row[0].contains("Z") ? List.of(new Complex(d, 1)) : List.of(d, i % 2 == 0), i);
        }
      }
      NdView to = NdView.allocate(row[1], 40);
      from.convertTo(to, Casting.UNSAFE);
      questions.add(row[2] + ";" + row[3] + ";" + HexFormat.of().formatHex(from.toBytes()));
      answers.add(HexFormat.of().formatHex(to.toBytes()));
    }
    assertThat(Python.run(List.of("-c", script), questions)).isEqualTo(answers);
  }
}
