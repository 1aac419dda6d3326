package dev.surprisal.profile.section;

import dev.surprisal.math.FixedPoint;

/**
 * What a row counts for: here as one, in a count that is a long of the state. Where rows count as
 * much as they weigh, or counts are small ones, a subclass says so, which is not loaded where it is
 * not needed: so the calls that it overrides cost nothing.
 */
public abstract class RowCounter {

  /** Takes up the row to come. */
  public void weigh(RowTerms terms) {}

  /** Counts the row as much as it weighs. */
  public void tally(long[] state, int place) {
    row(state, place);
  }

  /** Counts the row as one, whatever it weighs. */
  public void row(long[] state, int place) {
    state[place]++;
  }

  /**
   * Adds a share of the row to a sum of shares.
   *
   * @param state the state
   * @param at the sum
   * @param share the share, at most about 1
   * @param units the share in {@linkplain FixedPoint#units units}
   */
  public void share(long[] state, int at, double share, long units) {
    FixedPoint.addUnits(state, at, units);
  }
}
