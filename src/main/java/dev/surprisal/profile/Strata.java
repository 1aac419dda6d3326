package dev.surprisal.profile;

import dev.surprisal.math.FixedPoint;

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

  /** Those of a profile. */
  static Strata of(Profile profile) {
    Layout layout = profile.layout();
    int strata = StratumBins.count(layout.classes());
    double scale = profile.scoredSize().scale();
    double weight = profile.predictedSize().weight();
    return new Strata(
        scaled(profile.weightsAt(layout.strata(), strata), weight == 0 ? 0 : 1 / weight),
        StratumBins.of(layout.classes()).perClass(),
        scaled(profile.weightsAt(layout.strataRows(), strata), scale),
        scaled(profile.weightsAt(layout.strataCorrect(), strata), scale),
        losses(profile, 0, strata, scale),
        losses(profile, FixedPoint.LONGS, strata, scale));
  }

  private static double[] losses(Profile profile, int behind, int strata, double scale) {
    double[] sums = new double[strata];
    int at = profile.layout().strataLosses() + behind;
    for (int i = 0; i < strata; i++) {
      sums[i] = FixedPoint.sum(profile.state(), at + 2 * FixedPoint.LONGS * i) * scale;
    }
    return sums;
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
