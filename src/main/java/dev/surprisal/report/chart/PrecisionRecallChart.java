package dev.surprisal.report.chart;

import java.util.List;

/**
 * Precision by recall, before and after: steps, the area below which is the average precision.
 *
 * @param label what it shows, in words
 * @param before the points before, by rising recall
 * @param after the points after
 */
public record PrecisionRecallChart(String label, List<Point> before, List<Point> after) {

  private static final int HEIGHT = 180;
  private static final int BELOW = 22;

  /** So many steps can be told apart. */
  private static final double LEAST_STEP = 0.004;

  /**
   * One threshold.
   *
   * @param recall the share of the class's rows that are above it, 0 to 1
   * @param precision the share of the class among the rows above it, 0 to 1
   */
  public record Point(double recall, double precision) {}

  /** Copies the lists. */
  public PrecisionRecallChart {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /** Draws it. */
  public Drawing draw() {
    Svg svg = Svg.begin("reliability", HEIGHT + BELOW, label);
    for (int fifth = 0; fifth <= 5; fifth++) {
      double y = HEIGHT * (1 - fifth / 5.0);
      svg.line("grid", 0, y, 100, y).leftText(y + 4, 20 * fifth + " %");
      svg.text(
          "x" + (fifth == 0 ? " first" : fifth == 5 ? " last" : ""),
          20 * fifth,
          HEIGHT + 16.0,
          20 * fifth + " %");
    }
    return svg.line("axis", 0, HEIGHT, 100, HEIGHT)
        .stretched(Svg.WIDTH, HEIGHT, 0, HEIGHT)
        .path("past-line", steps(before))
        .path("now-line", steps(after))
        .endStretched()
        .end();
  }

  private static String steps(List<Point> points) {
    StringBuilder path = new StringBuilder();
    double drawn = 0;
    for (int i = 0; i < points.size(); i++) {
      Point it = points.get(i);
      boolean isLast = i == points.size() - 1;
      if (path.isEmpty()) {
        path.append("M0 ").append(y(it));
      } else if (isLast || it.recall() - drawn >= LEAST_STEP) {
        path.append('V').append(y(it));
      } else {
        continue;
      }
      path.append('H').append(Svg.number(Svg.WIDTH * it.recall()));
      drawn = it.recall();
    }
    return path.toString();
  }

  private static String y(Point it) {
    return Svg.number(HEIGHT * (1 - it.precision()));
  }
}
