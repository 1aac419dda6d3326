package dev.surprisal.profile;

/**
 * How much a figure is made of. The effective number of rows is that of L. Kish, Survey Sampling
 * (1965).
 *
 * @param rows the rows, whatever they weigh
 * @param weight Σw, what sums and counts are divided by; the number of rows where they have no
 *     weights
 * @param effective the effective number of rows, (Σw)²/Σw²: a mean of so many rows of equal weight
 *     would have as much noise, if weights and figures have nothing to do with each other; the
 *     number of rows where they have no weights; 0 where nothing weighs anything
 */
public record SampleSize(long rows, double weight, double effective) {

  /** Rows that all count once. */
  public static SampleSize ofRows(long rows) {
    return new SampleSize(rows, rows, rows);
  }

  /**
   * Rows with weights.
   *
   * @param rows the rows
   * @param weight Σw
   * @param squares Σw²
   */
  static SampleSize of(long rows, double weight, double squares) {
    // In this order it is the number of rows, to the bit, where all weights are 1.
    return new SampleSize(rows, weight, weight > 0 ? weight / (squares / weight) : 0);
  }

  /** Both together. */
  public SampleSize plus(SampleSize other) {
    return of(rows + other.rows, weight + other.weight, squares() + other.squares());
  }

  private double squares() {
    return weight > 0 ? weight / effective * weight : 0;
  }

  /** What turns a weight into effective rows: 1 where all rows weigh 1. */
  public double scale() {
    return weight > 0 ? effective / weight : 0;
  }

  /** Σw − Σw²/Σw, what an unbiased variance is divided by: n − 1 where all rows weigh 1. */
  double lessOne() {
    return weight - weight / effective;
  }
}
