package dev.surprisal.drift;

/** A reference, ready to be compared with. */
@FunctionalInterface
interface Yardstick {

  /**
   * Compares.
   *
   * @param current the current rows, enough of them to judge
   */
  Outcome measure(Sample current);
}
