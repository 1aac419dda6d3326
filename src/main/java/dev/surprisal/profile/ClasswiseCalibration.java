package dev.surprisal.profile;

import dev.surprisal.profile.sketch.ShareBins;

/**
 * The class-wise calibration error: the mean over the classes of Σ_b (n_b / n) |share of the
 * class_b − mean probability of the class_b| over {@value ShareBins#EVEN} equal-width bins of the
 * class's probability; M. Kull and others, <a href="https://arxiv.org/abs/1910.12656">Beyond
 * temperature scaling</a> (2019), who call it classwise-ECE, and J. Nixon and others, <a
 * href="https://arxiv.org/abs/1904.01685">Measuring Calibration in Deep Learning</a> (2019), static
 * calibration error. The calibration error of the confidence sees only the class that is predicted;
 * a rare class whose probability is ten times too high hides from it.
 *
 * <p>Read off the cells of the ranking, in whose middle probabilities are taken to be. NaN where no
 * ranking is kept.
 */
final class ClasswiseCalibration {

  private ClasswiseCalibration() {}

  /** Of two classes the error of one is that of the other. */
  static double expectedError(Profile profile) {
    int classes = ClassBins.classes(profile.layout());
    double sum = 0;
    for (int i = 0; i < classes; i++) {
      sum += ofClass(ClassBins.of(profile, i));
    }
    return sum / classes;
  }

  /** Of one class. */
  static double expectedError(Profile profile, int ofClass) {
    return ofClass(ClassBins.ofClass(profile, ofClass));
  }

  private static double ofClass(ClassBins bins) {
    double[] gaps = new double[ShareBins.EVEN];
    double rows = 0;
    for (int b = 0; b < bins.bins(); b++) {
      gaps[bins.even(b)] += bins.positives()[b] - bins.middle()[b] * bins.rows(b);
      rows += bins.rows(b);
    }
    double error = 0;
    for (double gap : gaps) {
      error += Math.abs(gap);
    }
    return error / rows;
  }
}
