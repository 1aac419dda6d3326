package dev.surprisal.job;

import dev.surprisal.dataset.CheckedRows;
import dev.surprisal.dataset.ReadFailures;
import dev.surprisal.dataset.ScoredRows;

/** Writes every row with its figures. */
final class ScoreStep {

  private final Plan plan;

  ScoreStep(Plan plan) {
    this.plan = plan;
  }

  /** Writes the scored rows of a run and returns where they are. */
  String write(CheckedRows rows, String runId) {
    String path = plan.below("scores");
    return ReadFailures.told(
        plan.scoring(),
        () -> {
          plan.tables(rows.rows().sparkSession())
              .append(
                  ScoredRows.of(rows, plan.scoring(), plan.layout()), "scores", "run_id", runId);
          return path + "/run_id=" + runId;
        });
  }
}
