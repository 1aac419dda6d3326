package dev.surprisal.profile;

import dev.surprisal.math.FixedPoint;
import dev.surprisal.profile.Layout.Sum;
import java.util.Arrays;
import java.util.List;

/**
 * The profile of a set of rows: a vector of integers from which every figure of a report is read.
 * Merging is integer addition, so the profile of a union does not depend on how it was split.
 *
 * <p>Immutable. Figures of information are in nats.
 */
public final class Profile {

  private final Fold fold;
  private final long[] state;

  private Profile(Fold fold, long[] state) {
    this.fold = fold;
    this.state = state;
  }

  /** The profile of no rows. */
  public static Profile empty(Layout layout) {
    Fold fold = new Fold(layout);
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
    Fold fold = new Fold(layout);
    long[] own = state.clone();
    fold.canonicalise(own);
    return new Profile(fold, own);
  }

  /** Reads the stored form. */
  public static Profile decode(Layout layout, byte[] bytes) {
    return new Profile(new Fold(layout), StateCodec.decode(layout, bytes));
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

  /** The layout. */
  public Layout layout() {
    return fold.layout();
  }

  /** The rows of a status. */
  public long rows(RowStatus status) {
    return state[layout().status(status)];
  }

  /** All rows read. */
  public long read() {
    return total(0, RowStatus.count());
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

  /** Scored rows whose probability was raised to the floor. */
  public long clipped() {
    return state[layout().clipped()];
  }

  /** Scored rows of infinite loss. */
  public long infinite() {
    return state[layout().infinite()];
  }

  /** Scored rows whose most probable class happened. */
  public long correct() {
    return state[layout().correct()];
  }

  /** Scored rows by label. */
  public long[] labels() {
    return range(layout().labels(), layout().classes());
  }

  /** Valid predictions by most probable class. */
  public long[] predictedClasses() {
    return range(layout().predicted(), layout().classes());
  }

  /** Scored rows by label and predicted class, row by row; empty for many classes. */
  public long[][] confusion() {
    int k = layout().crossesClasses() ? layout().classes() : 0;
    long[][] matrix = new long[k][];
    for (int i = 0; i < k; i++) {
      matrix[i] = range(layout().confusion() + i * k, k);
    }
    return matrix;
  }

  /** Valid predictions by confidence, in equal bins of [0, 1]. */
  public long[] confidences() {
    return range(layout().confidence(), Layout.CONFIDENCE_BINS);
  }

  /** The distribution of a numeric column. */
  public ColumnDistribution column(int column) {
    return ColumnDistribution.read(
        state, layout().columnHistograms() + column * ColumnHistogram.LONGS);
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
        : TopConfusions.read(state, layout().topConfusions(), layout().classes(), most);
  }

  /** Scored rows whose label was among so many most probable classes, at most ten; many classes. */
  long correctAmong(int places) {
    return total(layout().ranks(), places);
  }

  /** The distribution of the confidence of all valid predictions, in equal bins of [0, 1]. */
  public ColumnDistribution confidenceDistribution() {
    return ColumnDistribution.even(confidences(), 1);
  }

  /** The distribution of H(q) / ln K of all valid predictions, in equal bins of [0, 1]. */
  public ColumnDistribution entropyDistribution() {
    return ColumnDistribution.even(range(layout().entropyBins(), Layout.ENTROPY_BINS), 1);
  }

  /** The distribution of the scored rows' losses, in nats, in exponential buckets. */
  public ColumnDistribution lossDistribution() {
    return ColumnDistribution.ofLosses(range(layout().losses(), Layout.LOSS_BUCKETS));
  }

  /** What is known of the scored rows by their confidence. */
  public Calibration calibration() {
    Layout layout = layout();
    return new Calibration(
        range(layout.calibrationRows(), Layout.CONFIDENCE_BINS),
        range(layout.calibrationCorrect(), Layout.CONFIDENCE_BINS),
        sums(layout.confidenceSums(), Layout.CONFIDENCE_BINS),
        lossSums(layout.lossSums()),
        lossSums(layout.lossSquareSums()));
  }

  /** Mean Brier score of the scored rows; NaN without any. */
  public double meanBrier() {
    return sum(Sum.BRIER) / scored();
  }

  /** Unbiased variance of the scored rows' Brier score. */
  public double brierVariance() {
    return FixedPoint.variance(
        state, layout().sum(Sum.BRIER), layout().sum(Sum.BRIER_SQUARED), scored());
  }

  /** Mean of H(p, q) − H(q), in nats; NaN without a scored row or with one of infinite loss. */
  public double meanGap() {
    return infinite() > 0
        ? Double.NaN
        : (sum(Sum.LOSS) - sum(Sum.SCORED_PREDICTION_ENTROPY)) / scored();
  }

  /** Unbiased variance of H(p, q) − H(q), in nats². */
  public double gapVariance() {
    double n = scored();
    double mean = meanGap();
    return Math.max(0, sum(Sum.GAP_SQUARED) - n * mean * mean) / (n - 1);
  }

  /** The sums of losses of each bin of the confidence; their fixed point is not that of shares. */
  private double[] lossSums(int at) {
    double[] sums = new double[Layout.CONFIDENCE_BINS];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = FixedPoint.sum(state, at + FixedPoint.LONGS * i);
    }
    return sums;
  }

  private double[] sums(int at, int length) {
    double[] sums = new double[length];
    for (int i = 0; i < length; i++) {
      sums[i] = sumAt(at + FixedPoint.LONGS * i);
    }
    return sums;
  }

  /** Mean of the finite losses, in nats; NaN without any. */
  public double meanFiniteLoss() {
    return sum(Sum.LOSS) / (scored() - infinite());
  }

  /** Unbiased variance of the finite losses, in nats². */
  public double lossVariance() {
    return FixedPoint.variance(
        state, layout().sum(Sum.LOSS), layout().sum(Sum.LOSS_SQUARED), scored() - infinite());
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
  long[] state() {
    return state;
  }

  double sum(Sum sum) {
    return FixedPoint.sum(state, layout().sum(sum));
  }

  /** An entry of a section of Σ q, Σ p or Σ confidence. */
  double sumAt(int at) {
    return FixedPoint.sumOfShares(state, at);
  }

  long count(int at) {
    return state[at];
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
