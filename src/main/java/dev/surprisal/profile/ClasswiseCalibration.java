package dev.surprisal.profile;

/**
 * The class-wise calibration error: the mean over the classes of Σ_b (n_b / n) |share of the
 * class_b − mean probability of the class_b| over {@value #BINS} equal-width bins of the class's
 * probability; M. Kull and others, <a href="https://arxiv.org/abs/1910.12656">Beyond temperature
 * scaling</a> (2019). The calibration error of the confidence sees only the class that is
 * predicted; a rare class whose probability is ten times too high hides from it.
 *
 * <p>Read off the bins of the ranking, so that a mean probability is known to half of such a bin.
 * In the lowest one, which has most rows of most classes, it is what the others leave of the
 * class's mean probability. NaN where no ranking is kept.
 */
final class ClasswiseCalibration {

  private static final int BINS = 20;

  private ClasswiseCalibration() {}

  /** Of two classes the error of one is that of the other. */
  static double expectedError(Profile profile) {
    int ranked = profile.layout().rankedClasses();
    double sum = 0;
    for (int i = 0; i < ranked; i++) {
      sum += ofClass(ClassBins.of(profile, i), meanProbability(profile, i));
    }
    return sum / ranked;
  }

  /** Over all valid predictions: those with a label are not known by themselves. */
  private static double meanProbability(Profile profile, int ranked) {
    double[] mass = profile.predictionMass();
    int of = profile.layout().classes() == 2 ? 1 : ranked;
    return mass[of] / profile.predictedSize().weight();
  }

  private static double ofClass(ClassBins bins, double meanProbability) {
    double[] happened = new double[BINS];
    double[] predicted = new double[BINS];
    double rows = 0;
    double others = 0;
    for (int b = 0; b < bins.bins(); b++) {
      int wide = wide(bins.middle()[b]);
      happened[wide] += bins.positives()[b];
      if (b > 0) {
        predicted[wide] += bins.middle()[b] * bins.rows(b);
        others += bins.middle()[b] * bins.rows(b);
      }
      rows += bins.rows(b);
    }
    double most = bins.bins() == 1 ? 1 : (bins.middle()[0] + bins.middle()[1]) / 2;
    double lowest = meanProbability * rows - others;
    predicted[wide(bins.middle()[0])] += Math.max(0, Math.min(most * bins.rows(0), lowest));
    double error = 0;
    for (int b = 0; b < BINS; b++) {
      error += Math.abs(happened[b] - predicted[b]);
    }
    return error / rows;
  }

  private static int wide(double probability) {
    return Math.min(BINS - 1, (int) (probability * BINS));
  }
}
