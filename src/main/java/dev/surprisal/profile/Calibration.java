package dev.surprisal.profile;

import dev.surprisal.profile.section.CalibrationBins;
import dev.surprisal.profile.sketch.ShareBins;
import dev.surprisal.profile.state.Layout;
import java.util.Arrays;

/**
 * The scored rows by their confidence. Where rows have weights, all of it is in effective rows,
 * {@link SampleSize}.
 *
 * @param rows the rows of each bin
 * @param correct those whose most probable class happened
 * @param confidence Σ of the confidence
 */
public record Calibration(double[] rows, double[] correct, double[] confidence) {

  /**
   * Reads it off a state, in {@link ShareBins}.
   *
   * @param one the effective rows that a count of one is
   * @param scale the effective rows of a weight of one
   */
  static Calibration read(Layout layout, long[] state, double one, double scale) {
    CalibrationBins bins = layout.section(CalibrationBins.class);
    return new Calibration(
        rows(state, bins.rows(), one),
        rows(state, bins.correct(), one),
        Arrays.stream(bins.confidence(state)).map(sum -> sum * scale).toArray());
  }

  private static double[] rows(long[] state, int at, double one) {
    return Arrays.stream(state, at, at + ShareBins.COUNT).mapToDouble(n -> n * one).toArray();
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
   *
   * @param effective the effective number of scored rows
   */
  double expectedError(double effective) {
    Calibration even = even();
    double error = 0;
    for (int b = 0; b < even.bins(); b++) {
      error += Math.abs(even.correct[b] - even.confidence[b]);
    }
    return error / effective;
  }
}
