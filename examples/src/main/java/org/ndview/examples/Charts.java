package org.ndview.examples;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.nd4j.evaluation.classification.ConfusionMatrix;
import org.ndview.image.Images;

/** Charts as PNG files, drawn by XChart. */
final class Charts {
  private Charts() {}

  /**
   * Writes how often each class was taken for each other.
   *
   * @param counts how often
   * @param names the names of the classes
   * @param title what it is
   * @param file the file
   * @return whether it was drawn: a machine without fonts cannot
   * @throws IOException if the file cannot be written
   */
  static boolean confusion(
      ConfusionMatrix<Integer> counts, List<String> names, String title, Path file)
      throws IOException {
    HeatMapChart chart =
        new HeatMapChartBuilder()
            .width(720)
            .height(600)
            .title(title)
            .xAxisTitle("predicted")
            .yAxisTitle("true")
            .build();
    List<Number[]> cells = new ArrayList<>();
    for (int truth = 0; truth < names.size(); truth++) {
      for (int predicted = 0; predicted < names.size(); predicted++) {
        cells.add(new Number[] {predicted, truth, counts.getCount(truth, predicted)});
      }
    }
    chart.addSeries("images", names, names, cells);
    chart.getStyler().setShowValue(true).setHeatMapValueDecimalPattern("0");
    chart.getStyler().setRangeColors(new Color[] {Color.WHITE, new Color(90, 160, 220)});
    chart.getStyler().setXAxisLabelRotation(45);
    return write(chart, file);
  }

  /**
   * Writes a chart.
   *
   * @param chart the chart
   * @param file the file
   * @return whether it was drawn: a machine without fonts cannot
   * @throws IOException if the file cannot be written
   */
  static boolean write(Chart<?, ?> chart, Path file) throws IOException {
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    try {
      // the image's own memory is what is written: red, green and blue of each int
      Images.writePng(file, Images.view(BitmapEncoder.getBufferedImage(chart)));
      return true;
    } catch (RuntimeException | InternalError | LinkageError e) {
      // how Java tells that a machine has no fonts differs from version to version
      return false;
    }
  }

  /**
   * Adds a line without marks at its points.
   *
   * @param chart the chart
   * @param name what the line is
   * @param x its points
   * @param y its points
   */
  static void line(XYChart chart, String name, double[] x, double[] y) {
    chart.addSeries(name, x, y).setMarker(SeriesMarkers.NONE);
  }
}
