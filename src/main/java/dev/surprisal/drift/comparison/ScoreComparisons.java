package dev.surprisal.drift.comparison;

import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.SampleSize;
import dev.surprisal.profile.row.RowStatus;
import java.util.List;

/** The comparisons of scores and of shares of rows. */
public final class ScoreComparisons {

  private ScoreComparisons() {}

  /** Of the labelled rows. */
  public static List<Comparison> comparisons(double alpha) {
    return List.of(
        MeanComparison.of(
            ComparisonKind.CALIBRATION_GAP,
            alpha,
            ScoreComparisons::gapSize,
            ScoreComparisons::gap),
        MeanComparison.ofSquares(
            ComparisonKind.RELIABILITY, alpha, Profile::scoredSize, Calibrations::reliability),
        MeanComparison.of(
            ComparisonKind.RESOLUTION, alpha, Profile::scoredSize, Calibrations::resolution),
        new ProportionComparison(
            ComparisonKind.ACCURACY, alpha, Profile::correct, Profile::scoredSize),
        MeanComparison.of(
            ComparisonKind.BRIER, alpha, Profile::scoredSize, ScoreComparisons::brier),
        MeanComparison.of(
            ComparisonKind.ECE, alpha, Profile::scoredSize, Calibrations::calibrationError));
  }

  /** Of what became of the rows, whatever they weigh. */
  public static List<Comparison> ofRows(double alpha) {
    return List.of(
        new ProportionComparison(
            ComparisonKind.LABEL_COVERAGE,
            alpha,
            Profile::scored,
            profile -> SampleSize.ofRows(profile.predictions())),
        new ProportionComparison(
            ComparisonKind.REJECTED_ROWS,
            alpha,
            ScoreComparisons::rejected,
            profile -> SampleSize.ofRows(profile.read())),
        new VolumeComparison(alpha));
  }

  /** Beside an infinite loss there is no gap. */
  private static SampleSize gapSize(Profile profile) {
    return profile.infinite() > 0 ? SampleSize.ofRows(0) : profile.scoredSize();
  }

  private static Moments gap(Profile profile) {
    return profile.infinite() > 0
        ? new Moments(SampleSize.ofRows(0), Double.NaN, Double.NaN)
        : new Moments(profile.scoredSize(), profile.meanGap(), profile.gapVariance());
  }

  private static Moments brier(Profile profile) {
    return new Moments(profile.scoredSize(), profile.meanBrier(), profile.brierVariance());
  }

  public static long rejected(Profile profile) {
    return profile.read() - profile.predictions() - profile.rows(RowStatus.DUPLICATE);
  }
}
