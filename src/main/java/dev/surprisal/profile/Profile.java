package dev.surprisal.profile;

import dev.surprisal.math.statistics.ConfusionMatrix;
import dev.surprisal.profile.row.RowStatus;
import dev.surprisal.profile.row.RowWeight;
import dev.surprisal.profile.section.BrierSums;
import dev.surprisal.profile.section.CalibrationBins;
import dev.surprisal.profile.section.CategorySketches;
import dev.surprisal.profile.section.ClassSums;
import dev.surprisal.profile.section.ColumnHistograms;
import dev.surprisal.profile.section.ConfidenceCells;
import dev.surprisal.profile.section.Confusion;
import dev.surprisal.profile.section.EntropyFigures;
import dev.surprisal.profile.section.LabelLag;
import dev.surprisal.profile.section.LossFigures;
import dev.surprisal.profile.section.Outcomes;
import dev.surprisal.profile.section.RowCounts;
import dev.surprisal.profile.section.ScoreCells;
import dev.surprisal.profile.section.Section;
import dev.surprisal.profile.section.TopConfusions;
import dev.surprisal.profile.state.Layout;
import dev.surprisal.profile.state.StateCodec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The profile of a set of rows: a vector of integers from which every figure of a report is read.
 * Merging is integer addition, so the profile of a union does not depend on how it was split.
 *
 * <p>Immutable. Figures of information are in nats.
 */
public final class Profile {

  private final Layout layout;
  private final long[] state;
  private final SampleSizes sizes;
  private @Nullable Calibration calibration;
  private @Nullable Strata strata;

  private Profile(Layout layout, long[] state) {
    this.layout = layout;
    this.state = state;
    this.sizes = new SampleSizes(layout, state);
  }

  /** The profile of no rows. */
  public static Profile empty(Layout layout) {
    return new Profile(layout, layout.empty());
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
    long[] own = state.clone();
    layout.canonicalise(own);
    return new Profile(layout, own);
  }

  /** Reads the stored form. */
  public static Profile decode(Layout layout, byte[] bytes) {
    return new Profile(layout, StateCodec.decode(layout, bytes));
  }

  /** The stored form; equal profiles have equal bytes. */
  public byte[] encode() {
    return StateCodec.encode(layout, state);
  }

  /** The profile of the rows of both. */
  public Profile plus(Profile other) {
    if (!layout.equals(other.layout)) {
      throw new IllegalArgumentException(
          "Profiles cannot be merged: "
              + layout.descriptor()
              + " and "
              + other.layout.descriptor());
    }
    long[] merged = state.clone();
    layout.merge(merged, other.state);
    layout.canonicalise(merged);
    return new Profile(layout, merged);
  }

  /** The profile of the rows of all. */
  public static Profile sum(Layout layout, Stream<Profile> profiles) {
    long[] sum = layout.empty();
    profiles.forEachOrdered(profile -> layout.merge(sum, profile.state));
    layout.canonicalise(sum);
    return new Profile(layout, sum);
  }

  /** The layout. */
  public Layout layout() {
    return layout;
  }

  /** The vector itself, not to be written to. */
  public long[] state() {
    return state;
  }

  <S extends Section> S section(Class<S> of) {
    return layout.section(of);
  }

  // Rows.

  /** The rows of a status. */
  public long rows(RowStatus status) {
    return section(RowCounts.class).rows(state, status);
  }

  /** All rows read. */
  public long read() {
    return section(RowCounts.class).read(state);
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
    return section(RowCounts.class).labelDuplicates(state);
  }

  /** Labels dated before their predictions; 0 where the layout has no lag. */
  public long labelsBeforePredictions() {
    return layout.has(LabelLag.class) ? section(LabelLag.class).before(state) : 0;
  }

  /** The scored rows. */
  public SampleSize scoredSize() {
    return sizes.scored();
  }

  /** The valid predictions that count, labelled or not. */
  public SampleSize predictedSize() {
    return sizes.predicted();
  }

