package dev.surprisal.drift.comparison;

import dev.surprisal.drift.comparison.MeanDifference.Part;
import dev.surprisal.profile.Profile;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Differences of a mean from that of the reference: Welch's test, with the variance that the
 * reference's windows show among themselves added to that of the rows.
 *
 * <p>The variance of x̄₂ − x̄₁ is s₁²/n₁ + s₂²/n₂ + τ²(c₁ + c₂), where c = Σ (n_w/n)² over a side's
 * windows and τ² is as in {@link Dispersion}. With too few windows to know it this is Welch's test.
 * Where rows have weights, n is the effective number of rows and s² the weighted variance.
 */
public final class FittedMean {

  private final Function<Profile, Moments> figure;
  private final Moments before;
  private final double concentration;
  private final Dispersion dispersion;
  private final double[] usual;

  /**
   * Takes the reference.
   *
   * @param figure the mean
   * @param before the rows to compare with
   * @param reference the rows whose windows tell how windows differ
   */
  public FittedMean(Function<Profile, Moments> figure, Sample before, Sample reference) {
    this.figure = remembered(figure);
    this.before = this.figure.apply(before.whole());
    this.concentration = before.concentration(profile -> this.figure.apply(profile).size());
    this.dispersion = dispersion(this.figure, reference);
    this.usual = leaveOneOut(reference);
  }

  /** The p-values of the reference's windows, each by t against the others. */
  double[] usual() {
    return usual;
  }

  private double[] leaveOneOut(Sample reference) {
    double free = dispersion.freeWindows() - 1;
    double rowVariance = dispersion.rowVariance();
    if (!(free >= Dispersion.MIN_WINDOWS - 1) || !(rowVariance > 0)) {
      return new double[0];
    }
    double mean = centre(figure, reference);
    double all = Arrays.stream(reference.windowRows(p -> figure.apply(p).size())).sum();
    double statistic = dispersion.meanSquare() * dispersion.freeWindows();
    TDistribution t = TDistribution.of(free);
    return reference.windows().stream()
        .map(figure)
        .filter(window -> window.rows() > 0 && window.rows() < all)
        .mapToDouble(
            window -> {
              double deviation = window.mean() - mean;
              double square = window.rows() * deviation * deviation / (1 - window.rows() / all);
              double others =
                  Math.max(Dispersion.LEAST_FOR_TESTS * rowVariance, (statistic - square) / free);
              return Math.min(1, 2 * t.survivalProbability(Math.sqrt(square / others)));
            })
        .toArray();
  }

  /** Each profile is asked several times, and some figures take a pass over the state. */
  private static Function<Profile, Moments> remembered(Function<Profile, Moments> figure) {
    Map<Profile, Moments> known = new IdentityHashMap<>();
    return profile -> known.computeIfAbsent(profile, figure);
  }

  /** The difference of the current mean, for its interval. */
  public MeanDifference difference(Sample current) {
    return difference(current, figure.apply(current.whole()), dispersion::part);
  }

  /**
   * The p-value. Of skewed rows a sample with few large ones has a low mean and, by the same luck,
   * a small variance; Welch's test then finds falls that are none. Without drift the variance is
   * that of the reference, so the current rows' is taken to be at least that.
   *
   * @param current the current rows
   * @param mostDegrees the degrees of freedom are taken to be at most these
   */
  double pValue(Sample current, double mostDegrees) {
    return careful(current).pValue(mostDegrees);
  }

  /** What could have been found. */
  Outcome.Power power(Sample current, double mostDegrees, double margin) {
    MeanDifference careful = careful(current);
    return (pValue, threshold) ->
        Math.max(careful.leastSignificant(pValue, mostDegrees), threshold + margin);
  }

  private MeanDifference careful(Sample current) {
    Moments after = figure.apply(current.whole());
    Moments careful =
        new Moments(
            after.size(),
            after.mean(),
            Math.max(after.variance(), before.variance()),
            after.degreesOfFreedom());
    return difference(current, careful, dispersion::testPart);
  }

  private MeanDifference difference(Sample current, Moments after, OfWindows ofWindows) {
    double windows = concentration + current.concentration(p -> figure.apply(p).size());
    Part was = part(before);
    Part is = part(after);
    return new MeanDifference(
        after.mean() - before.mean(),
        was,
        is,
        ofWindows.part(was.variance() + is.variance(), windows));
  }

  /** What windows add to the variance of rows. */
  @FunctionalInterface
  private interface OfWindows {
    Part part(double ofRows, double concentration);
  }

  /** What windows differ by beyond their rows. */
  public Dispersion dispersion() {
    return dispersion;
  }

  /** The mean of the reference. */
  Moments before() {
    return before;
  }

  private static Part part(Moments moments) {
    return new Part(moments.variance() / moments.rows(), moments.degreesOfFreedom());
  }

  /**
   * The mean that the windows are to lie around: each enters by its rows. In the mean of uneven
   * weights it would enter by its weight, and windows that weigh much for their rows would seem to
   * differ more than they do.
   */
  private static double centre(Function<Profile, Moments> figure, Sample reference) {
    Moments whole = figure.apply(reference.whole());
    if (whole.size().weight() == whole.rows()) {
      return whole.mean();
    }
    double sum = 0;
    double rows = 0;
    for (Profile profile : reference.windows()) {
      Moments window = figure.apply(profile);
      sum += window.rows() > 0 ? window.rows() * window.mean() : 0;
      rows += window.rows();
    }
    return sum / rows;
  }

  private static Dispersion dispersion(Function<Profile, Moments> figure, Sample reference) {
    double mean = centre(figure, reference);
    double within = 0;
    double between = 0;
    double degreesOfFreedom = 0;
    for (Profile profile : reference.windows()) {
      Moments window = figure.apply(profile);
      if (window.rows() > 0) {
        double deviation = window.mean() - mean;
        between += window.rows() * deviation * deviation;
        within += window.rows() > 1 ? (window.rows() - 1) * window.variance() : 0;
        degreesOfFreedom += window.rows() - 1;
      }
    }
    // Windows of one row each leave nothing to tell the windows' variance from the rows'.
    return degreesOfFreedom == 0
        ? Dispersion.NONE
        : Dispersion.of(
            between,
            within / degreesOfFreedom,
            reference.windowRows(profile -> figure.apply(profile).size()));
  }
}
