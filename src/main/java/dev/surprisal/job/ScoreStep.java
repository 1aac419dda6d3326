package dev.surprisal.job;

import dev.surprisal.dataset.CheckedRows;
import dev.surprisal.dataset.ScoredRows;
import dev.surprisal.dataset.source.ReadFailures;
import dev.surprisal.profile.time.TimeRange.Side;

/** Writes every row with its figures. */
final class ScoreStep {

  private final Plan plan;
  private final Side side;

  ScoreStep(Plan plan, Side side) {
    this.plan = plan;
    this.side = side;
  }

  /** Writes the scored rows of a run and returns where they are. */
  String write(CheckedRows rows, String runId) {
    String name = Plan.table("scores", side);
    String path = plan.below(name);
    return ReadFailures.explaining(
        plan.scoring(side),
        () -> {
          plan.tables(rows.rows().sparkSession())
              .append(
                  ScoredRows.of(rows, plan.scoring(side), plan.layout()), name, "run_id", runId);
          return path + "/run_id=" + runId;
        });
  }
}
