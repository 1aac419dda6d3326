package dev.surprisal.report;

import dev.surprisal.drift.comparison.SliceDisagreement;
import java.util.List;

/**
 * How far the predictions of the current range are from the second prediction set.
 *
 * @param name what the configuration calls it
 * @param disagreements of each version all rows, then the slices that differ most
 */
public record Challenger(String name, List<SliceDisagreement> disagreements) {

  /** The slices of a version that a report has. */
  private static final int SLICES = 20;

  /** Copies the list. */
  public Challenger {
    disagreements = List.copyOf(disagreements);
  }

  /**
   * Chooses what a report has of all versions and slices.
   *
   * @param name what the configuration calls the second prediction set
   * @param all of every version and slice
   * @param minRows the rows that a slice must have
   */
  public static Challenger of(String name, List<SliceDisagreement> all, long minRows) {
    return new Challenger(name, SliceDisagreement.ranked(all, minRows, SLICES));
  }
}
