package dev.surprisal.profile;

/** How far confidence is from accuracy. */
final class Calibration {

  private Calibration() {}

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
      error += Math.abs(profile.count(layout.calibrationCorrect() + b) - confidence);
    }
    return error / profile.scored();
  }
}
