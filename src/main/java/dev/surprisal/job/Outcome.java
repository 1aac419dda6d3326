package dev.surprisal.job;

import dev.surprisal.drift.State;

/**
 * How a command ended.
 *
 * @param state the report's verdict; {@link State#OK} where the command makes none
 */
public record Outcome(State state) {

  /** The command did what it was asked, and makes no verdict. */
  public static final Outcome DONE = new Outcome(State.OK);
}
