package dev.surprisal.math;

import dev.surprisal.api.PublicApi;

/** Scoring rules of predictions. What is not a distribution gives NaN. */
@PublicApi
public final class Scores {
  private Scores() {}

  /**
   * The Brier score of one prediction and its label: Σ (qᵢ − [i = label])².
   *
   * <p>Brier's own form for any number of classes, between 0 and 2; for two classes, twice the
   * squared error of the positive class's probability. G. W. Brier, <a
   * href="https://doi.org/10.1175/1520-0493(1950)078%3C0001:VOFEIT%3E2.0.CO;2">Verification of
   * forecasts expressed in terms of probability</a> (1950).
   *
   * @param label the index of the class; out of range gives NaN
   * @param q the prediction
   */
  public static double brier(int label, double[] q) {
    boolean known = label >= 0 && label < q.length;
    return known && Distributions.isDistribution(q)
        ? Kernels.brier(label, q, q.length)
        : Double.NaN;
  }

  /**
   * The Brier score of one prediction against a label distribution: Σ (qᵢ − pᵢ)², between 0 and 2.
   */
  public static double brier(double[] p, double[] q) {
    return Distributions.areDistributions(p, q) ? Kernels.brier(p, q, p.length) : Double.NaN;
  }
}
