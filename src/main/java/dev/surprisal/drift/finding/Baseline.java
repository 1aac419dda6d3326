package dev.surprisal.drift.finding;

import java.util.Locale;

/** What current rows are compared with. */
public enum Baseline {
  /** All rows of the reference range. */
  REFERENCE,
  /** The window before. */
  PREVIOUS,
  /** A limit that people set. */
  LIMIT;

  /** The name in reports. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
