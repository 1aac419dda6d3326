package dev.surprisal.profile;

/**
 * The scored rows by their confidence. Where rows have weights, all of it is in effective rows,
 * {@link SampleSize}.
 *
 * @param rows the rows of each bin
 * @param correct those whose most probable class happened
 * @param confidence Σ of the confidence
 */
public record Calibration(double[] rows, double[] correct, double[] confidence) {

  /** That of a profile's scored rows, in {@link ShareBins}. */
  static Calibration of(Profile profile) {
    Layout layout = profile.layout();
    double scale = profile.scoredSize().scale();
    int bins = ShareBins.COUNT;
    return new Calibration(
        scaled(profile.weightsAt(layout.calibrationRows(), bins), scale),
        scaled(profile.weightsAt(layout.calibrationCorrect(), bins), scale),
        scaled(profile.sums(layout.confidenceSums(), bins), scale));
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

  /** The same in {@value ShareBins#EVEN} equal-width bins. */
  public Calibration even() {
    return new Calibration(even(rows), even(correct), even(confidence));
  }

  private static double[] even(double[] figures) {
    double[] even = new double[ShareBins.EVEN];
    for (int i = 0; i < figures.length; i++) {
      even[ShareBins.even(i)] += figures[i];
    }
    return even;
  }

  /**
   * Expected calibration error: Σ_b (n_b / n) |accuracy_b − mean confidence_b| over {@value
   * ShareBins#EVEN} equal-width bins of the confidence (Guo et al., ICML 2017, arXiv:1706.04599).
   */
  static double expectedError(Profile profile) {
    Calibration even = profile.calibration().even();
    double error = 0;
    for (int b = 0; b < even.bins(); b++) {
      error += Math.abs(even.correct[b] - even.confidence[b]);
    }
    return error / profile.scoredSize().effective();
  }
}
