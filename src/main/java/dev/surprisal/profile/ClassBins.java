package dev.surprisal.profile;

/**
 * The scored rows by the probability of one class, in bins from the least to the greatest: all that
 * is known of how a class was predicted beside how often it happened. Counts are rows as they
 * weigh.
 *
 * @param middle what stands for the probability in a bin
 * @param positives the rows of each bin whose label is the class
 * @param negatives the others
 */
record ClassBins(double[] middle, double[] positives, double[] negatives) {

  /**
   * Those of a ranked class.
   *
   * @param ranked its place among {@link Layout#rankedClasses()}
   */
  static ClassBins of(Profile profile, int ranked) {
    int bins = profile.layout().rankingBins();
    int at = profile.layout().ranking() + ranked * 2 * bins;
    double[] middle = new double[bins];
    for (int b = 0; b < bins; b++) {
      middle[b] = (b + 0.5) / bins;
    }
    return new ClassBins(middle, profile.weightsAt(at + bins, bins), profile.weightsAt(at, bins));
  }

  int bins() {
    return middle.length;
  }

  double rows(int bin) {
    return positives[bin] + negatives[bin];
  }
}
