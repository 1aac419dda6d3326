package dev.surprisal.dataset.spec;

/** Which of several rows with the same key counts. The others are counted, never multiplied. */
public enum DuplicatePolicy {
  /** A duplicate ends the run. */
  FAIL,
  /** The row with the latest timestamp. */
  LATEST,
  /** The row with the earliest timestamp. */
  FIRST
}
