package dev.surprisal.report.chart;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A figure over time in the size of a word.
 *
 * @param label what it shows, in words
 * @param values the values, in order; null where there is none
 * @param marked which of them are in an incident
 * @param level what to compare with, NaN where unknown
 */
public record Sparkline(
    String label, List<@Nullable Double> values, List<Boolean> marked, double level) {

  private static final int HEIGHT = 48;

  /** Draws it. */
  public Drawing draw() {
    Svg svg = Svg.begin("sparkline", HEIGHT, label);
    double least = Double.isNaN(level) ? Double.POSITIVE_INFINITY : level;
    double greatest = Double.isNaN(level) ? Double.NEGATIVE_INFINITY : level;
    for (Double value : values) {
      if (value != null && Double.isFinite(value)) {
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
      }
    }
    double extent = greatest > least ? greatest - least : 1;
    double step = (double) Svg.WIDTH / Math.max(1, values.size());
    StringBuilder all = new StringBuilder();
    StringBuilder during = new StringBuilder();
    boolean follows = false;
    for (int i = 0; i < values.size(); i++) {
      Double value = values.get(i);
      boolean isDrawn = value != null && Double.isFinite(value);
      if (isDrawn) {
        double y = 4 + (HEIGHT - 8) * (greatest - Objects.requireNonNull(value)) / extent;
        String at = Svg.number(step * (i + 0.5)) + ' ' + Svg.number(y);
        all.append(follows ? 'L' : 'M').append(at);
        if (marked.get(i)) {
          during.append('M').append(at).append("h.1");
        }
      }
      follows = isDrawn;
    }
    if (Double.isFinite(level)) {
      double y = 4 + (HEIGHT - 8) * (greatest - level) / extent;
      svg.line("reference", 0, y, 100, y);
    }
    return svg.stretched(Svg.WIDTH, HEIGHT, 0, HEIGHT)
        .path("line", all)
        .path("dots is-alert", during)
        .endStretched()
        .end();
  }
}
