package dev.surprisal.job;

import dev.surprisal.dataset.CheckedRows;
import dev.surprisal.dataset.ScoredRows;
import dev.surprisal.dataset.source.ReadFailures;
import dev.surprisal.profile.time.TimeRange.Side;
import dev.surprisal.tables.sink.Partition;

/** Writes every row with its figures. */
final class ScoreStep {

  private final Plan plan;
  private final Side side;

  ScoreStep(Plan plan, Side side) {
    this.plan = plan;
    this.side = side;
  }

  /** The table of a dataset's scored rows. */
  static String table(Side side) {
    return Plan.table("scores", side);
  }

  /** Writes the scored rows of a run and returns where they are. */
  String write(CheckedRows rows, String runId) {
    String name = table(side);
    String path = plan.below(name);
    return ReadFailures.explaining(
        plan.scoring(side),
        () -> {
          plan.tables(rows.rows().sparkSession())
              .append(
                  name,
                  ScoredRows.of(rows, plan.scoring(side), plan.layout()),
                  new Partition("run_id", runId));
          return path + "/run_id=" + runId;
        });
  }
}
