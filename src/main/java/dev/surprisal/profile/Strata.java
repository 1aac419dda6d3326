package dev.surprisal.profile;

import dev.surprisal.profile.section.StratumFigures;
import dev.surprisal.profile.sketch.StratumBins;
import dev.surprisal.profile.state.Layout;

/**
 * The rows by predicted class and confidence, as {@link StratumBins} have them: those of the first
 * class by confidence, then those of the next. Where rows have weights, scored rows are in
 * effective rows, {@link SampleSize}.
 *
 * @param shares of each stratum the share of all valid predictions, labelled or not; 0 without any
 * @param perClass the strata of a class, the same bins of the confidence for each
 * @param rows the scored rows
 * @param correct those whose most probable class happened
 * @param loss Σ of the finite losses, in nats
 * @param squaredLoss Σ of their squares
 */
public record Strata(
    double[] shares,
    int perClass,
    double[] rows,
    double[] correct,
    double[] loss,
    double[] squaredLoss) {

  /** Reads them off a state, whose counts weigh a unit each. */
  static Strata read(Layout layout, long[] state, double unit, SampleSizes sizes) {
    StratumFigures figures = layout.section(StratumFigures.class);
    int strata = figures.count();
    double scale = sizes.scored().scale();
    double weight = sizes.predicted().weight();
    double share = weight == 0 ? 0 : 1 / weight;
    return new Strata(
        rows(state, figures.predicted(), strata, unit, share),
        figures.perClass(),
        rows(state, figures.scored(), strata, unit, scale),
        rows(state, figures.correct(), strata, unit, scale),
        scaled(figures.losses(state), scale),
        scaled(figures.squaredLosses(state), scale));
  }

  private static double[] rows(long[] state, int at, int strata, double unit, double scale) {
    double[] weights = new double[strata];
    for (int i = 0; i < strata; i++) {
      weights[i] = state[at + i] * unit;
    }
    return scaled(weights, scale);
  }

  private static double[] scaled(double[] figures, double scale) {
    for (int i = 0; i < figures.length; i++) {
      figures[i] *= scale;
    }
    return figures;
  }

  /** The strata. */
  public int count() {
    return rows.length;
  }
}
