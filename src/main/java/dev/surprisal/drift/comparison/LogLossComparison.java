package dev.surprisal.drift.comparison;

import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.Measure;
import dev.surprisal.drift.finding.MeasureKey;
import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.math.statistics.GTest;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.SampleSize;
import java.util.stream.Stream;

/**
 * The mean log loss, by {@link FittedMean} over the finite losses: effect = x̄₂ − x̄₁, above 0
 * where the model became worse. The noise floor is the interval's half width.
 *
 * <p>Under the zero policy {@code infinite} a current row of infinite loss makes the effect +∞; the
 * p-value is then twice the lesser of that of the finite losses and that of a G test on the counts
 * of finite and infinite rows. Infinite rows of the reference alone are left out: the model that
 * ceased to make them is judged by the others.
 *
 * @param alpha the level
 */
public record LogLossComparison(double alpha) implements Comparison {

  @Override
  public ComparisonKind kind() {
    return ComparisonKind.LOG_LOSS;
  }

  @Override
  public SampleSize size(Profile profile) {
    return profile.scoredSize();
  }

  @Override
  public FittedReference against(Sample before, Sample reference) {
    FittedMean yardstick = new FittedMean(LogLossComparison::finite, before, reference);
    return current -> {
      MeanDifference difference = yardstick.difference(current);
      Outcome outcome =
          outcome(
              before.whole(),
              current.whole(),
              difference,
              yardstick.pValue(current, Double.POSITIVE_INFINITY));
      return outcome.with(
          yardstick.power(current, Double.POSITIVE_INFINITY, difference.margin(alpha)),
          yardstick.usual());
    };
  }

  /** The finite losses. */
  public static Moments finite(Profile profile) {
    return new Moments(profile.finiteSize(), profile.meanFiniteLoss(), profile.lossVariance());
  }

  private Outcome outcome(
      Profile before, Profile after, MeanDifference difference, double pOfFinite) {
    double effect = difference.difference();
    double margin = difference.margin(alpha);
    double pValue = pOfFinite;
    ConfidenceInterval interval = ConfidenceInterval.around(effect, margin, pOfFinite < alpha);
    if (after.infinite() > 0) {
      pValue = withInfinite(pValue, before, after);
      effect = Double.POSITIVE_INFINITY;
      interval = new ConfidenceInterval(effect, effect);
    }
    double was = before.meanFiniteLoss();
    double is = after.meanFiniteLoss();
    return new Outcome(
        effect,
        effect,
        interval,
        margin,
        pValue,
        Stream.concat(
                Stream.of(
                    new Measure(MeasureKey.REFERENCE_LOG_LOSS, was),
                    new Measure(MeasureKey.CURRENT_LOG_LOSS, is),
                    new Measure(MeasureKey.DISPERSION, difference.dispersion())),
                ClippedRows.measures(before, after).stream())
            .toList(),
        new Outcome.MeanChange(was, is, before.infinite(), after.infinite()));
  }

  private static double withInfinite(double pOfFinite, Profile before, Profile after) {
    double pOfCounts = GTest.twoSample(counts(before), counts(after)).pValue();
    return Double.isNaN(pOfFinite) ? pOfCounts : Math.min(1, 2 * Math.min(pOfFinite, pOfCounts));
  }

  private static double[] counts(Profile profile) {
    SampleSize all = profile.scoredSize();
    double finite = profile.finiteSize().weight();
    return new double[] {finite * all.scale(), (all.weight() - finite) * all.scale()};
  }
}
