package dev.surprisal.drift.finding;

/** What a comparison came to, from the quietest to the loudest. */
public enum FindingState {
  /** Nothing beyond what chance and the thresholds allow. */
  OK,
  /** There are no rows to compare. */
  NO_DATA,
  /** There are rows, but too few to judge. */
  INSUFFICIENT_DATA,
  /** Beyond chance, but not beyond the effect threshold. */
  WARN,
  /** Beyond chance and beyond the effect threshold. */
  ALERT,
  /** The comparison could not be made. */
  ERROR
}
