package dev.surprisal.profile;

/**
 * Where each figure of a profile stands in its {@code long[]}: first the counts, which merge by
 * addition, but for those of where probabilities lie, which {@link ShareFold} merges; what belongs
 * to these; then the histograms of the numeric columns, which merge by {@link
 * ColumnHistogram#merge}, and the counts of the categorical ones, by {@link CategoryCounts#merge};
 * then the sums of {@link dev.surprisal.math.FixedPoint}, two longs each. Profiles can be merged if
 * and only if their layouts are equal.
 *
 * @param classes K, the number of classes, at least 2
 * @param zero the treatment of zero probabilities, which the sums depend on
 * @param columns the number of columns
 * @param lag whether it has how long labels took
 * @param weights whether rows have weights; then figures count {@link RowWeight} units, not rows
 * @param categorical which of the columns are not numeric
 */
public record Layout(
    int classes,
    ZeroPolicy zero,
    int columns,
    Lag lag,
    Weights weights,
    CategoricalColumns categorical) {

  /** The version of the stored form; append-only changes raise it. */
  public static final int FORMAT_VERSION = 1;

  /** 16 buckets an octave: a quantile of the log loss is known to within 2.2 %. */
  static final int LOSS_SCALE = 4;

  /** Losses at or below 2⁻²⁴ nats share the first bucket, losses above 2¹⁰ the last. */
  static final int LOSS_FIRST = -24 << LOSS_SCALE;

  static final int LOSS_BUCKETS = (34 << LOSS_SCALE) + 2;

  /**
   * Above this many classes neither the confusion matrix nor the ranking is kept, but the label's
   * place and the most frequent confusions.
   */
  public static final int MAX_CROSSED_CLASSES = 64;

  /** The confidence. */
  static final SpanCells CONFIDENCE = new SpanCells(64, 1, 1);

  /**
   * The probability of the last of two classes, of rows without a label, with that of the first and
   * with that of the last. Chosen by trial: see decision 30.
   */
  static final AdaptiveCells SCORES = new AdaptiveCells(320, 3);

  /** The places of the label that are counted, where there are more classes than that. */
  static final int RANKS = 10;

  /** Whether a profile has how long labels took to come. */
  public enum Lag {
    ABSENT,
    KEPT
  }

  /** Whether each row brings a weight along. */
  public enum Weights {
    ABSENT,
    KEPT
  }

  /** Rows whose weights are added up by themselves. */
  enum Weighed {
    /** Valid predictions. */
    PREDICTED,
    SCORED,
    /** Scored rows of infinite loss. */
    INFINITE,
    /** Scored rows whose probability was raised to the floor. */
    CLIPPED;

    private static final int COUNT = values().length;
  }

  /** A layout without the lag of labels and without weights. */
  public Layout(int classes, ZeroPolicy zero, int columns) {
    this(classes, zero, columns, Lag.ABSENT);
  }

  /** A layout without weights, whose columns are numeric. */
  public Layout(int classes, ZeroPolicy zero, int columns, Lag lag) {
    this(classes, zero, columns, lag, Weights.ABSENT, CategoricalColumns.NONE);
  }

  /** The same for rows with weights. */
  public Layout weighted() {
    return new Layout(classes, zero, columns, lag, Weights.KEPT, categorical);
  }

  /** The same with some of the columns categorical. */
  public Layout categorical(CategoricalColumns which) {
    return new Layout(classes, zero, columns, lag, weights, which);
  }

  /** Checks the sizes. */
  public Layout {
    if (classes < 2) {
      throw new IllegalArgumentException("Invalid classes: " + classes + " (must be at least 2)");
    }
    if (columns < 0) {
      throw new IllegalArgumentException("Invalid columns: " + columns + " (must be at least 0)");
    }
    if (categorical.size() > 0 && categorical.indices().get(categorical.size() - 1) >= columns) {
      throw new IllegalArgumentException(
          "Invalid categorical columns: " + categorical.indices() + " (of " + columns + ")");
    }
  }

  /** The layout as text, stored beside every profile. */
  public String descriptor() {
    return LayoutForm.text(this);
  }

  /** Reads a descriptor. */
  public static Layout parse(String descriptor) {
    return LayoutForm.parse(descriptor);
  }

  /** Whether rows have weights. */
  public boolean weighs() {
    return weights == Weights.KEPT;
  }

  boolean crossesClasses() {
    return classes <= MAX_CROSSED_CLASSES;
  }

  /**
   * The probabilities of more than two classes, each as a negative and as a positive one: fewer
   * cells for more classes, to bound the state.
   */
  SpanCells rankingCells() {
    if (classes == 2 || !crossesClasses()) {
      return new SpanCells(1, 0, 2);
    }
    return new SpanCells(classes <= 4 ? 128 : classes <= 16 ? 64 : 32, classes, 2);
  }

  // Counts.

  /** Rows, whatever they weigh. */
  public int status(RowStatus status) {
    return status == RowStatus.INVALID_WEIGHT ? invalidWeight() : status.code();
  }

  /** Behind the statuses that every layout has. */
  int labelDuplicates() {
    return RowStatus.INVALID_WEIGHT.code();
  }

  int clipped() {
    return labelDuplicates() + 1;
  }

  int infinite() {
    return clipped() + 1;
  }

  int correct() {
    return infinite() + 1;
  }

  int labels() {
    return correct() + 1;
  }

  int predicted() {
    return labels() + classes;
  }

  /** K × K, label by predicted class; absent for many classes. */
  int confusion() {
    return predicted() + classes;
  }

  /** Rows by confidence, of the scored ones, in {@link ShareBins}. */
  int calibrationRows() {
    return confusion() + (crossesClasses() ? classes * classes : 0);
  }

  /** Correct rows by confidence. */
  int calibrationCorrect() {
    return calibrationRows() + ShareBins.COUNT;
  }

  /** Rows by H(q) / ln K, of all valid predictions, in {@link ShareBins}. */
  int entropyBins() {
    return calibrationCorrect() + ShareBins.COUNT;
  }

  /** Rows by {@link StratumBins stratum}, of all valid predictions. */
  int strata() {
    return entropyBins() + ShareBins.COUNT;
  }

  /** Rows by stratum, of the scored ones. */
  int strataRows() {
    return strata() + StratumBins.count(classes);
  }

  /** Correct rows by stratum. */
  int strataCorrect() {
    return strataRows() + StratumBins.count(classes);
  }

  int losses() {
    return strataCorrect() + StratumBins.count(classes);
  }

  /** Rows by confidence, of all valid predictions, in {@link #CONFIDENCE} cells. */
  int confidence() {
    return losses() + LOSS_BUCKETS;
  }

  /** Rows by the probability of each class, in {@link #rankingCells()}. */
  int ranking() {
    return confidence() + CONFIDENCE.counts();
  }

  /** Scored rows by the label's place among the classes, from 1; kept for many classes alone. */
  int ranks() {
    return ranking() + rankingCells().counts();
  }

  /** The {@link TopConfusions}; kept for many classes alone. */
  int topConfusions() {
    return ranks() + (crossesClasses() ? 0 : RANKS);
  }

  /** How long labels took; absent where nobody knows when they came. */
  int labelLag() {
    return topConfusions() + (crossesClasses() ? 0 : TopConfusions.longs(classes));
  }

  /** Rows of {@link RowStatus#INVALID_WEIGHT}; absent where rows have no weights. */
  private int invalidWeight() {
    if (!weighs()) {
      throw new IllegalArgumentException("Invalid status: rows of this layout have no weights");
    }
    return weightCounts();
  }

  private int weightCounts() {
    return labelLag() + (lag == Lag.KEPT ? LabelLag.LONGS : 0);
  }

  // What merges in ways of its own: where probabilities lie, then columns.

  /** The windows of the {@link #CONFIDENCE} cells, then those of the ranking. */
  int shareWindows() {
    return weightCounts() + (weighs() ? 1 : 0);
  }

  /** The {@link #SCORES}; of two classes alone. */
  int scores() {
    return shareWindows() + CONFIDENCE.windows() + rankingCells().windows();
  }

  int columnHistograms() {
    return scores() + (classes == 2 ? SCORES.longs() : 0);
  }

  int numericColumns() {
    return columns - categorical.size();
  }

  /**
   * The numbers that a row brings along: those of its numeric columns, then where they are kept the
   * lag of its label and its weight.
   */
  public int rowValues() {
    return numericColumns() + (lag == Lag.KEPT ? 1 : 0) + (weighs() ? 1 : 0);
  }

  int categoryCounts() {
    return columnHistograms() + numericColumns() * ColumnHistogram.LONGS;
  }

  /** Where a numeric column has its histogram, or a categorical one its counts. */
  int column(int column) {
    int ordinal = categorical.ordinal(column);
    return categorical.contains(column)
        ? categoryCounts() + ordinal * CategoryCounts.longs(categorical.most())
        : columnHistograms() + ordinal * ColumnHistogram.LONGS;
  }

  // Sums.

  int sums() {
    return categoryCounts() + categorical.size() * CategoryCounts.longs(categorical.most());
  }

  /** Σ q of each class, over all valid predictions. */
  int predictionSums() {
    return sums();
  }

  /** Σ p of each class, over the scored rows. */
  int labelSums() {
    return predictionSums() + 2 * classes;
  }

  /** Σ of what each class has that a prediction does not name; kept for many classes alone. */
  int restSum() {
    return labelSums() + 2 * classes;
  }

  /** Σ confidence of each bin, over the scored rows. */
  int confidenceSums() {
    return restSum() + (crossesClasses() ? 0 : 2);
  }

  /** For each stratum Σ of the finite losses, then Σ of their squares. */
  int strataLosses() {
    return confidenceSums() + 2 * ShareBins.COUNT;
  }

  int sum(Sum sum) {
    return strataLosses() + 4 * StratumBins.count(classes) + 2 * sum.ordinal();
  }

  /** Σ w of some rows, and behind it Σ w²; absent where rows have no weights. */
  int weight(Weighed rows) {
    return sum(Sum.FIRST) + 2 * Sum.COUNT + 4 * rows.ordinal();
  }

  // The layout itself, at the end, so that a state can be merged by whoever receives it.

  int header() {
    return weight(Weighed.PREDICTED) + (weighs() ? 4 * Weighed.COUNT : 0);
  }

  /** The longs of a state. */
  public int longs() {
    return header() + LayoutForm.headerLongs(this);
  }

  /** The sums over rows. */
  enum Sum {
    /** H(q), unlabelled rows. */
    UNLABELLED_PREDICTION_ENTROPY,
    /** H(q), scored rows. */
    SCORED_PREDICTION_ENTROPY,
    /** H(p), scored rows. */
    LABEL_ENTROPY,
    /** H(p, q), scored rows but infinite ones. */
    LOSS,
    /** H(p, q)², likewise. */
    LOSS_SQUARED,
    /** (H(p, q) − H(q))², likewise. */
    GAP_SQUARED,
    /** H(p, q), clipped rows. */
    CLIPPED_LOSS,
    /** JS(p, q), scored rows. */
    JENSEN_SHANNON,
    /** Σ (q − p)², scored rows. */
    BRIER,
    /** (Σ (q − p)²)², scored rows. */
    BRIER_SQUARED;

    static final Sum FIRST = UNLABELLED_PREDICTION_ENTROPY;

    private static final int COUNT = values().length;
  }
}
