package dev.surprisal.profile;

import dev.surprisal.profile.section.RankingCells;
import dev.surprisal.profile.section.ScoreCells;
import dev.surprisal.profile.sketch.AdaptiveCells;
import dev.surprisal.profile.sketch.ShareKeys;
import dev.surprisal.profile.sketch.SpanCells;
import dev.surprisal.profile.state.Layout;

/**
 * The scored rows by the probability of one class, in cells from the least to the greatest: all
 * that is known of how a class was predicted beside how often it happened. Counts are rows as they
 * weigh.
 *
 * @param middle what stands for the probability in a cell
 * @param positives the rows of each cell whose label is the class
 * @param negatives the others
 */
record ClassBins(double[] middle, double[] positives, double[] negatives) {

  /** The classes that have such cells: the last of two, each of more, none of very many. */
  static int classes(Layout layout) {
    if (layout.has(ScoreCells.class)) {
      return 1;
    }
    return layout.has(RankingCells.class) ? layout.classes() : 0;
  }

  /**
   * Those of a class.
   *
   * @param ranked its place among {@link #classes}
   */
  static ClassBins of(Profile profile, int ranked) {
    return profile.layout().has(ScoreCells.class)
        ? ofTwo(profile.section(ScoreCells.class), profile)
        : ofMore(profile.section(RankingCells.class), profile, ranked);
  }

  private static ClassBins ofTwo(ScoreCells scores, Profile profile) {
    int at = scores.at();
    long[] state = profile.state();
    AdaptiveCells cells = scores.cells();
    int size = AdaptiveCells.size(state, at);
    double[] middle = new double[size];
    double[][] sides = new double[2][size];
    for (int slot = 0; slot < size; slot++) {
      middle[slot] = middle(cells.leastKey(state, at, slot), cells.greatestKey(state, at, slot));
      for (int side = 0; side < 2; side++) {
        sides[side][slot] = cells.count(state, at, slot, side + 1) * profile.unit();
      }
    }
    return new ClassBins(middle, sides[1], sides[0]);
  }

  private static ClassBins ofMore(RankingCells ranked, Profile profile, int ofClass) {
    SpanCells cells = ranked.cells();
    int at = ranked.counts();
    int windows = ranked.windows();
    long[] state = profile.state();
    int size = cells.slots();
    double[] middle = new double[size];
    double[] positives = new double[size];
    double[] negatives = new double[size];
    long width = 1L << SpanCells.level(state, windows, ofClass);
    for (int i = 0; i < size; i++) {
      int slot = cells.cells() + 1;
      if (i == 0) {
        slot = cells.cells();
      } else if (i + 1 == size) {
        middle[i] = 1;
      } else {
        slot = cells.slot(state, windows, ofClass, i - 1);
        long least = cells.leastKey(state, windows, ofClass, i - 1);
        middle[i] = middle(least, least + width - 1);
      }
      long rows = state[at + cells.place(slot, 0, ofClass)];
      long positive = state[at + cells.place(slot, 1, ofClass)];
      positives[i] = positive * profile.unit();
      negatives[i] = (rows - positive) * profile.unit();
    }
    return new ClassBins(middle, positives, negatives);
  }

  private static double middle(long least, long greatest) {
    return (ShareKeys.greatest(clamp(least)) + ShareKeys.greatest(clamp(greatest))) / 2;
  }

  private static long clamp(long key) {
    return Math.max(0, Math.min(ShareKeys.ONE, key));
  }

  int bins() {
    return middle.length;
  }

  double rows(int bin) {
    return positives[bin] + negatives[bin];
  }
}
