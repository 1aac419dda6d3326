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

  /** Copies the list. */
  public Challenger {
    disagreements = List.copyOf(disagreements);
  }
}
