package dev.surprisal.drift.finding;

/** Why a comparison was not made. */
public enum SkipReason {
  /** One side has no rows. */
  NO_ROWS,
  /** There are rows, but too few. */
  TOO_FEW_ROWS,
  /** Labels may still come, within {@code labels.lag}. */
  AWAITING_LABELS
}
