package dev.surprisal.drift.history;

import dev.surprisal.drift.comparison.CoarseCells;
import dev.surprisal.drift.comparison.CountDispersion;
import dev.surprisal.drift.comparison.Dispersion;
import dev.surprisal.drift.comparison.FittedMean;
import dev.surprisal.drift.comparison.LogLossComparison;
import dev.surprisal.drift.comparison.Moments;
import dev.surprisal.drift.comparison.Sample;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.DriftPolicy;
import dev.surprisal.math.statistics.BettingMartingale;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.SampleSize;
import dev.surprisal.profile.cube.Series;
import dev.surprisal.profile.cube.Series.WindowProfile;
import dev.surprisal.profile.time.TimeRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The alarm for a whole life: evidence against "the current windows are like those of the
 * reference, and like each other", gathered from window to window, such that it ever reaches 1/α
 * without drift with a probability of at most α.
 *
 * <p>Each window is ranked by its nonconformity among all windows up to it, those of the reference
 * included (a conformal p-value, which is uniform or larger if the windows can be exchanged,
 * whatever they vary by), and {@link BettingMartingale} bets on the rank. The nonconformity is the
 * mean log loss above that of all, or Pearson's X² of the class counts, over the standard deviation
 * that windows of this size have. There are three such streams, the log loss, the labels and the
 * predicted classes; their mean is again a martingale. Windows of very different sizes can be
 * exchanged only as far as the standard deviation is right.
 */
public final class SequentialMonitor {

  private final DriftPolicy policy;
  private final Series series;
  private final List<Stream> streams = new ArrayList<>();

  /**
   * Watches a series.
   *
   * @param policy α, and the rows that a window needs
   * @param series the rows
   */
  public SequentialMonitor(DriftPolicy policy, Series series) {
    this.policy = policy;
    this.series = series;
    Sample reference = Sample.ofReference(series);
    streams.add(losses(reference));
    streams.add(classes(ComparisonKind.LABEL_DISTRIBUTION, reference, SequentialMonitor::labels));
    streams.add(
        classes(
            ComparisonKind.PREDICTED_CLASS_DISTRIBUTION, reference, SequentialMonitor::predicted));
  }

  /** One kind of evidence. */
  private record Stream(
      ComparisonKind kind, Nonconformity nonconformity, BettingMartingale capital) {}

  /** How strange each of some windows is among them; a function of the set alone. */
  private interface Nonconformity {

    /** What is watched of a window, or null where it has too few rows. */
    double @Nullable [] observe(Profile window);

    double[] among(List<double[]> windows);
  }

  /** All evidence up to the last window. */
  public SequentialAlarm watch() {
    Map<ComparisonKind, List<double[]>> seen = new LinkedHashMap<>();
    TimeRange alarm = null;
    double greatest = 1;
    long windows = 0;
    for (WindowProfile window : series.windows()) {
      if (window.reference()) {
        streams.forEach(stream -> remember(stream, window.profile(), seen));
      }
    }
    for (WindowProfile window : series.windows()) {
      if (window.reference()) {
        continue;
      }
      boolean any = false;
      for (Stream stream : streams) {
        any |= bet(stream, window.profile(), seen);
      }
      windows += any ? 1 : 0;
      double evidence = evidence();
      greatest = Math.max(greatest, evidence);
      if (alarm == null && evidence >= 1 / policy.alpha()) {
        alarm = window.range();
      }
    }
    return new SequentialAlarm(
        series.version(), evidence(), greatest, 1 / policy.alpha(), windows, alarm, capitals());
  }

  private boolean remember(
      Stream stream, Profile window, Map<ComparisonKind, List<double[]>> seen) {
    double[] observed = stream.nonconformity().observe(window);
    if (observed == null) {
      return false;
    }
    seen.computeIfAbsent(stream.kind(), kind -> new ArrayList<>()).add(observed);
    return true;
  }

  private boolean bet(Stream stream, Profile window, Map<ComparisonKind, List<double[]>> seen) {
    if (!remember(stream, window, seen)) {
      return false;
    }
    List<double[]> windows = seen.getOrDefault(stream.kind(), List.of());
    double[] nonconformity = stream.nonconformity().among(windows);
    double own = nonconformity[nonconformity.length - 1];
    long atLeast = Arrays.stream(nonconformity).filter(other -> other >= own).count();
    stream.capital().bet((double) atLeast / nonconformity.length);
    return true;
  }

  private double evidence() {
    return streams.stream().mapToDouble(s -> s.capital().capital()).average().orElse(1);
  }

  private Map<String, Double> capitals() {
    Map<String, Double> capitals = new LinkedHashMap<>();
    streams.forEach(s -> capitals.put(s.kind().label(), s.capital().capital()));
    return capitals;
  }

  private Stream losses(Sample reference) {
    double rowVariance = reference.whole().lossVariance();
    Dispersion dispersion =
        new FittedMean(LogLossComparison::finite, reference, reference).dispersion();
    return new Stream(
        ComparisonKind.LOG_LOSS,
        new Nonconformity() {
          @Override
          public double @Nullable [] observe(Profile window) {
            Moments loss = LogLossComparison.finite(window);
            return loss.rows() < policy.minRows()
                ? null
                : new double[] {
                  loss.mean(),
                  Math.sqrt(rowVariance / loss.rows() + dispersion.betweenWindows()),
                  loss.rows()
                };
          }

          @Override
          public double[] among(List<double[]> windows) {
            double rows = windows.stream().mapToDouble(w -> w[2]).sum();
            double mean = windows.stream().mapToDouble(w -> w[0] * w[2]).sum() / rows;
            return windows.stream().mapToDouble(w -> (w[0] - mean) / w[1]).toArray();
          }
        },
        new BettingMartingale());
  }

  private static double[] labels(Profile profile) {
    return effective(profile.labels(), profile.scoredSize());
  }

  private static double[] predicted(Profile profile) {
    return effective(profile.predictedClasses(), profile.predictedSize());
  }

  private static double[] effective(double[] weights, SampleSize size) {
    return Arrays.stream(weights).map(weight -> weight * size.scale()).toArray();
  }

  private Stream classes(
      ComparisonKind kind, Sample reference, Function<Profile, double[]> masses) {
    double correlation =
        CountDispersion.of(reference.windows().stream().map(masses).toList()).correlation();
    return new Stream(
        kind,
        new Nonconformity() {
          @Override
          public double @Nullable [] observe(Profile window) {
            double[] classes = masses.apply(window);
            return CoarseCells.total(classes) < policy.minRows() ? null : classes;
          }

          @Override
          public double[] among(List<double[]> windows) {
            double[] whole = new double[windows.get(0).length];
            windows.forEach(w -> Arrays.setAll(whole, i -> whole[i] + w[i]));
            return windows.stream().mapToDouble(w -> chiSquared(w, whole, correlation)).toArray();
          }
        },
        new BettingMartingale());
  }

  /** Pearson's X², over how much larger windows of this size have it than independent rows. */
  private static double chiSquared(double[] window, double[] whole, double correlation) {
    double rows = CoarseCells.total(window);
    double all = CoarseCells.total(whole);
    double statistic = 0;
    for (int i = 0; i < window.length; i++) {
      double expected = rows * (whole[i] / all);
      double difference = window[i] - expected;
      statistic += expected > 0 ? difference * difference / expected : 0;
    }
    return statistic / (1 + correlation * (rows - 1));
  }
}
