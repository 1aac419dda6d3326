package dev.surprisal.report.picture;

import java.util.List;

/**
 * A distribution of the reference beside a later one, in bins to be drawn.
 *
 * @param subject what is distributed
 * @param form what the bins are
 * @param bins the bins, in order; shares of the rows that have a value
 * @param isCutBelow whether the first bin has lesser values, too
 * @param isCutAbove whether the last bin has greater values, too
 * @param missingBefore the share of the reference's rows without a value
 * @param missingAfter the share of the later rows without one
 */
public record Distribution(
    String subject,
    Form form,
    List<Bin> bins,
    boolean isCutBelow,
    boolean isCutAbove,
    double missingBefore,
    double missingAfter) {

  /** What bins are. */
  public enum Form {
    /** From a lower to an upper bound. */
    RANGES,
    /** One value each. */
    VALUES,
    /** A name each. */
    NAMES
  }

  /**
   * A bin.
   *
   * @param name its name; empty where it is a number
   * @param lower its lower bound, or its value
   * @param upper its upper bound, or its value
   * @param before its share of the reference
   * @param after its share of the later rows
   */
  public record Bin(String name, double lower, double upper, double before, double after) {}

  /** Copies the list. */
  public Distribution {
    bins = List.copyOf(bins);
  }

  /**
   * Half the sum of what the shares differ by: 0 of like ones, 1 of those with nothing in common.
   */
  public double distance() {
    return bins.stream().mapToDouble(it -> Math.abs(it.after() - it.before())).sum() / 2;
  }
}
