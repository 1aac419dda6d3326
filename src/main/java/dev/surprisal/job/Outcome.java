package dev.surprisal.job;

import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.report.News;
import dev.surprisal.report.Report;

/**
 * How a command ended.
 *
 * @param state the report's verdict; {@link FindingState#OK} where the command makes none
 * @param hasNews whether something is wrong that the last run on earlier rows did not have
 */
public record Outcome(FindingState state, boolean hasNews) {

  /** The command did what it was asked, and makes no verdict. */
  public static final Outcome DONE = new Outcome(FindingState.OK, false);

  /** What a report came to. */
  static Outcome of(Report report) {
    return new Outcome(report.verdict().state(), News.of(report).isAlarming());
  }
}
