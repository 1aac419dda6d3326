package dev.surprisal.report;

import java.util.Locale;

/** What became of an incident since the last run on earlier rows. */
public enum IncidentChange {
  /** That run did not have it. */
  NEW,
  /** It was on and is on, of a worse kind, on more rows or versions, or the figure moved on. */
  WORSE,
  /** It had recovered and is on again. */
  RECURRED,
  /** It is as it was. */
  UNCHANGED,
  /** It was on and is not any more. */
  RECOVERED;

  /** The name in reports. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
