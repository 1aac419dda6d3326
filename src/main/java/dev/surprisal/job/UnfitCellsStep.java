package dev.surprisal.job;

import dev.surprisal.dataset.Reader;
import dev.surprisal.dataset.source.InputProblem;
import dev.surprisal.dataset.source.InputRefusedException;
import dev.surprisal.dataset.source.ReadFailures;
import dev.surprisal.dataset.source.StrictReading;
import dev.surprisal.dataset.source.UnfitColumn;
import dev.surprisal.job.notes.UnfitAdvice;
import dev.surprisal.profile.time.TimeRange.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/**
 * Reads CSV and JSON as their schemas say. Where a line is otherwise, all lines are looked at: a
 * cell that would be lost without a word refuses the run, and so do more of those that reject their
 * rows than may be rejected. What is left, such as half a line at the end of a file or rows of no
 * window, is read once more in Spark's own way.
 */
final class UnfitCellsStep {

  private final Plan plan;
  private final SparkSession spark;
  private final Progress progress;

  UnfitCellsStep(Plan plan, SparkSession spark, Progress progress) {
    this.plan = plan;
    this.spark = spark;
    this.progress = progress;
  }

  /**
   * Does some work on the datasets.
   *
   * @throws InputRefusedException where cells are not of their columns' types
   */
  <T> T guard(Supplier<T> work) {
    try {
      return StrictReading.strictly(spark, work);
    } catch (Exception e) {
      // Spark's Scala code throws checked exceptions that it does not declare.
      if (!StrictReading.isStopped(e)) {
        throw e;
      }
    }
    progress.step("Inspecting lines that do not match their schema");
    requireFit();
    return work.get();
  }

  private void requireFit() {
    List<InputProblem> problems = new ArrayList<>();
    for (Side side : plan.sides()) {
      List<UnfitColumn> unfit =
          ReadFailures.explaining(
              plan.scoring(side),
              () ->
                  new Reader(spark, plan.scoring(side), plan.inheritance(side))
                      .open()
                      .unfit(plan.ranges(side)));
      if (unfit.stream().anyMatch(this::isTooMuch)) {
        unfit.forEach(of -> problems.add(new UnfitAdvice(plan.scoring(side), of).problem()));
      }
    }
    if (!problems.isEmpty()) {
      throw new InputRefusedException(problems);
    }
  }

  private boolean isTooMuch(UnfitColumn of) {
    return !of.rejects() || of.cells() > plan.config().checks().maxRejectedShare() * of.rows();
  }
}
