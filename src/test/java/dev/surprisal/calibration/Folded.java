package dev.surprisal.calibration;

import dev.surprisal.profile.Profile;
import dev.surprisal.profile.row.ZeroPolicy;
import dev.surprisal.profile.state.Layout;
import dev.surprisal.profile.state.RepeatedRows;
import dev.surprisal.profile.state.StateUpdater;

/**
 * Rows drawn from a population, folded into a profile. There are only 27 different rows; how many
 * there are of each is drawn, and the state of one is added so many times, which gives the very
 * bytes that the rows one by one would.
 */
final class Folded {

  static final Layout LAYOUT = new Layout(Population.CLASSES, ZeroPolicy.DEFAULT, 0);

  private static final StateUpdater FOLD = StateUpdater.of(LAYOUT);
  private static final RepeatedRows[] SCORED = kinds();

  private Folded() {}

  private static RepeatedRows[] kinds() {
    RepeatedRows[] kinds = new RepeatedRows[Population.CLASSES * Population.PREDICTIONS];
    for (int kind = 0; kind < kinds.length; kind++) {
      long[] one = FOLD.layout().empty();
      double[] q = Population.prediction(kind % Population.PREDICTIONS);
      FOLD.scored(one, q, kind / Population.PREDICTIONS);
      kinds[kind] = new RepeatedRows(LAYOUT, one);
    }
    return kinds;
  }

  /** So many labelled rows. */
  static Profile scored(Draw draw, Population population, long rows) {
    long[] state = FOLD.layout().empty();
    long[] labels = draw.multinomial(rows, population.shares());
    for (int label = 0; label < Population.CLASSES; label++) {
      long[] predictions = draw.multinomial(labels[label], population.predictionsOf(label));
      for (int t = 0; t < Population.PREDICTIONS; t++) {
        SCORED[label * Population.PREDICTIONS + t].add(state, predictions[t]);
      }
    }
    return Profile.of(LAYOUT, state);
  }
}
