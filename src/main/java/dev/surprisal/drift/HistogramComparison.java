package dev.surprisal.drift;

import dev.surprisal.profile.ColumnDistribution;
import dev.surprisal.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
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
 */
record HistogramComparison(
    ComparisonKind kind,
    @Nullable String subject,
    double alpha,
    Function<Profile, ColumnDistribution> histogram,
    ToLongFunction<Profile> size,
    String words)
    implements Comparison {

  /** The measure that holds the only value of the reference, where it has one. */
  static final String CONSTANT = "reference_constant";

  /** A column; it is profiled for every valid prediction, labelled or not. */
  static HistogramComparison ofColumn(int column, String name, double alpha) {
    return new HistogramComparison(
        ComparisonKind.COLUMN_DISTRIBUTION,
        name,
        alpha,
        profile -> profile.column(column),
        Profile::predictions,
        "%s");
  }

  static HistogramComparison ofConfidence(double alpha) {
    return new HistogramComparison(
        ComparisonKind.CONFIDENCE_DISTRIBUTION,
        null,
        alpha,
        Profile::confidenceDistribution,
        Profile::predictions,
        "%s in confidence");
  }

  static HistogramComparison ofEntropy(double alpha) {
    return new HistogramComparison(
        ComparisonKind.PREDICTION_ENTROPY_DISTRIBUTION,
        null,
        alpha,
        Profile::entropyDistribution,
        Profile::predictions,
        "%s of the greatest entropy");
  }

  static HistogramComparison ofLosses(double alpha) {
    return new HistogramComparison(
        ComparisonKind.LOG_LOSS_DISTRIBUTION,
        null,
        alpha,
        Profile::lossDistribution,
        Profile::scored,
        "%s nats in loss");
  }

  @Override
  public long rows(Profile profile) {
    return size.applyAsLong(profile);
  }

  @Override
  public Yardstick against(Sample before, Sample reference) {
    ColumnDistribution whole = histogram.apply(before.whole());
    List<ColumnDistribution> windows = reference.windows().stream().map(histogram).toList();
    double concentration = before.concentration(size);
    Binned usual = binned(EqualMassBins.of(whole), whole, windows, concentration);
    return current -> {
      ColumnDistribution after = histogram.apply(current.whole());
      EqualMassBins fitting = usual.bins().fitting(after);
      Binned binned =
          fitting.equals(usual.bins()) ? usual : binned(fitting, whole, windows, concentration);
      Outcome outcome = measure(binned, after, current.concentration(size));
      List<Measure> measures = new ArrayList<>(outcome.measures());
      measures.addAll(HistogramDistance.of(whole, after).measures());
      whole.constant().ifPresent(it -> measures.add(Measure.number(CONSTANT, it)));
      return outcome.with(measures);
    };
  }

  private Binned binned(
      EqualMassBins bins,
      ColumnDistribution whole,
      List<ColumnDistribution> windows,
      double concentration) {
    double[] before = bins.count(whole);
    CountDispersion dispersion = CountDispersion.of(windows.stream().map(bins::count).toList());
    return new Binned(bins, before, new ShareDifference(alpha, before, concentration, dispersion));
  }

  private Outcome measure(Binned binned, ColumnDistribution current, double concentration) {
    double[] before = binned.before();
    double[] after = binned.bins().count(current);
    int cell = ShareDifference.mostGrown(before, after);
    return binned
        .difference()
        .measure(
            after,
            concentration,
            new Outcome.ShareChange(
                words.replace("%s", binned.bins().name(cell)),
                before[cell] / ShareDifference.total(before),
                after[cell] / ShareDifference.total(after)));
  }

  /** A reference in certain bins. */
  private record Binned(EqualMassBins bins, double[] before, ShareDifference difference) {}
}
