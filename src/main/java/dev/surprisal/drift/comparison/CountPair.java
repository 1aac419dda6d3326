package dev.surprisal.drift.comparison;

import dev.surprisal.drift.finding.Measure;
import dev.surprisal.drift.finding.MeasureKey;
import dev.surprisal.math.Divergence;
import dev.surprisal.math.statistics.ChiSquaredTest;
import dev.surprisal.math.statistics.GTest;
import dev.surprisal.math.statistics.Smoothing;
import java.util.List;

/**
 * Rows of the reference and current rows over the same cells, each filled by one of them.
 *
 * @param before rows of the reference by cell
 * @param after current rows by cell
 * @param q smoothed shares of the reference
 * @param p smoothed current shares
 * @param divergence D(p‖q), in nats
 * @param g the statistic of the two-sample G test
 * @param chiSquared Pearson's statistic
 */
record CountPair(
    double[] before,
    double[] after,
    double[] q,
    double[] p,
    double divergence,
    double g,
    double chiSquared) {

  /** The expectation from which on G follows χ². */
  private static final double FEW = 5;

  static CountPair of(double[] before, double[] after) {
    double[] q = Smoothing.jeffreys(before);
    double[] p = Smoothing.jeffreys(after);
    return new CountPair(
        before,
        after,
        q,
        p,
        Divergence.kullbackLeibler(p, q),
        GTest.twoSample(before, after).statistic(),
        ChiSquaredTest.twoSample(before, after).statistic());
  }

  /**
   * The statistic to judge by: G, but where a cell expects fewer than five rows the lesser of G and
   * Pearson's, because each of the two rejects too often for other sparse tables.
   */
  double statistic() {
    return leastExpected() < FEW ? Math.min(g, chiSquared) : g;
  }

  private double leastExpected() {
    double m = CoarseCells.total(before);
    double n = CoarseCells.total(after);
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < before.length; i++) {
      least = Math.min(least, (before[i] + after[i]) * Math.min(m, n) / (m + n));
    }
    return least;
  }

  /** Var_p[ln(p/q)], the variance of D by what it owes to the current shares, per row. */
  double varianceOfLogRatio() {
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      double deviation = Math.log(p[i] / q[i]) - divergence;
      sum += p[i] * deviation * deviation;
    }
    return sum;
  }

  /** Var_q[p/q] = Σ (p − q)²/q, likewise by what it owes to the reference's shares. */
  double varianceOfRatio() {
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      double difference = p[i] - q[i];
      sum += difference * difference / q[i];
    }
    return sum;
  }

  /** The figures beside the effect, without a correction for bias. */
  List<Measure> measures(CountNoise noise) {
    return List.of(
        new Measure(MeasureKey.G, g),
        new Measure(MeasureKey.CHI_SQUARED, chiSquared),
        new Measure(MeasureKey.KL_DIVERGENCE, divergence),
        new Measure(MeasureKey.JS_DIVERGENCE, Divergence.jensenShannon(p, q)),
        new Measure(MeasureKey.JS_DISTANCE, Divergence.jensenShannonDistance(p, q)),
        new Measure(MeasureKey.PSI, Divergence.populationStabilityIndex(p, q)),
        new Measure(MeasureKey.OUTSIDE_REFERENCE, outside()),
        new Measure(MeasureKey.DISPERSION, noise.dispersion()));
  }

  /** The share of current rows in cells where the reference has none. */
  private double outside() {
    double outside = 0;
    for (int i = 0; i < after.length; i++) {
      outside += before[i] == 0 ? after[i] : 0;
    }
    return outside / CoarseCells.total(after);
  }
}
