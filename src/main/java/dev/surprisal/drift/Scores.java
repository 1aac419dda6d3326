package dev.surprisal.drift;

import dev.surprisal.profile.Profile;
import dev.surprisal.profile.RowStatus;
import java.util.List;

/** The comparisons of scores and of shares of rows. */
final class Scores {

  private Scores() {}

  /** Of the labelled rows. */
  static List<Comparison> comparisons(double alpha) {
    return List.of(
        MeanComparison.of(ComparisonKind.CALIBRATION_GAP, alpha, Scores::gap),
        MeanComparison.ofSquares(ComparisonKind.RELIABILITY, alpha, Calibrations::reliability),
        MeanComparison.of(ComparisonKind.RESOLUTION, alpha, Calibrations::resolution),
        new ProportionComparison(ComparisonKind.ACCURACY, alpha, Profile::correct, Profile::scored),
        MeanComparison.of(ComparisonKind.BRIER, alpha, Scores::brier),
        MeanComparison.of(ComparisonKind.ECE, alpha, Calibrations::calibrationError));
  }

  /** Of what became of the rows. */
  static List<Comparison> ofRows(double alpha) {
    return List.of(
        new ProportionComparison(
            ComparisonKind.LABEL_COVERAGE, alpha, Profile::scored, Profile::predictions),
        new ProportionComparison(
            ComparisonKind.REJECTED_ROWS, alpha, Scores::rejected, Profile::read),
        new VolumeComparison(alpha));
  }

  private static Moments gap(Profile profile) {
    // Beside an infinite loss there is no gap.
    return profile.infinite() > 0
        ? new Moments(0, Double.NaN, Double.NaN)
        : new Moments(profile.scored(), profile.meanGap(), profile.gapVariance());
  }

  private static Moments brier(Profile profile) {
    return new Moments(profile.scored(), profile.meanBrier(), profile.brierVariance());
  }

  private static long rejected(Profile profile) {
    return profile.read() - profile.predictions() - profile.rows(RowStatus.DUPLICATE);
  }
}
