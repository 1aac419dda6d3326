package dev.surprisal.job;

import dev.surprisal.drift.finding.FindingState;

/**
 * How a command ended.
 *
 * @param state the report's verdict; {@link FindingState#OK} where the command makes none
 */
public record Outcome(FindingState state) {

  /** The command did what it was asked, and makes no verdict. */
  public static final Outcome DONE = new Outcome(FindingState.OK);
}
