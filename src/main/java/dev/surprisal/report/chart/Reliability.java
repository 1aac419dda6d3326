package dev.surprisal.report.chart;

import java.util.List;

/**
 * A reliability diagram: how often the predicted class happened, by confidence, before and after;
 * behind it where the points of a calibrated model would lie, below it the rows of each bin.
 *
 * @param label what it shows, in words
 * @param before the bins before
 * @param after the bins after
 */
public record Reliability(String label, List<Bin> before, List<Bin> after) {

  private static final int HEIGHT = 240;
  private static final int COUNTS = 46;
  private static final int BELOW = 22;

  /**
   * The rows of some confidence.
   *
   * @param confidence their mean confidence
   * @param accuracy the share whose predicted class happened
   * @param low the least share that a calibrated model would have, in 95 % of cases
   * @param high the greatest one
   * @param share the share of all rows that they are
   */
  public record Bin(double confidence, double accuracy, double low, double high, double share) {}

  /** Copies the lists. */
  public Reliability {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /** Draws it. */
  public Drawing draw() {
    Svg svg = Svg.begin("reliability", HEIGHT + COUNTS + BELOW, label);
    int first = tenths();
    for (int tenth = first; tenth <= 10; tenth += first < 5 ? 2 : 1) {
      double y = HEIGHT * (1 - place(tenth / 10.0));
      double x = 100 * place(tenth / 10.0);
      svg.line("grid", 0, y, 100, y).leftText(y + 4, 10 * tenth + " %");
      svg.text(
          "x" + (tenth == first ? " first" : tenth == 10 ? " last" : ""),
          x,
          HEIGHT + COUNTS + 16.0,
          10 * tenth + " %");
    }
    svg.line("axis", 0, HEIGHT + (double) COUNTS, 100, HEIGHT + (double) COUNTS);
    return svg.stretched(Svg.WIDTH, HEIGHT, 0, HEIGHT)
        .path("band", band(after))
        .path("reference", "M0 " + HEIGHT + "L" + Svg.WIDTH + " 0")
        .path("past-line", line(before))
        .path("now-line", line(after))
        .path("dots is-past", dots(before))
        .path("dots is-now", dots(after))
        .endStretched()
        .stretched(Svg.WIDTH, COUNTS, HEIGHT + 4.0, COUNTS - 4.0)
        .path("past", counts(before, -8))
        .path("now", counts(after, 8))
        .endStretched()
        .end();
  }

  /** Both axes begin below the least figure, at an even tenth: of two classes, that is a half. */
  private int tenths() {
    double least = 1;
    for (Bin bin : before) {
      least = Math.min(least, Math.min(bin.confidence(), bin.accuracy()));
    }
    for (Bin bin : after) {
      least = Math.min(least, Math.min(bin.low(), Math.min(bin.confidence(), bin.accuracy())));
    }
    int tenths = (int) Math.floor(10 * Math.min(least, 0.9));
    return tenths < 5 ? tenths - tenths % 2 : tenths;
  }

  private double place(double share) {
    double low = tenths() / 10.0;
    return (share - low) / (1 - low);
  }

  private String at(double confidence, double share) {
    return Svg.number(Svg.WIDTH * place(confidence))
        + ' '
        + Svg.number(HEIGHT * (1 - place(share)));
  }

  private String line(List<Bin> bins) {
    StringBuilder path = new StringBuilder();
    for (Bin bin : bins) {
      path.append(path.isEmpty() ? 'M' : 'L').append(at(bin.confidence(), bin.accuracy()));
    }
    return path.toString();
  }

  private String dots(List<Bin> bins) {
    StringBuilder path = new StringBuilder();
    bins.forEach(
        bin -> path.append('M').append(at(bin.confidence(), bin.accuracy())).append("h.1"));
    return path.toString();
  }

  private String band(List<Bin> bins) {
    StringBuilder path = new StringBuilder();
    for (Bin bin : bins) {
      path.append(path.isEmpty() ? 'M' : 'L').append(at(bin.confidence(), bin.high()));
    }
    for (int i = bins.size() - 1; i >= 0; i--) {
      path.append('L').append(at(bins.get(i).confidence(), bins.get(i).low()));
    }
    return path.isEmpty() ? "" : path.append('Z').toString();
  }

  /** Both sides beside each other, each from a middle. */
  private String counts(List<Bin> bins, int aside) {
    double most = 1e-12;
    for (Bin bin : before) {
      most = Math.max(most, bin.share());
    }
    for (Bin bin : after) {
      most = Math.max(most, bin.share());
    }
    StringBuilder path = new StringBuilder();
    for (Bin bin : bins) {
      path.append('M')
          .append(Svg.number(Svg.WIDTH * place(bin.confidence()) + aside - 7))
          .append(' ')
          .append(COUNTS)
          .append('v')
          .append(Svg.number(-COUNTS * bin.share() / most))
          .append("h14V")
          .append(COUNTS)
          .append('Z');
    }
    return path.toString();
  }
}
