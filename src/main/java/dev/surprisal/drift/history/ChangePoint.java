package dev.surprisal.drift.history;

import dev.surprisal.drift.comparison.FittedMean;
import dev.surprisal.drift.comparison.LogLossComparison;
import dev.surprisal.drift.comparison.Sample;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.cube.Series;
import dev.surprisal.profile.cube.Series.WindowProfile;
import dev.surprisal.profile.time.TimeRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * When a version's log loss changed, if it changed once: the current window k from which on another
 * mean and another scale of deviations hold than before, such that the windows' means are
 * likeliest.
 *
 * <p>Each window weighs 1/(σ²/n + τ²) with the reference's figures. With normal deviations, whose
 * scale is unknown before and after, the likelihood of k is (RSS₁/k)^(−k/2) (RSS₂/l)^(−l/2) for k
 * windows before and l from it on: a model that breaks also becomes restless; with equal prior
 * probabilities, the likeliest windows that together have the probability 1 − α are the set that k
 * is in. D. V. Hinkley, <a href="https://doi.org/10.1093/biomet/57.1.1">Inference about the
 * change-point in a sequence of random variables</a> (1970).
 *
 * @param window the window from which on the log loss was another
 * @param earliest the first window of the set that it is in with probability 1 − α
 * @param latest the last one of it
 * @param before the mean log loss of the windows before
 * @param after that of the windows from it on
 */
public record ChangePoint(
    TimeRange window, TimeRange earliest, TimeRange latest, double before, double after) {

  /** Fewer windows on a side say nothing of a change. */
  private static final int MIN_WINDOWS = 3;

  /** Three windows can agree by luck; they are not taken for more certain than this. */
  private static final double LEAST_SCALE = 0.1;

  /** A window's mean loss and weight. */
  private record Point(TimeRange range, boolean reference, double mean, double weight) {}

  /** A change at an index, and how likely it makes the windows. */
  private record Split(int index, double before, double after, double logLikelihood) {}

  /**
   * The change point; none where there are too few windows.
   *
   * @param series the rows
   * @param alpha the set has the probability 1 − α
   * @param minRows windows of fewer labelled rows are passed over
   */
  public static Optional<ChangePoint> of(Series series, double alpha, long minRows) {
    List<Point> points = points(series, minRows);
    List<Split> splits =
        IntStream.range(0, points.size())
            .filter(k -> k >= MIN_WINDOWS && k + MIN_WINDOWS <= points.size())
            .filter(k -> !points.get(k).reference())
            .mapToObj(k -> split(points, k))
            .sorted(Comparator.comparingDouble(Split::logLikelihood).reversed())
            .toList();
    if (splits.isEmpty() || !Double.isFinite(splits.get(0).logLikelihood())) {
      return Optional.empty();
    }
    Split best = splits.get(0);
    List<Split> set = likeliest(splits, alpha);
    int first = set.stream().mapToInt(Split::index).min().orElse(best.index());
    int last = set.stream().mapToInt(Split::index).max().orElse(best.index());
    return Optional.of(
        new ChangePoint(
            points.get(best.index()).range(),
            points.get(first).range(),
            points.get(last).range(),
            best.before(),
            best.after()));
  }

  /** The same in another unit. */
  ChangePoint in(InformationUnit unit) {
    return new ChangePoint(window, earliest, latest, unit.fromNats(before), unit.fromNats(after));
  }

  private static List<Split> likeliest(List<Split> splits, double alpha) {
    double most = splits.get(0).logLikelihood();
    double[] likelihood =
        splits.stream().mapToDouble(s -> Math.exp(s.logLikelihood() - most)).toArray();
    double total = 0;
    for (double one : likelihood) {
      total += one;
    }
    List<Split> set = new ArrayList<>();
    double mass = 0;
    for (int i = 0; i < likelihood.length && mass < (1 - alpha) * total; i++) {
      set.add(splits.get(i));
      mass += likelihood[i];
    }
    return set;
  }

  private static List<Point> points(Series series, long minRows) {
    Sample reference = Sample.ofReference(series);
    double rowVariance = series.reference().lossVariance();
    double between =
        new FittedMean(LogLossComparison::finite, reference, reference)
            .dispersion()
            .betweenWindows();
    List<Point> points = new ArrayList<>();
    for (WindowProfile window : series.windows()) {
      Profile profile = window.profile();
      double rows = LogLossComparison.finite(profile).rows();
      double variance = rowVariance / rows + between;
      if (rows >= minRows && variance > 0) {
        points.add(
            new Point(window.range(), window.reference(), profile.meanFiniteLoss(), 1 / variance));
      }
    }
    return points;
  }

  private static Split split(List<Point> points, int index) {
    double before = mean(points.subList(0, index));
    double after = mean(points.subList(index, points.size()));
    double likelihood =
        logLikelihood(points.subList(0, index), before)
            + logLikelihood(points.subList(index, points.size()), after);
    return new Split(index, before, after, likelihood);
  }

  /** −n/2 · ln(RSS/n) with the scale's bound. */
  private static double logLikelihood(List<Point> points, double mean) {
    double residual = 0;
    for (Point point : points) {
      double deviation = point.mean() - mean;
      residual += point.weight() * deviation * deviation;
    }
    double n = points.size();
    return -n / 2 * Math.log(Math.max(residual / n, LEAST_SCALE));
  }

  private static double mean(List<Point> points) {
    double sum = 0;
    double weight = 0;
    for (Point point : points) {
      sum += point.weight() * point.mean();
      weight += point.weight();
    }
    return sum / weight;
  }
}
