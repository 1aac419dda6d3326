package dev.surprisal.drift.finding;

import dev.surprisal.math.statistics.FalseDiscoveryRate;
import java.util.function.UnaryOperator;

/** How p-values are adjusted for the number of comparisons. */
public enum Correction {
  /** Holds for independent and for positively dependent comparisons. */
  BENJAMINI_HOCHBERG(FalseDiscoveryRate::benjaminiHochberg),
  /** Holds under any dependence, at the price of power. */
  BENJAMINI_YEKUTIELI(FalseDiscoveryRate::benjaminiYekutieli);

  private final UnaryOperator<double[]> procedure;

  Correction(UnaryOperator<double[]> procedure) {
    this.procedure = procedure;
  }

  /** The adjusted p-values; NaN stays NaN. */
  public double[] adjust(double[] pValues) {
    return procedure.apply(pValues);
  }
}
