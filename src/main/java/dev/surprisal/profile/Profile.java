package dev.surprisal.profile;

import dev.surprisal.math.FixedPoint;
import dev.surprisal.profile.Layout.Sum;
import dev.surprisal.profile.Layout.Weighed;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The profile of a set of rows: a vector of integers from which every figure of a report is read.
 * Merging is integer addition, so the profile of a union does not depend on how it was split.
 *
 * <p>Immutable. Figures of information are in nats.
 */
public final class Profile {

  private final Fold fold;
  private final long[] state;
  private @Nullable Calibration calibration;
  private @Nullable Strata strata;

  private Profile(Fold fold, long[] state) {
    this.fold = fold;
    this.state = state;
  }

  /** The profile of no rows. */
  public static Profile empty(Layout layout) {
    Fold fold = Fold.of(layout);
    return new Profile(fold, fold.empty());
  }

  /** Takes a copy of a folded state. */
  public static Profile of(Layout layout, long[] state) {
    if (state.length != layout.longs()) {
      throw new IllegalArgumentException(
          "Invalid profile state: "
              + state.length
              + " longs (the layout has "
              + layout.longs()
              + ")");
    }
    Fold fold = Fold.of(layout);
    long[] own = state.clone();
    fold.canonicalise(own);
    return new Profile(fold, own);
  }

  /** Reads the stored form. */
  public static Profile decode(Layout layout, byte[] bytes) {
    return new Profile(Fold.of(layout), StateCodec.decode(layout, bytes));
  }

  /** The stored form; equal profiles have equal bytes. */
  public byte[] encode() {
    return StateCodec.encode(layout(), state);
  }

  /** The profile of the rows of both. */
  public Profile plus(Profile other) {
    if (!layout().equals(other.layout())) {
      throw new IllegalArgumentException(
          "Profiles cannot be merged: "
              + layout().descriptor()
              + " and "
              + other.layout().descriptor());
    }
    long[] merged = state.clone();
    fold.merge(merged, other.state);
    fold.canonicalise(merged);
    return new Profile(fold, merged);
  }

  /** The profile of the rows of all. */
  public static Profile sum(Layout layout, Stream<Profile> profiles) {
    Fold fold = new Fold(layout);
    long[] sum = fold.empty();
    profiles.forEachOrdered(profile -> fold.merge(sum, profile.state));
    fold.canonicalise(sum);
    return new Profile(fold, sum);
  }

  /** The layout. */
  public Layout layout() {
    return fold.layout();
  }

  /** The rows of a status. */
  public long rows(RowStatus status) {
    return status == RowStatus.INVALID_WEIGHT && !layout().weighs()
        ? 0
        : state[layout().status(status)];
  }

  /** All rows read. */
  public long read() {
    return total(0, layout().labelDuplicates()) + rows(RowStatus.INVALID_WEIGHT);
  }

  /** Rows with a valid prediction and a valid label. */
  public long scored() {
    return rows(RowStatus.SCORED);
  }

  /** Rows with a valid prediction that counts, labelled or not. */
  public long predictions() {
    return scored() + rows(RowStatus.UNLABELLED);
  }

  /** Rows whose label had been given more than once. */
  public long labelDuplicates() {
    return state[layout().labelDuplicates()];
  }

  /** Labels dated before their predictions; 0 where the layout has no lag. */
  public long labelsBeforePredictions() {
    return layout().lag() == Layout.Lag.KEPT ? LabelLag.before(this) : 0;
  }

  /** The scored rows. */
  public SampleSize scoredSize() {
    return size(scored(), Weighed.SCORED);
  }

  /** The valid predictions that count, labelled or not. */
  public SampleSize predictedSize() {
    return size(predictions(), Weighed.PREDICTED);
  }

  /** The scored rows of finite loss. */
  public SampleSize finiteSize() {
    return size(scored() - infinite(), Weighed.SCORED, Weighed.INFINITE);
  }

  /** The scored rows that are neither clipped nor of infinite loss. */
  public SampleSize unclippedSize() {
    long rows = scored() - clipped() - infinite();
    return size(rows, Weighed.SCORED, Weighed.INFINITE, Weighed.CLIPPED);
  }

  /** Rows of one kind but those of others. */
  private SampleSize size(long rows, Weighed of, Weighed... but) {
    if (!layout().weighs()) {
      return SampleSize.ofRows(rows);
    }
    long[] weights = weights(of, but);
    return SampleSize.of(
        rows, FixedPoint.sum(weights, 0), FixedPoint.sum(weights, FixedPoint.LONGS));
  }

