package dev.surprisal.calibration;

import dev.surprisal.profile.Fold;
import dev.surprisal.profile.Layout;
import dev.surprisal.profile.StoredProfile;
import dev.surprisal.profile.ZeroPolicy;

/**
 * Rows drawn from a population, folded into a profile. There are only 27 different rows; 2ʲ of each
 * are folded beforehand and merged as often as a cell has them, which gives the very bytes that the
 * rows one by one would.
 */
final class Folded {

  static final Layout LAYOUT = new Layout(Population.CLASSES, ZeroPolicy.DEFAULT, 0);

  private static final int POWERS = 24;
  private static final Fold FOLD = Fold.of(LAYOUT);
  private static final long[][][] SCORED = powers();

  private Folded() {}

  private static long[][][] powers() {
    long[][][] powers = new long[Population.CLASSES * Population.PREDICTIONS][POWERS][];
    for (int kind = 0; kind < powers.length; kind++) {
      long[] state = FOLD.empty();
      double[] q = Population.prediction(kind % Population.PREDICTIONS);
      FOLD.scored(state, q, kind / Population.PREDICTIONS);
      for (int power = 0; power < POWERS; power++) {
        powers[kind][power] = state.clone();
        FOLD.merge(state, powers[kind][power]);
      }
    }
    return powers;
  }

  /** So many labelled rows. */
  static StoredProfile scored(Draw draw, Population population, long rows) {
    long[] state = FOLD.empty();
    long[] labels = draw.multinomial(rows, population.shares());
    for (int label = 0; label < Population.CLASSES; label++) {
      long[] predictions = draw.multinomial(labels[label], population.predictionsOf(label));
      for (int t = 0; t < Population.PREDICTIONS; t++) {
        add(state, label * Population.PREDICTIONS + t, predictions[t]);
      }
    }
    return new StoredProfile(LAYOUT, FOLD.encode(state));
  }

  private static void add(long[] state, int kind, long rows) {
    for (int power = 0; power < POWERS; power++) {
      if ((rows >> power & 1) == 1) {
        FOLD.merge(state, SCORED[kind][power]);
      }
    }
  }
}
