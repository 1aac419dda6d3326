package dev.surprisal.drift.finding;

import java.util.Locale;

/** A figure that a finding has beside its effect. */
public enum MeasureKey {
  /** G, the statistic of the two-sample G test. */
  G(Dimension.NUMBER),
  /** Pearson's statistic. */
  CHI_SQUARED(Dimension.NUMBER),
  /** D(current‖reference) over smoothed shares, without a correction for bias. */
  KL_DIVERGENCE(Dimension.INFORMATION),
  /** JS(current, reference), likewise. */
  JS_DIVERGENCE(Dimension.INFORMATION),
  /** √JS, likewise. */
  JS_DISTANCE(Dimension.ROOT_OF_INFORMATION),
  /** The population stability index, likewise. */
  PSI(Dimension.INFORMATION),
  /** The share of current rows where the reference has none. */
  OUTSIDE_REFERENCE(Dimension.NUMBER),
  /** How much of it is to be expected without drift. */
  OUTSIDE_REFERENCE_EXPECTED(Dimension.NUMBER),
  /** How many times as much windows of the reference differ as their rows explain. */
  DISPERSION(Dimension.NUMBER),
  /** How far slices like this one move, genomic control's λ. */
  DISPERSION_OF_SLICES(Dimension.NUMBER),
  /** The greatest difference of the distribution functions. */
  KS_STATISTIC(Dimension.NUMBER),
  /** How much more it can be than the cells tell. */
  KS_ERROR(Dimension.NUMBER),
  /** ∫|F − G| dx, in the column's unit. */
  WASSERSTEIN(Dimension.NUMBER),
  /** How far it can be off. */
  WASSERSTEIN_ERROR(Dimension.NUMBER),
  /** The mean of a column in the reference. */
  REFERENCE_MEAN(Dimension.NUMBER),
  /** The mean of a column now. */
  CURRENT_MEAN(Dimension.NUMBER),
  /** The one value that a column has in the reference. */
  REFERENCE_CONSTANT(Dimension.NUMBER),
  /** The mean of the finite losses in the reference. */
  REFERENCE_LOG_LOSS(Dimension.INFORMATION),
  /** The mean of the finite losses now. */
  CURRENT_LOG_LOSS(Dimension.INFORMATION),
  /** Rows of the reference whose label had a probability below the floor. */
  REFERENCE_CLIPPED_ROWS(Dimension.NUMBER),
  /** The same of the current rows. */
  CURRENT_CLIPPED_ROWS(Dimension.NUMBER),
  /** What clipped rows did to the difference of the mean losses. */
  CLIPPED_PART(Dimension.INFORMATION),
  /** The least effect that would alert by itself, in the unit of the effect. */
  LEAST_ALERTING_EFFECT(Dimension.OF_EFFECT),
  /** The reference's windows that have rows. */
  REFERENCE_WINDOWS(Dimension.NUMBER);

  /** How a figure scales with the unit of information. */
  enum Dimension {
    NUMBER,
    INFORMATION,
    /** The root of an amount of information, such as the Jensen–Shannon distance. */
    ROOT_OF_INFORMATION,
    /** As the effect of the comparison does. */
    OF_EFFECT
  }

  private final Dimension dimension;

  MeasureKey(Dimension dimension) {
    this.dimension = dimension;
  }

  /** The name in reports. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  Dimension dimension() {
    return dimension;
  }
}
