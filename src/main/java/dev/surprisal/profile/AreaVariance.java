package dev.surprisal.profile;

/**
 * The variance of the area under the ROC curve, from bins: that of E. R. DeLong, D. M. DeLong and
 * D. L. Clarke-Pearson, <a href="https://doi.org/10.2307/2531595">Comparing the Areas under Two or
 * More Correlated Receiver Operating Characteristic Curves</a> (1988), with rows of a bin as ties.
 * Of several classes against the rest, the areas go together in no known way; the standard error of
 * their mean is at most the mean of theirs.
 */
final class AreaVariance {

  private AreaVariance() {}

  /** NaN where no class has two rows of either kind. */
  static double of(Profile profile) {
    double sum = 0;
    int defined = 0;
    for (int i = 0; i < profile.layout().rankedClasses(); i++) {
      double variance = ofClass(profile, i);
      if (!Double.isNaN(variance)) {
        sum += Math.sqrt(variance);
        defined++;
      }
    }
    double deviation = sum / defined;
    return deviation * deviation;
  }

  private static double ofClass(Profile profile, int ranked) {
    int bins = profile.layout().rankingBins();
    int at = profile.layout().ranking() + ranked * 2 * bins;
    double scale = profile.effectiveOf(profile.scoredSize());
    double[] negatives = counts(profile, at, bins, scale);
    double[] positives = counts(profile, at + bins, bins, scale);
    return ofPlacements(positives, negatives) + ofPlacements(negatives, positives);
  }

  private static double[] counts(Profile profile, int at, int bins, double scale) {
    double[] counts = new double[bins];
    for (int b = 0; b < bins; b++) {
      counts[b] = profile.count(at + b) * scale;
    }
    return counts;
  }

  /** The variance over one side of the share of the other side that is below, over its rows. */
  private static double ofPlacements(double[] side, double[] others) {
    double all = sum(others);
    double rows = sum(side);
    double below = 0;
    double mean = 0;
    double squares = 0;
    for (int b = 0; b < side.length; b++) {
      double placement = (below + others[b] / 2) / all;
      mean += side[b] / rows * placement;
      squares += side[b] / rows * placement * placement;
      below += others[b];
    }
    return rows >= 2 ? Math.max(0, squares - mean * mean) / (rows - 1) : Double.NaN;
  }

  private static double sum(double[] counts) {
    double sum = 0;
    for (double count : counts) {
      sum += count;
    }
    return sum;
  }
}
