package dev.surprisal.drift.classifier;

/** Learns from rows how to tell current ones from those of the reference. */
@FunctionalInterface
public interface Learner {

  /**
   * Learns.
   *
   * @param rows the figures of each row
   * @param current whether each row is a current one; there are rows of both sides
   * @param categories for each figure how many categories it numbers from 0 on; 0 where it is a
   *     number
   */
  Scorer learn(double[][] rows, boolean[] current, int[] categories);

  /** What was learnt. */
  @FunctionalInterface
  interface Scorer {

    /** A score that is higher the more a row looks like a current one; never NaN. */
    double score(double[] row);
  }
}
