package dev.surprisal.profile;

import dev.surprisal.math.statistics.PrecisionRecallCurve;
import dev.surprisal.profile.section.RankingCells;
import dev.surprisal.profile.section.ScoreCells;
import dev.surprisal.profile.sketch.AdaptiveCells;
import dev.surprisal.profile.sketch.ShareBins;
import dev.surprisal.profile.sketch.ShareKeys;
import dev.surprisal.profile.sketch.SpanCells;
import dev.surprisal.profile.state.Layout;
import java.util.Arrays;

/**
 * The scored rows by the probability of one class, in cells from the least to the greatest: all
 * that is known of how a class was predicted beside how often it happened. Counts are rows as they
 * weigh.
 *
 * @param middle what stands for the probability in a cell
 * @param positives the rows of each cell whose label is the class
 * @param negatives the others
 * @param exact whether a cell has one probability alone
 */
record ClassBins(double[] middle, double[] positives, double[] negatives, boolean[] exact) {

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
    boolean[] exact = new boolean[size];
    Arrays.fill(exact, AdaptiveCells.level(state, at) == 0);
    return new ClassBins(middle, sides[1], sides[0], exact);
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
    boolean[] exact = new boolean[size];
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
      exact[i] = slot >= cells.cells() || width == 1;
    }
    return new ClassBins(middle, positives, negatives, exact);
  }

  /**
   * Those of a class by its own index, also of the first of two.
   *
   * @param ofClass its index among the model's classes, of which {@link #classes} are not none
   */
  static ClassBins ofClass(Profile profile, int ofClass) {
    if (!profile.layout().has(ScoreCells.class)) {
      return of(profile, ofClass);
    }
    ClassBins last = of(profile, 0);
    return ofClass == 1 ? last : last.ofOther();
  }

  /** The same rows by the probability of the other of two classes. */
  private ClassBins ofOther() {
    double[] other = reversed(middle);
    Arrays.setAll(other, i -> 1 - other[i]);
    return new ClassBins(other, reversed(negatives), reversed(positives), reversed(exact));
  }

  /** What precision and recall a threshold on the probability has, from the highest cell down. */
  PrecisionRecallCurve curve() {
    return new PrecisionRecallCurve(reversed(positives), reversed(negatives), reversed(exact));
  }

  /**
   * The rows in equal-width bins of the probability, those of the class as the correct ones.
   *
   * @param scale the effective rows of a weight of one
   */
  Calibration calibration(double scale) {
    double[] rows = new double[ShareBins.EVEN];
    double[] correct = new double[ShareBins.EVEN];
    double[] probability = new double[ShareBins.EVEN];
    for (int b = 0; b < bins(); b++) {
      int even = even(b);
      rows[even] += rows(b) * scale;
      correct[even] += positives[b] * scale;
      probability[even] += middle[b] * rows(b) * scale;
    }
    return new Calibration(rows, correct, probability);
  }

  /** The equal-width bin that a cell is in. */
  int even(int bin) {
    return Math.min(ShareBins.EVEN - 1, (int) (middle[bin] * ShareBins.EVEN));
  }

  private static double[] reversed(double[] of) {
    double[] reversed = new double[of.length];
    Arrays.setAll(reversed, i -> of[of.length - 1 - i]);
    return reversed;
  }

  private static boolean[] reversed(boolean[] of) {
    boolean[] reversed = new boolean[of.length];
    for (int i = 0; i < of.length; i++) {
      reversed[i] = of[of.length - 1 - i];
    }
    return reversed;
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
