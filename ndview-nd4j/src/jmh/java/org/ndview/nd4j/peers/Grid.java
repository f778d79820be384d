package org.ndview.nd4j.peers;

import java.util.List;
import java.util.Locale;

/**
 * The grid of small inner dimensions as a picture: a square for each row, coloured by its ratio.
 */
final class Grid {
  private static final int CELL_WIDTH = 44;
  private static final int CELL_HEIGHT = 22;
  private static final int LEFT = 86;
  private static final int TOP = 60;
  private static final int GAP = 26;

  private final Options options;
  private final Results results;
  private final Group group = GridRows.group();
  private final StringBuilder svg = new StringBuilder();

  Grid(Options options, Results results) {
    this.options = options;
    this.results = results;
  }

  String svg() {
    int panelWidth = GridRows.SIZES.length * CELL_WIDTH + GAP;
    int panelHeight = GridRows.SHAPES.size() * CELL_HEIGHT + TOP;
    int width = LEFT + GridRows.WORK.size() * panelWidth;
    int height = options.providers().size() * panelHeight + GAP;
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"11\">\n"
            .formatted(width, height));
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    for (int p = 0; p < options.providers().size(); p++) {
      for (int w = 0; w < GridRows.WORK.size(); w++) {
        panel(
            options.providers().get(p),
            GridRows.WORK.get(w),
            LEFT + w * panelWidth,
            p * panelHeight + TOP);
      }
    }
    text(
        LEFT,
        height - 8,
        "start",
        "NumPy's time by ndview's, the worst of the JVMs: blue, ndview is faster; red, NumPy; white, the same. Columns: items in all.");
    return svg.append("</svg>\n").toString();
  }

  private void panel(String provider, String work, int left, int top) {
    text(left, top - 30, "start", work + ", " + provider);
    for (int c = 0; c < GridRows.SIZES.length; c++) {
      text(left + c * CELL_WIDTH + CELL_WIDTH / 2, top - 8, "middle", "10^" + (c + 1));
    }
    for (int r = 0; r < GridRows.SHAPES.size(); r++) {
      String shape = GridRows.SHAPES.get(r);
      int y = top + r * CELL_HEIGHT;
      if (left == LEFT) {
        text(left - 8, y + 15, "end", shape);
      }
      for (int c = 0; c < GridRows.SIZES.length; c++) {
        cell(
            left + c * CELL_WIDTH,
            y,
            ratio(provider, GridRows.name(work, shape, GridRows.SIZES[c])));
      }
    }
  }

  private double ratio(String provider, String name) {
    List<Row> rows = group.rows().stream().filter(r -> r.name().equals(name)).toList();
    return results.worst(provider, group, rows.getFirst(), Side.NUMPY);
  }

  private void cell(int x, int y, double ratio) {
    String fill = Double.isNaN(ratio) ? "#eeeeee" : colour(ratio);
    svg.append(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\" stroke=\"white\"/>\n"
            .formatted(x, y, CELL_WIDTH, CELL_HEIGHT, fill));
    if (!Double.isNaN(ratio)) {
      text(
          x + CELL_WIDTH / 2,
          y + 15,
          "middle",
          String.format(Locale.ROOT, ratio < 10 ? "%.2f" : "%.0f", ratio));
    }
  }

  /** White for 1, to blue for 4 and more, to red for a quarter and less; even in the logarithm. */
  private static String colour(double ratio) {
    double part = Math.clamp(Math.log(ratio) / Math.log(4), -1.0, 1.0);
    int faded = (int) Math.round(255 - 150 * Math.abs(part));
    return part < 0
        ? "rgb(255,%d,%d)".formatted(faded, faded)
        : "rgb(%d,%d,255)".formatted(faded, (faded + 255) / 2);
  }

  private void text(int x, int y, String anchor, String words) {
    svg.append(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>\n".formatted(x, y, anchor, words));
  }
}
