package dev.surprisal.profile;

import java.util.Arrays;

/**
 * The variance of the area under the ROC curve, from cells: that of E. R. DeLong, D. M. DeLong and
 * D. L. Clarke-Pearson, <a href="https://doi.org/10.2307/2531595">Comparing the Areas under Two or
 * More Correlated Receiver Operating Characteristic Curves</a> (1988), with rows of a cell as ties.
 * Of several classes against the rest, the areas go together in no known way; the standard error of
 * their mean is at most the mean of theirs.
 */
final class AreaVariance {

  private AreaVariance() {}

  /** NaN where no class has two rows of either kind. */
  static double of(Profile profile) {
    double sum = 0;
    int defined = 0;
    for (int i = 0; i < ClassBins.classes(profile.layout()); i++) {
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
    ClassBins bins = ClassBins.of(profile, ranked);
    double scale = profile.scoredSize().scale();
    double[] negatives = times(bins.negatives(), scale);
    double[] positives = times(bins.positives(), scale);
    return ofPlacements(positives, negatives) + ofPlacements(negatives, positives);
  }

  /** In effective rows. */
  private static double[] times(double[] counts, double scale) {
    return Arrays.stream(counts).map(count -> count * scale).toArray();
  }

  /** The variance over one side of the share of the other side that is below, over its rows. */
  private static double ofPlacements(double[] side, double[] others) {
    double all = Arrays.stream(others).sum();
    double rows = Arrays.stream(side).sum();
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
}
