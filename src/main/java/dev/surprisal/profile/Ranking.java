package dev.surprisal.profile;

import dev.surprisal.profile.section.RankingCells;
import dev.surprisal.profile.section.ScoreCells;
import dev.surprisal.profile.sketch.AdaptiveCells;
import dev.surprisal.profile.sketch.SpanCells;

/**
 * How well probabilities rank the rows that belong to a class above those that do not.
 *
 * <p>Area under the ROC curve, with rows of the same cell counted as ties: the probability that a
 * random positive ranks above a random negative, ties counting half (Mann–Whitney). For two classes
 * the last one is the positive one; for more, the mean over the classes that have both positives
 * and negatives (macro one-vs-rest). NaN where no class has.
 */
final class Ranking {

  /** Half the pairs that share a cell; where it has one score alone, they are tied indeed. */
  private double ties;

  private double wins;
  private double below;
  private double positives;

  private Ranking() {}

  /** The area. */
  static double areaUnderCurve(Profile profile) {
    return mean(profile, false);
  }

  /**
   * The greatest difference between that area and the one of the scores themselves: half the share
   * of pairs of a positive and a negative that share a cell of more than one score. For more than
   * two classes the mean of these.
   */
  static double error(Profile profile) {
    return mean(profile, true);
  }

  private static double mean(Profile profile, boolean error) {
    if (profile.layout().has(ScoreCells.class)) {
      return ofTwo(profile.section(ScoreCells.class), profile.state()).figure(error);
    }
    if (!profile.layout().has(RankingCells.class)) {
      return Double.NaN;
    }
    RankingCells ranked = profile.section(RankingCells.class);
    double sum = 0;
    int defined = 0;
    for (int i = 0; i < ranked.cells().sets(); i++) {
      double figure = ofClass(ranked, profile.state(), i).figure(error);
      if (!Double.isNaN(figure)) {
        sum += figure;
        defined++;
      }
    }
    return sum / defined;
  }

  private static Ranking ofTwo(ScoreCells scores, long[] state) {
    AdaptiveCells cells = scores.cells();
    int at = scores.at();
    Ranking ranking = new Ranking();
    boolean exact = AdaptiveCells.level(state, at) == 0;
    for (int slot = 0; slot < AdaptiveCells.size(state, at); slot++) {
      ranking.add(cells.count(state, at, slot, 1), cells.count(state, at, slot, 2), exact);
    }
    return ranking;
  }

  private static Ranking ofClass(RankingCells ranked, long[] state, int ofClass) {
    SpanCells cells = ranked.cells();
    int windows = ranked.windows();
    boolean exact = SpanCells.level(state, windows, ofClass) == 0;
    Ranking ranking = new Ranking();
    ranking.add(ranked, state, ofClass, cells.cells(), true);
    for (int i = 0; i < cells.cells(); i++) {
      ranking.add(ranked, state, ofClass, cells.slot(state, windows, ofClass, i), exact);
    }
    ranking.add(ranked, state, ofClass, cells.cells() + 1, true);
    return ranking;
  }

  private void add(RankingCells ranked, long[] state, int ofClass, int slot, boolean exact) {
    int at = ranked.counts();
    long rows = state[at + ranked.cells().place(slot, 0, ofClass)];
    long positive = state[at + ranked.cells().place(slot, 1, ofClass)];
    add(rows - positive, positive, exact);
  }

  private void add(long negative, long positive, boolean exact) {
    wins += positive * (below + negative / 2.0);
    ties += exact ? 0 : (double) positive * negative / 2;
    below += negative;
    positives += positive;
  }

  private double figure(boolean error) {
    return (error ? ties : wins) / (positives * below);
  }
}
