package dev.surprisal.drift.comparison;

import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.math.statistics.Normal;
import dev.surprisal.profile.ColumnMoments;
import dev.surprisal.profile.Disagreement;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.cube.Series;
import dev.surprisal.profile.cube.Slice;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far the predictions of a version and slice in the current range are from the second
 * prediction set.
 *
 * @param version the version
 * @param slice the slice
 * @param of the figures, in nats
 * @param rows the rows that are compared; effective ones where rows have weights
 * @param jsInterval the 95 % interval of the mean Jensen–Shannon divergence by the normal
 *     approximation, in nats; null for fewer than two rows
 */
public record SliceDisagreement(
    @Nullable String version,
    Slice slice,
    Disagreement of,
    double rows,
    @Nullable ConfidenceInterval jsInterval) {

  private static final double ALPHA = 0.05;

  /** That of the current rows of a series, from the columns that are kept of it. */
  public static SliceDisagreement of(Series series) {
    Profile current = series.current();
    Disagreement of = Disagreement.of(current);
    double rows = of.compared() * current.predictedSize().scale();
    return new SliceDisagreement(
        series.version(), series.slice(), of, rows, interval(of.jsDivergence(), rows));
  }

  private static @Nullable ConfidenceInterval interval(ColumnMoments js, double rows) {
    if (!(rows >= 2)) {
      return null;
    }
    double half = Normal.quantile(1 - ALPHA / 2) * Math.sqrt(js.variance() / rows);
    return new ConfidenceInterval(js.mean() - half, js.mean() + half).atLeast(0);
  }

  /**
   * Those worth telling: of each version all rows first, then the slices that differ most.
   *
   * <p>They are ranked by the lower end of the interval and not by the mean: among many small
   * slices some have a great mean by chance.
   *
   * @param all of every version and slice
   * @param minRows the rows that a slice must have
   * @param most how many slices of a version
   */
  public static List<SliceDisagreement> ranked(
      Collection<SliceDisagreement> all, long minRows, int most) {
    Map<@Nullable String, List<SliceDisagreement>> versions = new LinkedHashMap<>();
    for (SliceDisagreement it : all) {
      versions.computeIfAbsent(it.version, version -> new ArrayList<>()).add(it);
    }
    List<SliceDisagreement> ranked = new ArrayList<>();
    for (List<SliceDisagreement> version : versions.values()) {
      version.stream().filter(it -> it.slice.isAll()).forEach(ranked::add);
      version.stream()
          .filter(it -> !it.slice.isAll() && it.rows >= minRows)
          .sorted(
              Comparator.comparingDouble(SliceDisagreement::least)
                  .reversed()
                  .thenComparing(SliceDisagreement::slice))
          .limit(most)
          .forEach(ranked::add);
    }
    return ranked;
  }

  private double least() {
    return jsInterval == null ? Double.NEGATIVE_INFINITY : jsInterval.lower();
  }
}
