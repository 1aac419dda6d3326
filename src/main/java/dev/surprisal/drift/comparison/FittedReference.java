package dev.surprisal.drift.comparison;

/** A reference, ready to be compared with. */
@FunctionalInterface
public interface FittedReference {

  /**
   * Compares.
   *
   * @param current the current rows, enough of them to judge
   */
  Outcome measure(Sample current);
}
