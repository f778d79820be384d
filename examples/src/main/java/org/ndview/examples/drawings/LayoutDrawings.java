package org.ndview.examples.drawings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ndview.Layout;
import org.ndview.NdView;
import org.ndview.Order;

/**
 * Draws where the items of views lie: orders, strides, and pointers. Each cell is placed by the
 * layout that the picture is about.
 */
public final class LayoutDrawings {
  private static final int CELL = 34;
  private static final int LEFT = 20;
  private static final int MEMORY = 340;

  private LayoutDrawings() {}

  /**
   * Writes the pictures into a folder.
   *
   * @param args the folder
   * @throws IOException if one cannot be written
   */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    for (Map.Entry<String, String> drawing : drawings().entrySet()) {
      Files.writeString(folder.resolve(drawing.getKey()), drawing.getValue());
      System.out.println(folder.resolve(drawing.getKey()));
    }
  }

  /** {@return the pictures by their files' names} */
  static Map<String, String> drawings() {
    Map<String, String> drawings = new LinkedHashMap<>();
    drawings.put("orders.svg", orders());
    drawings.put("strides.svg", strides());
    drawings.put("suboffsets.svg", suboffsets());
    return drawings;
  }

  private static String orders() {
    Svg svg = new Svg(MEMORY + 8 * CELL, 270);
    view(svg, 30, "Layout.contiguous(Order.C, 4, 2, 3)", Layout.contiguous(Order.C, 4, 2, 3), 24);
    view(svg, 165, "Layout.contiguous(Order.F, 4, 2, 3)", Layout.contiguous(Order.F, 4, 2, 3), 24);
    return svg.toString();
  }

  private static String strides() {
    Layout all = Layout.contiguous(Order.C, 4, 3, 4);
    Map<String, Layout> views = new LinkedHashMap<>();
    NdView v = NdView.of(new int[12]).reshape(3, 4);
    views.put("v", all);
    views.put("v.slice(\"::2, 1:\")", v.slice("::2, 1:").layout());
    views.put("v.transpose()", v.transpose().layout());
    views.put("v.slice(\"::-1, ::-2\")", v.slice("::-1, ::-2").layout());
    views.put("v.slice(\"1\").broadcastTo(2, 4)", v.slice("1").broadcastTo(2, 4).layout());
    Svg svg = new Svg(MEMORY + 13 * CELL, 890);
    int y = 30;
    for (Map.Entry<String, Layout> view : views.entrySet()) {
      view(svg, y, view.getKey(), view.getValue(), 48);
      y += 85 + CELL * Math.toIntExact(view.getValue().shape()[0]);
    }
    return svg.toString();
  }

  /** A view as a table of its items, and the memory with the items where they lie. */
  private static void view(Svg svg, int y, String code, Layout layout, int bytes) {
    long[] shape = layout.shape();
    long[] strides = layout.strides();
    svg.code(LEFT, y, code);
    svg.small(
        LEFT,
        y + 17,
        "shape %s, strides %s, offset %d"
            .formatted(Arrays.toString(shape), Arrays.toString(strides), layout.offset()));
    int top = y + 28;
    int items = Math.toIntExact(bytes / layout.itemsize());
    String[] names = new String[items];
    int[] colours = new int[items];
    Arrays.fill(names, "");
    Arrays.fill(colours, -1);
    for (int i = 0; i < shape[0]; i++) {
      for (int j = 0; j < shape[1]; j++) {
        String name = i + "," + j;
        svg.cell(LEFT + j * CELL, top + i * CELL, CELL, CELL, i, name);
        int at =
            Math.toIntExact(
                (layout.offset() + i * strides[0] + j * strides[1]) / layout.itemsize());
        // of items at one place the first one names it
        if (colours[at] < 0) {
          colours[at] = i;
          names[at] = name;
        }
      }
    }
    for (int at = 0; at < items; at++) {
      svg.cell(MEMORY + at * CELL, top, CELL, CELL, colours[at], names[at]);
      svg.small(MEMORY + at * CELL, top + CELL + 14, String.valueOf(at * layout.itemsize()));
    }
  }

  private static String suboffsets() {
    float[][] rows = {{1, 2, 3}, {4, 5, 6}, {7, 8, 9}};
    NdView v = NdView.ofRows(rows);
    NdView part = v.slice("::2, 1:");
    Svg svg = new Svg(400, 400);
    pointers(svg, 30, "NdView.ofRows(rows)", v);
    pointers(svg, 225, "NdView.ofRows(rows).slice(\"::2, 1:\")", part);
    return svg.toString();
  }

  private static void pointers(Svg svg, int y, String code, NdView view) {
    svg.code(LEFT, y, code);
    svg.small(
        LEFT,
        y + 17,
        "shape %s, strides %s, suboffsets %s (-1: no pointer)"
            .formatted(
                Arrays.toString(view.shape()),
                Arrays.toString(view.strides()),
                Arrays.toString(view.suboffsets())));
    long pointer = Long.BYTES;
    long first = view.suboffsets()[0] / view.itemsize();
    int used = 0;
    for (int row = 0; row < 3; row++) {
      int top = y + 30 + row * (CELL + 10);
      boolean seen = row * pointer % view.strides()[0] == 0;
      svg.cell(LEFT, top, 2 * CELL, CELL, seen ? used : -1, "pointer");
      svg.arrow(LEFT + 2 * CELL, top + CELL / 2, LEFT + 4 * CELL, top + CELL / 2);
      for (int column = 0; column < 3; column++) {
        boolean item = seen && column >= first;
        svg.cell(
            LEFT + (4 + 2 * column) * CELL,
            top,
            2 * CELL,
            CELL,
            item ? used : -1,
            item ? String.valueOf(view.getFloat(used, column - first)) : "");
      }
      if (seen) {
        used++;
      }
    }
  }
}