  /** Σw and Σw². */
  private long[] weights(Weighed of, Weighed... but) {
    long[] weights = range(layout().weight(of), 2 * FixedPoint.LONGS);
    for (Weighed other : but) {
      long[] less = range(layout().weight(other), 2 * FixedPoint.LONGS);
      FixedPoint.subtract(weights, less, 0);
      FixedPoint.subtract(weights, less, FixedPoint.LONGS);
    }
    return weights;
  }

  /** How many effective rows one of a distribution's counts is, of rows of this size. */
  public double effectiveOf(SampleSize size) {
    return size.scale() * unit();
  }

  /** Whether the weights add up to more than counts can hold, so that no figure can be told. */
  public boolean isTooHeavy() {
    return predictedSize().weight() >= RowWeight.MOST_OF_ALL;
  }

  /** Scored rows whose probability was raised to the floor. */
  public long clipped() {
    return state[layout().clipped()];
  }

  /** Scored rows of infinite loss. */
  public long infinite() {
    return state[layout().infinite()];
  }

  /** Scored rows whose most probable class happened, as they weigh. */
  public double correct() {
    return weightAt(layout().correct());
  }

  /** Scored rows by label, as they weigh. */
  public double[] labels() {
    return weightsAt(layout().labels(), layout().classes());
  }

  /**
   * Scored rows by label and then by most probable class, as they weigh; empty for many classes.
   */
  public double[][] confusions() {
    int classes = layout().crossesClasses() ? layout().classes() : 0;
    double[][] rows = new double[classes][];
    for (int label = 0; label < classes; label++) {
      rows[label] = weightsAt(layout().confusion() + label * classes, classes);
    }
    return rows;
  }

  /** Valid predictions by most probable class, as they weigh. */
  public double[] predictedClasses() {
    return weightsAt(layout().predicted(), layout().classes());
  }

  /** The distribution of a numeric column; it counts units of weight where rows have weights. */
  public ColumnDistribution column(int column) {
    return ColumnDistribution.read(state, layout().column(column));
  }

  /** The distribution of a categorical column. */
  public CategoryDistribution categories(int column) {
    return CategoryDistribution.read(
        state,
        layout().column(column),
        layout().categorical().most(),
        effectiveOf(predictedSize()));
  }

  /** The mean and the spread of a numeric column. */
  public ColumnMoments columnMoments(int column) {
    return ColumnMoments.read(state, layout().column(column), unit(), predictedSize());
  }

  /** Σ q of each class, over all valid predictions. */
  public double[] predictionMass() {
    if (layout().crossesClasses()) {
      return sums(layout().predictionSums(), layout().classes());
    }
    double[] mass = new double[layout().classes()];
    long[] rest = range(layout().restSum(), FixedPoint.LONGS);
    for (int i = 0; i < mass.length; i++) {
      long[] sum = range(layout().predictionSums() + FixedPoint.LONGS * i, FixedPoint.LONGS);
      FixedPoint.merge(sum, rest, 0);
      mass[i] = FixedPoint.sumOfShares(sum, 0);
    }
    return mass;
  }

  /** The most frequent confusions of many classes, most frequent first; empty for few classes. */
  public List<Confusion> topConfusions(int most) {
    return layout().crossesClasses()
        ? List.of()
        : TopConfusions.read(state, layout().topConfusions(), layout().classes(), most).stream()
            .map(confusion -> confusion.times(unit()))
            .toList();
  }

  /**
   * Scored rows whose label was among so many most probable classes, at most ten, as they weigh; of
   * many classes.
   */
  double correctAmong(int places) {
    return total(layout().ranks(), places) * unit();
  }

  /** The distribution of the confidence of all valid predictions. */
  public ColumnDistribution confidenceDistribution() {
    return ColumnDistribution.ofConfidence(state, layout().confidence(), layout().shareWindows());
  }

  /** The distribution of the probability of the last of two classes, of all valid predictions. */
  public ColumnDistribution scoreDistribution() {
    return ColumnDistribution.ofScores(state, layout().scores());
  }

  /** The distribution of H(q) / ln K of all valid predictions. */
  public ColumnDistribution entropyDistribution() {
    return ColumnDistribution.ofShares(range(layout().entropyBins(), ShareBins.COUNT));
  }

  /** The distribution of the scored rows' losses, in nats, in exponential buckets. */
  public ColumnDistribution lossDistribution() {
    return ColumnDistribution.ofLosses(range(layout().losses(), Layout.LOSS_BUCKETS));
  }

  /**
   * What is known of the scored rows by their confidence, in effective rows. Several comparisons
   * ask for it, of every window, so it is kept once it is known; two threads would find the same.
   */
  public Calibration calibration() {
    Calibration known = calibration;
    if (known == null) {
      known = Calibration.of(this);
      calibration = known;
    }
    return known;
  }

