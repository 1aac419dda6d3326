package dev.surprisal.drift.comparison;

import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.Measure;
import dev.surprisal.drift.finding.MeasureKey;
import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.SampleSize;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A share of rows: effect = share₂ − share₁.
 *
 * <p>The p-value is that of the two-sample G test with the noise of {@link CountNoise}. The
 * interval is Newcombe's: Wilson's score intervals of both sides, put together, with the rows
 * 1/(1/n + ρc) that an independent sample of the same variance would have. It holds for shares near
 * 0 and 1 too. R. G. Newcombe, Interval estimation for the difference between independent
 * proportions, Statistics in Medicine 17 (1998), method 10.
 *
 * @param kind which
 * @param subject the class that it is of by itself, or null
 * @param alpha the level
 * @param hits the rows that count, as they weigh
 * @param size all rows
 */
record ProportionComparison(
    ComparisonKind kind,
    @Nullable String subject,
    double alpha,
    ToDoubleFunction<Profile> hits,
    Function<Profile, SampleSize> size)
    implements Comparison {

  /** One that is of no class by itself. */
  ProportionComparison(
      ComparisonKind kind,
      double alpha,
      ToDoubleFunction<Profile> hits,
      Function<Profile, SampleSize> size) {
    this(kind, null, alpha, hits, size);
  }

  @Override
  public SampleSize size(Profile profile) {
    return size.apply(profile);
  }

  @Override
  public FittedReference against(Sample before, Sample reference) {
    CountDispersion dispersion =
        CountDispersion.of(reference.windows().stream().map(this::counts).toList());
    double[] usual = dispersion.leaveOneOut();
    double[] was = counts(before.whole());
    double concentration = before.concentration(size);
    return current ->
        outcome(
            new Side(was, concentration),
            new Side(counts(current.whole()), current.concentration(size)),
            dispersion,
            usual);
  }

  private double[] counts(Profile profile) {
    SampleSize all = size.apply(profile);
    double hits = this.hits.applyAsDouble(profile);
    return new double[] {hits * all.scale(), (all.weight() - hits) * all.scale()};
  }

  private Outcome outcome(Side before, Side after, CountDispersion dispersion, double[] usual) {
    double concentrations = before.concentration + after.concentration;
    double ofRows = 1 / before.rows() + 1 / after.rows();
    CountNoise noise =
        new CountNoise(
            1,
            ofRows,
            concentrations,
            dispersion.correlation(),
            dispersion.along(before.counts, after.counts).dispersion());
    double ofWindows = (noise.scale() - ofRows) / concentrations;
    double z = noise.quantile(alpha);
    double effect = after.share() - before.share();
    ConfidenceInterval was = before.interval(z, ofWindows);
    ConfidenceInterval is = after.interval(z, ofWindows);
    double pooled = (before.counts[0] + after.counts[0]) / (before.rows() + after.rows());
    double pValue = noise.pValue(CountPair.of(before.counts, after.counts).statistic());
    ConfidenceInterval interval =
        new ConfidenceInterval(
            effect - Math.hypot(after.share() - is.lower(), was.upper() - before.share()),
            effect + Math.hypot(is.upper() - after.share(), before.share() - was.lower()));
    return new Outcome(
        effect,
        effect,
        pValue < alpha ? interval : interval.including(0),
        z * Math.sqrt(pooled * (1 - pooled) * noise.scale()),
        pValue,
        List.of(new Measure(MeasureKey.DISPERSION, noise.dispersion())),
        new Outcome.MeanChange(before.share(), after.share(), 0, 0),
        (p, threshold) -> noise.leastShare(p, alpha, threshold, pooled),
        usual);
  }

  /** One side: the rows that count and the others. */
  private record Side(double[] counts, double concentration) {

    double rows() {
      return counts[0] + counts[1];
    }

    double share() {
      return counts[0] / rows();
    }

    /** The interval, of the rows that an independent sample of the same variance would have. */
    ConfidenceInterval interval(double z, double correlation) {
      return ConfidenceInterval.ofShare(share(), 1 / (1 / rows() + correlation * concentration), z);
    }
  }
}
