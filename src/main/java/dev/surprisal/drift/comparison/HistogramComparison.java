package dev.surprisal.drift.comparison;

import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.Measure;
import dev.surprisal.drift.finding.MeasureKey;
import dev.surprisal.profile.ColumnDistribution;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.SampleSize;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The distribution of a number over the rows, in {@link EqualMassBins} of the reference. Beside the
 * divergence stand the distances that need no bins of their own, {@link HistogramDistance}.
 *
 * @param kind which
 * @param subject the column, or null where it is none
 * @param alpha the level
 * @param histogram the number's distribution
 * @param size the rows that have it
 * @param words how a reader says that rows are in a bin, with {@code %s} for the bin
 * @param mean the mean of the finite values, where their exact sum is kept
 */
public record HistogramComparison(
    ComparisonKind kind,
    @Nullable String subject,
    double alpha,
    Function<Profile, ColumnDistribution> histogram,
    Function<Profile, SampleSize> size,
    String words,
    Function<Profile, Optional<Double>> mean)
    implements Comparison {

  /** A column; it is profiled for every valid prediction, labelled or not. */
  public static HistogramComparison ofColumn(int column, String name, double alpha) {
    return new HistogramComparison(
        ComparisonKind.COLUMN_DISTRIBUTION,
        name,
        alpha,
        profile -> profile.column(column),
        Profile::predictedSize,
        "are %s",
        profile -> Optional.of(profile.columnMoments(column).mean()));
  }

  public static HistogramComparison ofConfidence(double alpha) {
    return new HistogramComparison(
        ComparisonKind.CONFIDENCE_DISTRIBUTION,
        null,
        alpha,
        Profile::confidenceDistribution,
        Profile::predictedSize,
        "have confidence %s",
        profile -> Optional.empty());
  }

  /** Of two classes. */
  public static HistogramComparison ofScore(String lastClass, double alpha) {
    return new HistogramComparison(
        ComparisonKind.SCORE_DISTRIBUTION,
        null,
        alpha,
        Profile::scoreDistribution,
        Profile::predictedSize,
        "have P(" + lastClass + ") %s",
        profile -> Optional.of(meanScore(profile)));
  }

  private static double meanScore(Profile profile) {
    return profile.predictionMass()[1] / profile.predictedSize().weight();
  }

  public static HistogramComparison ofEntropy(double alpha) {
    return new HistogramComparison(
        ComparisonKind.PREDICTION_ENTROPY_DISTRIBUTION,
        null,
        alpha,
        Profile::entropyDistribution,
        Profile::predictedSize,
        "have normalized entropy %s",
        profile -> Optional.empty());
  }

  public static HistogramComparison ofLosses(double alpha) {
    return new HistogramComparison(
        ComparisonKind.LOG_LOSS_DISTRIBUTION,
        null,
        alpha,
        Profile::lossDistribution,
        Profile::scoredSize,
        "have a loss %s nats",
        profile -> Optional.empty());
  }

  @Override
  public SampleSize size(Profile profile) {
    return size.apply(profile);
  }

  @Override
  public FittedReference against(Sample before, Sample reference) {
    Histogram whole = histogram(before.whole());
    List<Histogram> windows = reference.windows().stream().map(this::histogram).toList();
    double concentration = before.concentration(size);
    Binned usual = binned(EqualMassBins.of(whole.of()), whole, windows, concentration);
    Optional<Double> usualMean = mean.apply(before.whole());
    return current -> {
      Histogram after = histogram(current.whole());
      EqualMassBins fitting = usual.bins().fitting(after.of(), whole.scale(), after.scale());
      Binned binned =
          fitting.equals(usual.bins()) ? usual : binned(fitting, whole, windows, concentration);
      Outcome outcome = measure(binned, after, current.concentration(size));
      List<Measure> measures = new ArrayList<>(outcome.measures());
      Optional<Double> newMean = mean.apply(current.whole());
      measures.addAll(
          HistogramDistance.of(
                  whole.of(), usualMean.orElse(Double.NaN), after.of(), newMean.orElse(Double.NaN))
              .measures());
      usualMean.ifPresent(it -> measures.add(new Measure(MeasureKey.REFERENCE_MEAN, it)));
      newMean.ifPresent(it -> measures.add(new Measure(MeasureKey.CURRENT_MEAN, it)));
      whole
          .of()
          .constant()
          .ifPresent(it -> measures.add(new Measure(MeasureKey.REFERENCE_CONSTANT, it)));
      return outcome.with(measures);
    };
  }

  private Histogram histogram(Profile profile) {
    return new Histogram(histogram.apply(profile), profile.effectiveOf(size.apply(profile)));
  }

  private Binned binned(
      EqualMassBins bins, Histogram whole, List<Histogram> windows, double concentration) {
    double[] before = whole.in(bins);
    CountDispersion dispersion =
        CountDispersion.of(
            windows.stream().map(window -> window.in(bins)).toList(), bins::neighbours);
    return new Binned(bins, before, new ShareDifference(alpha, before, concentration, dispersion));
  }

  private Outcome measure(Binned binned, Histogram current, double concentration) {
    double[] before = binned.before();
    double[] after = current.in(binned.bins());
    int cell = ShareDifference.mostGrown(before, after);
    return binned
        .difference()
        .measure(
            after,
            concentration,
            new Outcome.ShareChange(
                words.replace("%s", binned.bins().name(cell)),
                before[cell] / CoarseCells.total(before),
                after[cell] / CoarseCells.total(after)));
  }

  /** A distribution, and how many effective rows one of its counts is. */
  private record Histogram(ColumnDistribution of, double scale) {

    double[] in(EqualMassBins bins) {
      return Arrays.stream(bins.count(of)).map(rows -> rows * scale).toArray();
    }
  }

  /** A reference in certain bins. */
  private record Binned(EqualMassBins bins, double[] before, ShareDifference difference) {}
}