  /** What is known of the rows by predicted class and confidence; kept likewise. */
  public Strata strata() {
    Strata known = strata;
    if (known == null) {
      known = Strata.of(this);
      strata = known;
    }
    return known;
  }

  /** Mean Brier score of the scored rows; NaN without any. */
  public double meanBrier() {
    return sum(Sum.BRIER) / scoredSize().weight();
  }

  /** Unbiased variance of the scored rows' Brier score. */
  public double brierVariance() {
    return variance(Sum.BRIER, Sum.BRIER_SQUARED, scored(), Weighed.SCORED);
  }

  private double variance(Sum sum, Sum squares, long rows, Weighed of, Weighed... but) {
    int terms = layout().sum(sum);
    int squaredTerms = layout().sum(squares);
    return layout().weighs()
        ? FixedPoint.weightedVariance(state, terms, squaredTerms, weights(of, but))
        : FixedPoint.variance(state, terms, squaredTerms, rows);
  }

  /** Mean of H(p, q) − H(q), in nats; NaN without a scored row or with one of infinite loss. */
  public double meanGap() {
    return infinite() > 0
        ? Double.NaN
        : (sum(Sum.LOSS) - sum(Sum.SCORED_PREDICTION_ENTROPY)) / scoredSize().weight();
  }

  /** Unbiased variance of H(p, q) − H(q), in nats². */
  public double gapVariance() {
    SampleSize n = scoredSize();
    double mean = meanGap();
    return Math.max(0, sum(Sum.GAP_SQUARED) - n.weight() * mean * mean) / n.lessOne();
  }

  /** The entries of a section of Σ q, Σ p or Σ confidence. */
  double[] sums(int at, int length) {
    double[] sums = new double[length];
    for (int i = 0; i < length; i++) {
      sums[i] = sumAt(at + FixedPoint.LONGS * i);
    }
    return sums;
  }

  /** Mean of the finite losses, in nats; NaN without any. */
  public double meanFiniteLoss() {
    return sum(Sum.LOSS) / finiteSize().weight();
  }

  /** What the clipped rows add to the mean of the finite losses, in nats; NaN without any. */
  public double clippedPart() {
    return sum(Sum.CLIPPED_LOSS) / finiteSize().weight();
  }

  /** Unbiased variance of the finite losses, in nats². */
  public double lossVariance() {
    return variance(
        Sum.LOSS, Sum.LOSS_SQUARED, scored() - infinite(), Weighed.SCORED, Weighed.INFINITE);
  }

  /** Σ H(q) over all valid predictions. */
  double predictionEntropySum() {
    long[] sum = copyOf(Sum.SCORED_PREDICTION_ENTROPY);
    FixedPoint.merge(sum, copyOf(Sum.UNLABELLED_PREDICTION_ENTROPY), 0);
    return FixedPoint.sum(sum, 0);
  }

  /** Σ H(p, q) over the scored rows that are neither clipped nor infinite. */
  double unclippedLossSum() {
    long[] sum = copyOf(Sum.LOSS);
    FixedPoint.subtract(sum, copyOf(Sum.CLIPPED_LOSS), 0);
    return FixedPoint.sum(sum, 0);
  }

  private long[] copyOf(Sum sum) {
    return range(layout().sum(sum), FixedPoint.LONGS);
  }

  /** The vector itself, not to be written to. */
  public long[] state() {
    return state;
  }

  double sum(Sum sum) {
    return FixedPoint.sum(state, layout().sum(sum));
  }

  /** An entry of a section of Σ q, Σ p or Σ confidence. */
  double sumAt(int at) {
    return FixedPoint.sumOfShares(state, at);
  }

  /** A count of rows, or of units of weight. */
  long count(int at) {
    return state[at];
  }

  /** A count, as the rows weigh. */
  double weightAt(int at) {
    return state[at] * unit();
  }

  /** Counts, as the rows weigh. */
  double[] weightsAt(int at, int length) {
    double[] weights = new double[length];
    for (int i = 0; i < length; i++) {
      weights[i] = weightAt(at + i);
    }
    return weights;
  }

  /** What a count of a {@link #column} weighs. */
  public double columnUnit() {
    return unit();
  }

  double unit() {
    return layout().weighs() ? RowWeight.UNIT : 1;
  }

  long[] range(int from, int length) {
    return Arrays.copyOfRange(state, from, from + length);
  }

  private long total(int from, int length) {
    long total = 0;
    for (int i = from; i < from + length; i++) {
      total += state[i];
    }
    return total;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Profile profile
        && layout().equals(profile.layout())
        && Arrays.equals(state, profile.state);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(state);
  }

  @Override
  public String toString() {
    return "Profile[" + layout().descriptor() + ", " + read() + " rows]";
  }
}
