package dev.surprisal.report.chart;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Cells by row and column in a few colours. What is not significant is pale, and what has too few
 * rows is hatched, so that chance does not catch the eye.
 *
 * @param label what it shows, in words
 * @param columns how many columns there are
 * @param rows the cells of each row, as many as columns
 * @param texts what stands below the columns
 */
public record HeatMap(
    String label, int columns, List<List<Cell>> rows, List<Histogram.EdgeText> texts) {

  /** The height of a row, in pixels. */
  public static final int ROW = 22;

  private static final int BELOW = 20;
  private static final int LEVELS = 4;

  /** What is known of a cell. */
  public enum Known {
    SIGNIFICANT,
    NOT_SIGNIFICANT,
    TOO_FEW_ROWS,
    NOTHING
  }

  /**
   * A cell.
   *
   * @param strength −1 to 1: how much of the greatest change; above 0 for the worse
   * @param known what is known of it
   */
  public record Cell(double strength, Known known) {

    /** The style class; nothing is drawn where nothing is known. */
    private String kind() {
      return switch (known) {
        case NOTHING -> "";
        case TOO_FEW_ROWS -> "few";
        case SIGNIFICANT, NOT_SIGNIFICANT -> {
          long level = Math.max(1, Math.round(Math.ceil(Math.abs(strength) * LEVELS)));
          String side = strength > 0 ? "worse" : "better";
          yield side + Math.min(LEVELS, level) + (known == Known.SIGNIFICANT ? "" : " pale");
        }
      };
    }
  }

  /** Draws it. */
  public Drawing draw() {
    int height = ROW * rows.size();
    Svg svg = Svg.begin("heat-map", height + BELOW, label);
    Map<String, StringBuilder> paths = new TreeMap<>();
    for (int y = 0; y < rows.size(); y++) {
      row(rows.get(y), y, paths);
    }
    svg.stretched(Math.max(1, columns), Math.max(1, rows.size()), 0, height);
    paths.forEach(svg::path);
    svg.endStretched();
    for (int y = 1; y < rows.size(); y++) {
      svg.line("gap", 0, (double) y * ROW, 100, (double) y * ROW);
    }
    for (Histogram.EdgeText it : texts) {
      double x = 100 * it.at() / Math.max(1, columns);
      // A phone has room for the ends alone.
      svg.text(x < 4 ? "x first" : x > 96 ? "x last" : "x wide", x, height + 15.0, it.text());
    }
    return svg.end();
  }

  /** Neighbours alike are one stretch: a page has many cells. */
  private static void row(List<Cell> cells, int y, Map<String, StringBuilder> paths) {
    int from = 0;
    for (int x = 1; x <= cells.size(); x++) {
      String kind = cells.get(from).kind();
      if (x == cells.size() || !cells.get(x).kind().equals(kind)) {
        if (!kind.isEmpty()) {
          paths
              .computeIfAbsent(kind, of -> new StringBuilder())
              .append('M')
              .append(from)
              .append(' ')
              .append(y)
              .append('h')
              .append(x - from)
              .append("v1h")
              .append(from - x)
              .append('z');
        }
        from = x;
      }
    }
  }
}
