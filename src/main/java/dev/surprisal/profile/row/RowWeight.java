package dev.surprisal.profile.row;

/**
 * The weight of a row: how many rows it stands for. It is rounded once, to an integer number of
 * units of 2⁻²⁰ (9.5e-7), which is what counts and sums are made of from there on.
 *
 * <p>It is at most 2²⁰, and the weights of a profile add up to less than 2⁴³ (8.8e12): then counts,
 * of units, stay below 2⁶³, and so do Σ w² and Σ w·x² of the losses.
 */
public final class RowWeight {

  /** The greatest weight. */
  public static final double MOST = 0x1p20;

  /** What the weights of a profile have to stay below. */
  public static final double MOST_OF_ALL = 0x1p43;

  /** The bits behind the point. */
  public static final int FRACTION_BITS = 20;

  /** A unit, as a weight. */
  public static final double UNIT = 0x1p-20;

  private static final double UNITS_TO_ONE = 0x1p20;

  private RowWeight() {}

  /**
   * A weight in units, to the nearest; ties go up.
   *
   * @param weight from 0 to {@link #MOST}
   */
  public static long units(double weight) {
    return Math.round(weight * UNITS_TO_ONE);
  }
}
