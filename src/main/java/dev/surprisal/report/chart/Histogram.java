package dev.surprisal.report.chart;

import java.util.List;

/**
 * A distribution before and after: an area for the reference, a line for what is compared with it.
 *
 * @param label what it shows, in words
 * @param before the share of each bin before
 * @param after the share of each bin after, as many
 * @param isDiscrete whether a bin is one value, and bins are drawn apart
 * @param texts what stands below, at which bin's left edge
 */
public record Histogram(
    String label,
    List<Double> before,
    List<Double> after,
    boolean isDiscrete,
    List<EdgeText> texts) {

  private static final int HEIGHT = 76;
  private static final int BELOW = 17;
  private static final int CUT = 4;

  /** A text below an edge; {@code at} counts bins from the left. */
  public record EdgeText(double at, String text) {}

  /** Copies the lists. */
  public Histogram {
    before = List.copyOf(before);
    after = List.copyOf(after);
    texts = List.copyOf(texts);
  }

  /** Draws it. */
  public Drawing draw() {
    Svg svg = Svg.begin("histogram", HEIGHT + BELOW, label);
    int bins = before.size();
    double most = scale();
    svg.stretched(bins, HEIGHT, 0, HEIGHT);
    if (isDiscrete) {
      svg.path("past", bars(before, most, 0.08, 0.48)).path("now", bars(after, most, 0.52, 0.92));
    } else {
      svg.path("past", steps(before, most) + "V" + HEIGHT + "H0Z")
          .path("now-line", steps(after, most));
    }
    svg.endStretched().line("axis", 0, HEIGHT, 100, HEIGHT);
    for (EdgeText it : texts) {
      double x = 100 * it.at() / bins;
      svg.text(x < 4 ? "x first" : x > 96 ? "x last" : "x", x, HEIGHT + 14.0, it.text());
    }
    return svg.end();
  }

  /**
   * The share that is as high as there is room. A side that is all in one bin would flatten the
   * other: it is cut off where it is far higher.
   */
  private double scale() {
    double past = before.stream().mapToDouble(it -> it).max().orElse(0);
    double now = after.stream().mapToDouble(it -> it).max().orElse(0);
    double least = Math.min(past, now);
    double most = Math.max(past, now);
    return Math.max(1e-12, least > 0 ? Math.min(most, CUT * least) : most);
  }

  private static String bars(List<Double> shares, double most, double from, double to) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < shares.size(); i++) {
      if (shares.get(i) > 0) {
        path.append('M')
            .append(Svg.number(i + from))
            .append(' ')
            .append(HEIGHT)
            .append('V')
            .append(y(shares.get(i), most))
            .append('H')
            .append(Svg.number(i + to))
            .append('V')
            .append(HEIGHT)
            .append('Z');
      }
    }
    return path.toString();
  }

  private static String steps(List<Double> shares, double most) {
    StringBuilder path = new StringBuilder("M0 " + HEIGHT);
    for (int i = 0; i < shares.size(); i++) {
      path.append('V').append(y(shares.get(i), most)).append('H').append(i + 1);
    }
    return path.toString();
  }

  private static String y(double share, double most) {
    return Svg.number(share > most ? 0 : HEIGHT - (HEIGHT - 4) * share / most);
  }
}
