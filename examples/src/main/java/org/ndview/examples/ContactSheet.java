package org.ndview.examples;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.ndview.NdView;

/** A page of images with a line of text below each. */
final class ContactSheet {
  private static final int COLUMNS = 8;
  private static final int ZOOM = 4;
  private static final int TEXT = 18;
  private static final int GAP = 8;

  private ContactSheet() {}

  /** A line of text, and whether it is a good one. */
  record Caption(String text, boolean good) {}

  /**
   * Writes the page as a PNG file.
   *
   * @param images grey images, of shape (n, height, width) and format {@code B}
   * @param captions what to write below each
   * @param file the file
   * @return whether the captions are in it: a machine without fonts cannot draw them
   * @throws IOException if the file cannot be written
   */
  static boolean write(NdView images, List<Caption> captions, Path file) throws IOException {
    int n = captions.size();
    int height = (int) images.shape()[1] * ZOOM;
    int width = (int) images.shape()[2] * ZOOM;
    int rows = (n + COLUMNS - 1) / COLUMNS;
    BufferedImage page =
        new BufferedImage(
            COLUMNS * (width + GAP) + GAP,
            rows * (height + TEXT + GAP) + GAP,
            BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = page.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, page.getWidth(), page.getHeight());
    boolean drawn = true;
    for (int i = 0; i < n; i++) {
      int x = GAP + i % COLUMNS * (width + GAP);
      int y = GAP + i / COLUMNS * (height + TEXT + GAP);
      draw(images.select(0, i), page, x, y);
      drawn &= draw(captions.get(i), graphics, x, y + height + TEXT - 5);
    }
    graphics.dispose();
    ImageIO.write(page, "png", file.toFile());
    return drawn;
  }

  private static void draw(NdView image, BufferedImage page, int x, int y) {
    for (int row = 0; row < image.shape()[0] * ZOOM; row++) {
      for (int column = 0; column < image.shape()[1] * ZOOM; column++) {
        // white on black in the data, printed as on paper
        int grey = 255 - image.getInt(row / ZOOM, column / ZOOM);
        page.setRGB(x + column, y + row, grey << 16 | grey << 8 | grey);
      }
    }
  }

  private static boolean draw(Caption caption, Graphics2D graphics, int x, int y) {
    graphics.setColor(caption.good() ? Color.BLACK : Color.RED);
    try {
      graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
      graphics.drawString(caption.text(), x, y);
      return true;
    } catch (RuntimeException | InternalError | LinkageError e) {
      // how Java tells that a machine has no fonts differs from version to version
      return false;
    }
  }
}
