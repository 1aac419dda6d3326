package dev.surprisal.drift.narrative;

import dev.surprisal.drift.finding.Baseline;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.Span;
import dev.surprisal.profile.time.TimeRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether a column's shift goes with the log loss: Pearson's correlation, over the windows in which
 * both were judged, of the column's divergence with the difference of the log loss. It is no proof
 * of a cause: what moved once and for all goes with whatever else did.
 */
final class Association {

  /** Fewer windows have some correlation whatever they hold. */
  private static final int MIN_WINDOWS = 5;

  private Association() {}

  /**
   * The correlation; NaN for fewer than five windows, and where one of the two never varies.
   *
   * @param findings of one version
   * @param column the column
   */
  static double withLogLoss(List<Finding> findings, @Nullable String column) {
    Map<TimeRange, Double> losses = effects(findings, ComparisonKind.LOG_LOSS, null);
    Map<TimeRange, Double> shifts = effects(findings, ComparisonKind.COLUMN_DISTRIBUTION, column);
    List<double[]> pairs = new ArrayList<>();
    shifts.forEach(
        (window, shift) -> {
          Double loss = losses.get(window);
          if (loss != null) {
            pairs.add(new double[] {shift, loss});
          }
        });
    return pairs.size() < MIN_WINDOWS ? Double.NaN : correlation(pairs);
  }

  private static Map<TimeRange, Double> effects(
      List<Finding> findings, ComparisonKind kind, @Nullable String subject) {
    Map<TimeRange, Double> effects = new TreeMap<>(Comparator.comparing(TimeRange::from));
    for (Finding finding : findings) {
      TimeRange window = finding.window();
      Double effect = finding.effect();
      if (window != null
          && effect != null
          && Double.isFinite(effect)
          && finding.comparison() == kind
          && finding.slice().isAll()
          && finding.span() == Span.WINDOW
          && finding.baseline() == Baseline.REFERENCE
          && Objects.equals(finding.subject(), subject)) {
        effects.put(window, effect);
      }
    }
    return effects;
  }

  private static double correlation(List<double[]> pairs) {
    double n = pairs.size();
    double x = pairs.stream().mapToDouble(pair -> pair[0]).sum() / n;
    double y = pairs.stream().mapToDouble(pair -> pair[1]).sum() / n;
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (double[] pair : pairs) {
      xx += (pair[0] - x) * (pair[0] - x);
      yy += (pair[1] - y) * (pair[1] - y);
      xy += (pair[0] - x) * (pair[1] - y);
    }
    return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : Double.NaN;
  }
}