  /** The scored rows of finite loss. */
  public SampleSize finiteSize() {
    return sizes.finite();
  }

  /** The scored rows that are neither clipped nor of infinite loss. */
  public SampleSize unclippedSize() {
    return sizes.unclipped();
  }

  /** Some of the scored rows, of which is known what they weigh together. */
  public SampleSize sizeOf(double weight) {
    double effective = weight * scoredSize().scale();
    long rows = weight > 0 ? Math.max(1, Math.round(effective)) : 0;
    return new SampleSize(rows, weight, effective);
  }

  /** How many effective rows one of a distribution's counts is, of rows of this size. */
  public double effectiveOf(SampleSize size) {
    return size.scale() * unit();
  }

  /** Whether the weights add up to more than counts can hold, so that no figure can be told. */
  public boolean isTooHeavy() {
    return predictedSize().weight() >= RowWeight.MOST_OF_ALL;
  }

  /** What a count of a {@link #column} weighs. */
  public double columnUnit() {
    return unit();
  }

  /** What a count weighs. */
  double unit() {
    return layout.spec().weighs() ? RowWeight.UNIT : 1;
  }

  /** Counts, as the rows weigh. */
  private double[] weightsAt(int at, int length) {
    double[] weights = new double[length];
    for (int i = 0; i < length; i++) {
      weights[i] = state[at + i] * unit();
    }
    return weights;
  }

  // Outcomes.

  /** Scored rows whose predicted class happened, as they weigh. */
  public double correct() {
    return section(Outcomes.class).correct(state) * unit();
  }

  /** Scored rows whose most probable class happened, whatever a threshold predicts. */
  public double mostProbable() {
    return section(CalibrationBins.class).correct(state) * unit();
  }

  /** Scored rows by label, as they weigh. */
  public double[] labels() {
    return weightsAt(section(Outcomes.class).labels(), layout.classes());
  }

  /** Scored rows by label and then by predicted class, as they weigh; empty for many classes. */
  public double[][] confusions() {
    Outcomes outcomes = section(Outcomes.class);
    double[][] rows = new double[outcomes.crosses() ? layout.classes() : 0][];
    for (int label = 0; label < rows.length; label++) {
      rows[label] = weightsAt(outcomes.confusion(label), layout.classes());
    }
    return rows;
  }

  /** The same with the figures that they have; of not too many classes. */
  public ConfusionMatrix confusion() {
    return new ConfusionMatrix(confusions());
  }

  /** Valid predictions by predicted class, as they weigh. */
  public double[] predictedClasses() {
    return weightsAt(section(Outcomes.class).predicted(), layout.classes());
  }

  /** Σ q of each class, over all valid predictions. */
  public double[] predictionMass() {
    return section(ClassSums.class).predictions(state);
  }

  /** The most frequent confusions of many classes, most frequent first; empty for few classes. */
  public List<Confusion> topConfusions(int most) {
    return layout.has(TopConfusions.class)
        ? section(TopConfusions.class).read(state, most).stream()
            .map(confusion -> confusion.times(unit()))
            .toList()
        : List.of();
  }

  // Distributions.

  /** The distribution of a numeric column; it counts units of weight where rows have weights. */
  public ColumnDistribution column(int column) {
    return ColumnDistribution.read(state, section(ColumnHistograms.class).at(column));
  }

  /** The distribution of a categorical column. */
  public CategoryDistribution categories(int column) {
    CategorySketches sketches = section(CategorySketches.class);
    return CategoryDistribution.read(
        state, sketches.at(column), sketches.most(), effectiveOf(predictedSize()));
  }

  /** The mean and the spread of a numeric column. */
  public ColumnMoments columnMoments(int column) {
    int at = section(ColumnHistograms.class).at(column);
    return ColumnMoments.read(state, at, unit(), predictedSize());
  }

  /** The distribution of the confidence of all valid predictions. */
  public ColumnDistribution confidenceDistribution() {
    return ColumnDistribution.ofConfidence(state, section(ConfidenceCells.class));
  }

