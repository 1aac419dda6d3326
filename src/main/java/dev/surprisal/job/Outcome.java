package dev.surprisal.job;

import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.narrative.Verdict.VersionVerdict;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.report.Lineage;
import dev.surprisal.report.Report;
import dev.surprisal.report.ReportedIncident;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

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
    FindingState state = report.verdict().state();
    Lineage lineage = report.run().lineage();
    Instant known =
        lineage == null || lineage.base() == null ? null : lineage.base().position().end();
    boolean hasNews =
        state == FindingState.ERROR
            || report.incidents().stream().anyMatch(ReportedIncident::isNews)
            || report.verdict().versions().stream().anyMatch(it -> isRaised(it, known));
    return new Outcome(state, hasNews);
  }

  /** The alarm for life stays on; it is news in the window that sets it off. */
  private static boolean isRaised(VersionVerdict version, @Nullable Instant known) {
    TimeRange alarm = version.lifetime() == null ? null : version.lifetime().alarm();
    return alarm != null
        && version.state() == FindingState.ALERT
        && (known == null || alarm.to().isAfter(known));
  }
}
