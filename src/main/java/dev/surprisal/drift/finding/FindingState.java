package dev.surprisal.drift.finding;

/** What a comparison came to, from the mildest to the most severe. */
public enum FindingState {
  /** No significant change. */
  OK,
  /** There are no rows to compare. */
  NO_DATA,
  /** There are rows, but too few to judge. */
  INSUFFICIENT_DATA,
  /** Significant, but not surely beyond the effect threshold. */
  WARN,
  /** Significant and beyond the effect threshold. */
  ALERT,
  /** The comparison could not be made. */
  ERROR
}
