package org.ndview.examples.drawings;

/** A small SVG: cells with numbers in them, text and arrows. Places and sizes in pixels. */
final class Svg {
  /** Colours of rows: light enough for black text. */
  private static final String[] COLOURS = {"#a6cee3", "#fdbf6f", "#b2df8a", "#cab2d6", "#fb9a99"};

  private static final String BLANK = "#f4f4f4";

  private final StringBuilder body = new StringBuilder();
  private final int width;
  private final int height;

  Svg(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /**
   * Draws a cell.
   *
   * @param colour which of the colours, or -1 for none
   */
  void cell(int x, int y, int width, int height, int colour, String text) {
    body.append(
        "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\" stroke=\"#555\"/>%n"
            .formatted(x, y, width, height, colour < 0 ? BLANK : COLOURS[colour % COLOURS.length]));
    if (!text.isEmpty()) {
      body.append(
          "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\">%s</text>%n"
              .formatted(x + width / 2, y + height / 2 + 5, escaped(text)));
    }
  }

  void text(int x, int y, String text) {
    body.append("<text x=\"%d\" y=\"%d\">%s</text>%n".formatted(x, y, escaped(text)));
  }

  void code(int x, int y, String text) {
    body.append(
        "<text class=\"code\" x=\"%d\" y=\"%d\">%s</text>%n".formatted(x, y, escaped(text)));
  }

  void small(int x, int y, String text) {
    body.append(
        "<text class=\"small\" x=\"%d\" y=\"%d\">%s</text>%n".formatted(x, y, escaped(text)));
  }

  void arrow(int x1, int y1, int x2, int y2) {
    body.append(
        "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"#333\" marker-end=\"url(#head)\"/>%n"
            .formatted(x1, y1, x2, y2));
  }

  @Override
  public String toString() {
    return """
    <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" font-family="sans-serif" font-size="14">
    <style>.code{font-family:monospace;font-weight:bold}.small{font-size:11px;fill:#555}</style>
    <defs><marker id="head" markerWidth="8" markerHeight="8" refX="7" refY="4" orient="auto"><path d="M0,0 L8,4 L0,8 z" fill="#333"/></marker></defs>
    <rect width="%1$d" height="%2$d" fill="white"/>
    %3$s</svg>
    """
        .formatted(width, height, body)
        .replace("\r\n", "\n");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
