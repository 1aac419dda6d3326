package dev.surprisal.profile;

import dev.surprisal.math.FixedPoint;

/**
 * The scored rows by their confidence, in {@value Layout#CONFIDENCE_BINS} equal-width bins of [0,
 * 1]. Where rows have weights, all of it is in effective rows, {@link SampleSize}.
 *
 * @param rows the rows of each bin
 * @param correct those whose most probable class happened
 * @param confidence Σ of the confidence
 * @param loss Σ of the finite losses, in nats
 * @param squaredLoss Σ of their squares
 */
public record Calibration(
    double[] rows, double[] correct, double[] confidence, double[] loss, double[] squaredLoss) {

  /** That of a profile's scored rows. */
  static Calibration of(Profile profile) {
    Layout layout = profile.layout();
    double scale = profile.scoredSize().scale();
    int bins = Layout.CONFIDENCE_BINS;
    return new Calibration(
        scaled(profile.weightsAt(layout.calibrationRows(), bins), scale),
        scaled(profile.weightsAt(layout.calibrationCorrect(), bins), scale),
        scaled(profile.sums(layout.confidenceSums(), bins), scale),
        scaled(lossSums(profile, layout.lossSums()), scale),
        scaled(lossSums(profile, layout.lossSquareSums()), scale));
  }

  /** The sums of losses of each bin; their fixed point is not that of shares. */
  private static double[] lossSums(Profile profile, int at) {
    double[] sums = new double[Layout.CONFIDENCE_BINS];
    for (int i = 0; i < sums.length; i++) {
      sums[i] = FixedPoint.sum(profile.state(), at + FixedPoint.LONGS * i);
    }
    return sums;
  }

  private static double[] scaled(double[] figures, double scale) {
    for (int i = 0; i < figures.length; i++) {
      figures[i] *= scale;
    }
    return figures;
  }

  /** The bins. */
  public int bins() {
    return rows.length;
  }

  /**
   * Expected calibration error: Σ_b (n_b / n) |accuracy_b − mean confidence_b| over {@value
   * Layout#CONFIDENCE_BINS} equal-width bins of the confidence (Guo et al., ICML 2017,
   * arXiv:1706.04599).
   */
  static double expectedError(Profile profile) {
    Layout layout = profile.layout();
    double error = 0;
    for (int b = 0; b < Layout.CONFIDENCE_BINS; b++) {
      double confidence = profile.sumAt(layout.confidenceSums() + 2 * b);
      error += Math.abs(profile.weightAt(layout.calibrationCorrect() + b) - confidence);
    }
    return error / profile.scoredSize().weight();
  }
}
