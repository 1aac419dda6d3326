package dev.surprisal.drift;

import dev.surprisal.math.InformationUnit;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.Series;
import dev.surprisal.profile.Series.WindowProfile;
import dev.surprisal.profile.TimeRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * When a version's log loss changed, if it changed once: the current window k from which on another
 * mean holds than before, such that the windows' means deviate least from the two.
 *
 * <p>Each window weighs 1/(σ²/n + τ²) with the reference's figures. With normal deviations of one
 * unknown scale the likelihood of k is RSSₖ^(−W/2) for W windows; with equal prior probabilities,
 * the likeliest windows that together have the probability 1 − α are the set that k is in. D. V.
 * Hinkley, <a href="https://doi.org/10.1093/biomet/57.1.1">Inference about the change-point in a
 * sequence of random variables</a> (1970).
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

  /** A window's mean loss and weight. */
  private record Point(TimeRange range, boolean reference, double mean, double weight) {}

  /** A change at an index, and what is left of the deviations. */
  private record Split(int index, double before, double after, double residual) {}

  /**
   * The change point; none where there are too few windows.
   *
   * @param series the rows
   * @param alpha the set has the probability 1 − α
   * @param minRows windows of fewer labelled rows are passed over
   */
  static Optional<ChangePoint> of(Series series, double alpha, long minRows) {
    List<Point> points = points(series, minRows);
    List<Split> splits =
        IntStream.range(0, points.size())
            .filter(k -> k >= MIN_WINDOWS && k + MIN_WINDOWS <= points.size())
            .filter(k -> !points.get(k).reference())
            .mapToObj(k -> split(points, k))
            .sorted(Comparator.comparingDouble(Split::residual))
            .toList();
    if (splits.isEmpty() || !(splits.get(0).residual() > 0)) {
      return Optional.empty();
    }
    Split best = splits.get(0);
    List<Split> set = likeliest(splits, alpha, points.size());
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

  private static List<Split> likeliest(List<Split> splits, double alpha, int windows) {
    double least = splits.get(0).residual();
    double[] likelihood =
        splits.stream().mapToDouble(s -> Math.pow(s.residual() / least, -windows / 2.0)).toArray();
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
        new MeanYardstick(LogLossComparison::finite, reference, reference)
            .dispersion()
            .betweenWindows();
    List<Point> points = new ArrayList<>();
    for (WindowProfile window : series.windows()) {
      Profile profile = window.profile();
      long rows = LogLossComparison.finite(profile).rows();
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
    double residual = 0;
    for (int i = 0; i < points.size(); i++) {
      double deviation = points.get(i).mean() - (i < index ? before : after);
      residual += points.get(i).weight() * deviation * deviation;
    }
    return new Split(index, before, after, residual);
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

  /** The change point in words. */
  String sentence() {
    String uncertain =
        earliest.equals(latest)
            ? ""
            : ", or in one between "
                + Words.instant(earliest.from())
                + " and "
                + Words.instant(latest.to());
    return " It changed in the window " + Words.range(window) + uncertain + ".";
  }
}