  /** The distribution of the probability of the last of two classes, of all valid predictions. */
  public ColumnDistribution scoreDistribution() {
    return ColumnDistribution.ofScores(state, section(ScoreCells.class));
  }

  /** The distribution of H(q) / ln K of all valid predictions. */
  public ColumnDistribution entropyDistribution() {
    return ColumnDistribution.ofShares(section(EntropyFigures.class).bins(state));
  }

  /** The distribution of the scored rows' losses, in nats, in exponential buckets. */
  public ColumnDistribution lossDistribution() {
    return ColumnDistribution.ofLosses(section(LossFigures.class).buckets(state));
  }

  /**
   * What is known of the scored rows by their confidence, in effective rows. Several comparisons
   * ask for it, of every window, so it is kept once it is known; two threads would find the same.
   */
  public Calibration calibration() {
    Calibration known = calibration;
    if (known == null) {
      known = Calibration.read(layout, state, effectiveOf(scoredSize()), scoredSize().scale());
      calibration = known;
    }
    return known;
  }

  /**
   * The same by the probability of each class, in equal-width bins, where those of the class are
   * the correct ones; for two classes of the last one alone, and none of very many.
   */
  public List<Calibration> calibrationByClass() {
    return IntStream.range(0, ClassBins.classes(layout))
        .mapToObj(ranked -> ClassBins.of(this, ranked).calibration(scoredSize().scale()))
        .toList();
  }

  /** The same of one class, of not too many. */
  public Calibration calibrationOf(int ofClass) {
    return ClassBins.ofClass(this, ofClass).calibration(scoredSize().scale());
  }

  /** What is known of the rows by predicted class and confidence; kept likewise. */
  public Strata strata() {
    Strata known = strata;
    if (known == null) {
      known = Strata.read(layout, state, unit(), sizes);
      strata = known;
    }
    return known;
  }

  // Means and variances.

  /** Scored rows whose probability was raised to the floor. */
  public long clipped() {
    return section(LossFigures.class).clipped(state);
  }

  /** Scored rows of infinite loss. */
  public long infinite() {
    return section(LossFigures.class).infinite(state);
  }

  /** Mean Brier score of the scored rows; NaN without any. */
  public double meanBrier() {
    return section(BrierSums.class).sum(state) / scoredSize().weight();
  }

  /** Unbiased variance of the scored rows' Brier score. */
  public double brierVariance() {
    BrierSums brier = section(BrierSums.class);
    return sizes.varianceOfScored(brier.scores(), brier.squares());
  }

  /** Mean of H(p, q) − H(q), in nats; NaN without a scored row or with one of infinite loss. */
  public double meanGap() {
    double entropies = section(EntropyFigures.class).scoredPredictions(state);
    return infinite() > 0
        ? Double.NaN
        : (section(LossFigures.class).sum(state) - entropies) / scoredSize().weight();
  }

  /** Unbiased variance of H(p, q) − H(q), in nats². */
  public double gapVariance() {
    SampleSize n = scoredSize();
    double mean = meanGap();
    double squares = section(LossFigures.class).squaredGaps(state);
    return Math.max(0, squares - n.weight() * mean * mean) / n.lessOne();
  }

  /** Mean of the finite losses, in nats; NaN without any. */
  public double meanFiniteLoss() {
    return section(LossFigures.class).sum(state) / finiteSize().weight();
  }

  /** What the clipped rows add to the mean of the finite losses, in nats; NaN without any. */
  public double clippedPart() {
    return section(LossFigures.class).clippedSum(state) / finiteSize().weight();
  }

  /** Unbiased variance of the finite losses, in nats². */
  public double lossVariance() {
    LossFigures losses = section(LossFigures.class);
    return sizes.varianceOfFinite(losses.losses(), losses.squares());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Profile profile
        && layout.equals(profile.layout)
        && Arrays.equals(state, profile.state);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(state);
  }

  @Override
  public String toString() {
    return "Profile[" + layout.descriptor() + ", " + read() + " rows]";
  }
}
