package dev.surprisal.profile;

/** How well probabilities rank the rows that belong to a class above those that do not. */
final class Ranking {

  private Ranking() {}

  /**
   * Area under the ROC curve, with rows of the same bin counted as ties: the probability that a
   * random positive ranks above a random negative, ties counting half (Mann–Whitney). For two
   * classes the last one is the positive one; for more, the mean over the classes that have both
   * positives and negatives (macro one-vs-rest). NaN where no class has.
   */
  static double areaUnderCurve(Profile profile) {
    int ranked = profile.layout().rankedClasses();
    double sum = 0;
    int defined = 0;
    for (int i = 0; i < ranked; i++) {
      double area = ofClass(profile, i);
      if (!Double.isNaN(area)) {
        sum += area;
        defined++;
      }
    }
    return sum / defined;
  }

  private static double ofClass(Profile profile, int ranked) {
    int bins = profile.layout().rankingBins();
    int at = profile.layout().ranking() + ranked * 2 * bins;
    double below = 0;
    double wins = 0;
    double positives = 0;
    for (int b = 0; b < bins; b++) {
      long negative = profile.count(at + b);
      long positive = profile.count(at + bins + b);
      wins += positive * (below + negative / 2.0);
      below += negative;
      positives += positive;
    }
    return wins / (positives * below);
  }
}
