import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes Block8, Block16, Block32 and Block64: loops between memory and small arrays, which differ
 * by nothing but the width of an item. Each loop stands once for each kind of memory, so that each
 * keeps a type profile of its own: see Memory.
 */
public final class GenerateBlocks {
  private static final String[] KINDS = {"Memory.NATIVE", "Memory.BYTES", null};

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0], "org", "ndview");
    Files.createDirectories(folder);
    write(folder, 8, "byte", "Byte", "JAVA_BYTE");
    write(folder, 16, "short", "Short", "JAVA_SHORT_UNALIGNED");
    write(folder, 32, "int", "Integer", "JAVA_INT_UNALIGNED");
    write(folder, 64, "long", "Long", "JAVA_LONG_UNALIGNED");
  }

  private static void write(Path folder, int bits, String type, String box, String layout)
      throws IOException {
    String swap =
        bits == 8
            ? ""
            : """
                for (int i = 0; i < n; i++) {
                  items[i] = %s.reverseBytes(items[i]);
                }
            """
                .formatted(box);
    String source =
        """
        package org.ndview;

        import java.lang.foreign.MemorySegment;
        import java.lang.foreign.ValueLayout;

        /** Items of %1$d bits. Generated: see GenerateBlocks. */
        final class Block%1$d extends Block {
          private static final ValueLayout.Of%5$s ITEM = ValueLayout.%3$s;

          private %2$s[] items;
          private %2$s[] scratch = new %2$s[0];

          Block%1$d(int length) {
            super(%4$d);
            items = new %2$s[length];
          }

          @Override
          %2$s[] array() {
            return items;
          }

          @Override
          void read(MemorySegment memory, long at, int n, int to) {
            MemorySegment.copy(memory, ITEM, at, items, to, n);
          }

          @Override
          void write(int from, MemorySegment memory, long at, int n) {
            MemorySegment.copy(items, from, memory, ITEM, at, n);
          }

          @Override
          void gather(MemorySegment memory, long at, int outer, long outerStride, int inner, long innerStride, int pitch) {
            %2$s[] items = this.items;
            switch (Memory.kindOf(memory)) {
        %6$s    }
          }

          @Override
          void scatter(MemorySegment memory, long at, int outer, long outerStride, int inner, long innerStride, int pitch) {
            %2$s[] items = this.items;
            switch (Memory.kindOf(memory)) {
        %7$s    }
          }

          private %2$s[] scratch() {
            if (scratch.length == 0) {
              scratch = new %2$s[items.length];
            }
            return scratch;
          }

          @Override
          void turn(int rows, int columns, int pitch) {
            %2$s[] from = items;
            %2$s[] to = scratch();
            if (pitch == WIDE) {
              for (int c = 0; c < columns; c++) {
                for (int r = 0; r < rows; r++) {
                  to[c * WIDE + r] = from[r * WIDE + c];
                }
              }
            } else {
              for (int c = 0; c < columns; c++) {
                for (int r = 0; r < rows; r++) {
                  to[c * NARROW + r] = from[r * NARROW + c];
                }
              }
            }
            scratch = from;
            items = to;
          }

          @Override
          void interleave(int rows, int columns) {
            %2$s[] from = items;
            %2$s[] to = scratch();
            switch (rows) {
        %9$s      default -> {
                for (int r = 0; r < rows; r++) {
                  for (int c = 0, f = r * columns, t = r; c < columns; c++, f++, t += rows) {
                    to[t] = from[f];
                  }
                }
              }
            }
            scratch = from;
            items = to;
          }

          @Override
          void separate(int rows, int columns) {
            %2$s[] from = items;
            %2$s[] to = scratch();
            switch (columns) {
        %10$s      default -> {
                for (int c = 0; c < columns; c++) {
                  for (int r = 0, f = c, t = c * rows; r < rows; r++, f += columns, t++) {
                    to[t] = from[f];
                  }
                }
              }
            }
            scratch = from;
            items = to;
          }

          @Override
          boolean pick(MemorySegment memory, long at, int n, int step, int to) {
            %2$s[] items = this.items;
            %2$s[] all = scratch();
            int span = (n - 1) * Math.abs(step) + 1;
            if (span > all.length) {
              return false;
            }
            MemorySegment.copy(memory, ITEM, step < 0 ? at - (span - 1L) * %4$d : at, all, 0, span);
            switch (step) {
              case -1 -> {
                for (int i = 0, last = to + n - 1; i < n; i++) {
                  items[last - i] = all[i];
                }
              }
        %11$s      default -> {
                return false;
              }
            }
            return true;
          }

          @Override
          void swapBytes(int n) {
        %8$s  }
        }
        """
            .formatted(
                bits,
                type,
                layout,
                bits / 8,
                type.equals("int")
                    ? "Int"
                    : Character.toUpperCase(type.charAt(0)) + type.substring(1),
                loops("items[k] = memory.get(ITEM, p);"),
                loops("memory.set(ITEM, p, items[k]);"),
                swap,
                interleaved(),
                separated(),
                picked());
    Files.writeString(folder.resolve("Block" + bits + ".java"), source);
  }

  private static String loops(String body) {
    StringBuilder out = new StringBuilder();
    for (String kind : KINDS) {
      out.append(
          """
                %s -> {
                  for (int o = 0; o < outer; o++) {
                    long p = at + o * outerStride;
                    for (int i = 0, k = o * pitch; i < inner; i++, k++, p += innerStride) {
                      %s
                    }
                  }
                }
          """
              .formatted(kind == null ? "default" : "case " + kind, body));
    }
    return out.toString();
  }

  /** Constant strides, unlike variable ones, leave no range checks in the loop. */
  private static String interleaved() {
    StringBuilder out = new StringBuilder();
    for (int rows = 2; rows <= 4; rows++) {
      out.append(
          "      case %d -> {\n        for (int c = 0; c < columns; c++) {\n".formatted(rows));
      for (int r = 0; r < rows; r++) {
        out.append("          to[%d * c + %d] = from[%d * columns + c];\n".formatted(rows, r, r));
      }
      out.append("        }\n      }\n");
    }
    return out.toString();
  }

  private static String separated() {
    StringBuilder out = new StringBuilder();
    for (int columns = 2; columns <= 4; columns++) {
      out.append(
          "      case %d -> {\n        for (int r = 0; r < rows; r++) {\n".formatted(columns));
      for (int c = 0; c < columns; c++) {
        out.append("          to[%d * rows + r] = from[%d * r + %d];\n".formatted(c, columns, c));
      }
      out.append("        }\n      }\n");
    }
    return out.toString();
  }

  private static String picked() {
    StringBuilder out = new StringBuilder();
    for (int step = 2; step <= 4; step++) {
      out.append(
          """
                case %d -> {
                  for (int i = 0; i < n; i++) {
                    items[to + i] = all[%d * i];
                  }
                }
          """
              .formatted(step, step));
    }
    return out.toString();
  }
}
