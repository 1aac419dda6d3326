package dev.surprisal.profile.section;

import dev.surprisal.profile.sketch.SpanCells;

/**
 * Hands out the space of a state, section by section. A state has three areas: the counts of all
 * sections, then their other longs, then their sums of {@link dev.surprisal.math.FixedPoint}, two
 * longs each.
 */
public class StateOffsets {

  private int counts;
  private int others;
  private int sums;

  /**
   * Begins.
   *
   * @param counts the place of the first count
   * @param others the index of the first other long
   * @param sums the index of the first sum
   */
  public StateOffsets(int counts, int others, int sums) {
    this.counts = counts;
    this.others = others;
    this.sums = sums;
  }

  /** Takes counts; returns the place of the first. */
  public final int takeCounts(int number) {
    int at = counts;
    counts += number;
    return at;
  }

  /** Takes other longs; returns the index of the first. */
  public final int takeOthers(int longs) {
    int at = others;
    others += longs;
    return at;
  }

  /** Takes the longs of sums; returns the index of the first. */
  public final int takeSums(int longs) {
    int at = sums;
    sums += longs;
    return at;
  }

  /** The place behind the counts. */
  public final int endOfCounts() {
    return counts;
  }

  /** The index behind the other longs. */
  public final int endOfOthers() {
    return others;
  }

  /** The index behind the sums. */
  public final int endOfSums() {
    return sums;
  }

  /** How counts are read and replaced. */
  public SpanCells.Counters counters() {
    return SpanCells.Counters.PLAIN;
  }
}
