package dev.surprisal.drift;

import dev.surprisal.drift.MeanDifference.Part;
import dev.surprisal.math.GTest;
import dev.surprisal.profile.Profile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The mean log loss: Welch's test, with the variance that the reference's windows show among
 * themselves added to that of the rows.
 *
 * <p>effect = x̄₂ − x̄₁ over the finite losses, above 0 where the model became worse. Its variance
 * is s₁²/n₁ + s₂²/n₂ + τ²(c₁ + c₂), where c = Σ (n_w/n)² over a side's windows and τ² is as in
 * {@link Dispersion}. Where τ² is 0 this is Welch's test. The noise floor is the interval's half
 * width.
 *
 * <p>Under the zero policy {@code infinite} a current row of infinite loss makes the effect +∞; the
 * p-value is then twice the lesser of that of the finite losses and that of a G test on the counts
 * of finite and infinite rows. Infinite rows of the reference alone are left out: the model that
 * ceased to make them is judged by the others.
 *
 * @param alpha the level
 */
record LogLossComparison(double alpha) implements Comparison {

  @Override
  public ComparisonKind kind() {
    return ComparisonKind.LOG_LOSS;
  }

  @Override
  public @Nullable String subject() {
    return null;
  }

  @Override
  public long rows(Profile profile) {
    return profile.scored();
  }

  @Override
  public Yardstick against(Sample reference) {
    Side before = Side.of(reference);
    double betweenWindows = betweenWindows(reference);
    double windows = reference.windowRows(LogLossComparison::finiteRows).length;
    return current -> {
      Side after = Side.of(current);
      double variance = betweenWindows * (before.concentration() + after.concentration());
      MeanDifference difference =
          new MeanDifference(
              after.mean() - before.mean(),
              before.variance(),
              after.variance(),
              new Part(variance, windows - 1));
      return outcome(before, after, difference);
    };
  }

  /** The finite losses of one side, and the number of infinite ones. */
  private record Side(long rows, long infinite, double mean, Part variance, double concentration) {

    static Side of(Sample sample) {
      Profile whole = sample.whole();
      long rows = finiteRows(whole);
      return new Side(
          rows,
          whole.infinite(),
          whole.meanFiniteLoss(),
          new Part(whole.lossVariance() / rows, rows - 1.0),
          sample.concentration(LogLossComparison::finiteRows));
    }
  }

  private static long finiteRows(Profile profile) {
    return profile.scored() - profile.infinite();
  }

  private static double betweenWindows(Sample reference) {
    double mean = reference.whole().meanFiniteLoss();
    double within = 0;
    double between = 0;
    double degreesOfFreedom = 0;
    for (Profile window : reference.windows()) {
      long rows = finiteRows(window);
      if (rows > 0) {
        double deviation = window.meanFiniteLoss() - mean;
        between += rows * deviation * deviation;
        within += rows > 1 ? (rows - 1) * window.lossVariance() : 0;
        degreesOfFreedom += rows - 1;
      }
    }
    // Windows of one row each leave nothing to tell the windows' variance from the rows'.
    return degreesOfFreedom == 0
        ? 0
        : Dispersion.betweenWindows(
            between,
            within / degreesOfFreedom,
            reference.windowRows(LogLossComparison::finiteRows));
  }

  private Outcome outcome(Side before, Side after, MeanDifference difference) {
    double effect = difference.difference();
    double margin = difference.margin(alpha);
    double pValue = difference.pValue();
    Interval interval = new Interval(effect - margin, effect + margin);
    if (after.infinite() > 0) {
      pValue = withInfinite(pValue, before, after);
      effect = Double.POSITIVE_INFINITY;
      interval = new Interval(effect, effect);
    }
    double ofRows = before.variance().variance() + after.variance().variance();
    return new Outcome(
        effect,
        interval,
        margin,
        pValue,
        List.of(
            Measure.information("reference_log_loss", before.mean()),
            Measure.information("current_log_loss", after.mean()),
            Measure.number("dispersion", ofRows > 0 ? difference.variance() / ofRows : 1)),
        new Outcome.MeanChange(before.mean(), after.mean(), before.infinite(), after.infinite()));
  }

  private static double withInfinite(double pOfFinite, Side before, Side after) {
    long[] reference = {before.rows(), before.infinite()};
    long[] current = {after.rows(), after.infinite()};
    double pOfCounts = GTest.twoSample(reference, current).pValue();
    return Double.isNaN(pOfFinite) ? pOfCounts : Math.min(1, 2 * Math.min(pOfFinite, pOfCounts));
  }
}
