package dev.surprisal.job;

import dev.surprisal.config.Config;
import dev.surprisal.dataset.CheckedRows;
import dev.surprisal.dataset.DuplicatePolicy;
import dev.surprisal.dataset.InputProblem;
import dev.surprisal.dataset.InputRefusedException;
import dev.surprisal.dataset.Reader;
import dev.surprisal.dataset.RejectedRows;
import dev.surprisal.profile.Cell;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.RowStatus;
import dev.surprisal.profile.TimeRange;
import dev.surprisal.report.RowCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/** Reads, checks, joins and folds: rows in, profiles of the finest cells out. */
final class ProfileStep {

  private final Plan plan;
  private final Config config;
  private final SparkSession spark;

  ProfileStep(Plan plan, SparkSession spark) {
    this.plan = plan;
    this.config = plan.config();
    this.spark = spark;
  }

  /** Finds every problem of the schemas without reading a row. */
  CheckedRows check() {
    return new Reader(spark, plan.scoring()).plan(plan.ranges());
  }

  /**
   * Profiles all windows.
   *
   * @param rows the checked rows
   * @param runId names the rejected rows of this run
   * @throws InputRefusedException where there are too few rows, or too many bad ones
   */
  List<Cell> profile(CheckedRows rows, String runId) {
    List<Cell> cells = plan.profiler().profile(rows);
    Profile total = total(cells);
    RowCounts counts = RowAccounts.of(total);
    requireRows(rows, counts);
    if (counts.rejectedTotal() > 0) {
      writeRejected(rows, runId);
    }
    requireFewRejected(counts);
    requireNoForbiddenDuplicates(total);
    requireLabels(counts, total);
    requireReference(cells);
    return cells;
  }

  private Profile total(List<Cell> cells) {
    Profile total = Profile.empty(plan.layout());
    for (Cell cell : cells) {
      total = total.plus(cell.profile().open());
    }
    return total;
  }

  private void writeRejected(CheckedRows rows, String runId) {
    RejectedRows.of(rows)
        .withColumn("run_id", org.apache.spark.sql.functions.lit(runId))
        .write()
        .format("parquet")
        .mode(SaveMode.Append)
        .partitionBy("run_id")
        .save(plan.below("rejected"));
  }

  private void requireRows(CheckedRows rows, RowCounts counts) {
    if (counts.read() == 0) {
      throw new InputRefusedException(
          InputProblem.invalid(
              "predictions",
              config.predictions().source().place(),
              "holds no row in the reference, "
                  + told(plan.windows().reference())
                  + ", nor in the current range, "
                  + told(plan.windows().current())));
    }
  }

  private void requireFewRejected(RowCounts counts) {
    double share = (double) counts.rejectedTotal() / counts.read();
    if (share > config.checks().maxRejectedShare()) {
      String reasons =
          counts.rejected().entrySet().stream()
              .filter(reason -> reason.getValue() > 0)
              .map(Map.Entry::toString)
              .collect(Collectors.joining(", "));
      throw new InputRefusedException(
          new InputProblem(
              "checks.max_rejected",
              String.format(
                  Locale.ROOT,
                  "Rejected %d of %d rows, %.2f %% (checks.max_rejected is %.2f %%): %s. They are"
                      + " in %s.%s",
                  counts.rejectedTotal(),
                  counts.read(),
                  100 * share,
                  100 * config.checks().maxRejectedShare(),
                  reasons,
                  plan.below("rejected"),
                  hint(counts))));
    }
  }

  private String hint(RowCounts counts) {
    return counts.rejected().getOrDefault(RowStatus.NOT_NORMALISED.label(), 0L) > 0
        ? " A distribution may miss a sum of one by checks.sum_tolerance, "
            + config.checks().sumTolerance()
            + "."
        : "";
  }

  private void requireNoForbiddenDuplicates(Profile total) {
    List<InputProblem> problems = new ArrayList<>();
    long predictions = total.rows(RowStatus.DUPLICATE);
    if (config.predictions().duplicates() == DuplicatePolicy.FAIL && predictions > 0) {
      problems.add(duplicates("predictions", predictions));
    }
    var labels = config.labels();
    if (labels != null
        && labels.duplicates() == DuplicatePolicy.FAIL
        && total.labelDuplicates() > 0) {
      problems.add(duplicates("labels", total.labelDuplicates()));
    }
    if (!problems.isEmpty()) {
      throw new InputRefusedException(problems);
    }
  }

  private static InputProblem duplicates(String dataset, long rows) {
    return InputProblem.invalid(
        dataset + ".duplicates",
        "fail",
        rows + " rows of " + dataset + " repeat a key; choose latest or first to count only one");
  }

  private void requireLabels(RowCounts counts, Profile total) {
    var labels = config.labels();
    boolean none =
        counts.scored() == 0 && total.rows(RowStatus.UNKNOWN_LABEL) == 0 && counts.unlabelled() > 0;
    if (labels != null && none) {
      throw new InputRefusedException(
          InputProblem.invalid(
              "labels.key",
              labels.key(),
              "matches none of the "
                  + counts.unlabelled()
                  + " predictions by "
                  + config.predictions().key()
                  + "; are these the same keys?"));
    }
  }

  private void requireReference(List<Cell> cells) {
    boolean empty =
        cells.stream()
            .noneMatch(
                cell -> {
                  TimeRange window = cell.window();
                  return window != null && plan.windows().isReference(window);
                });
    if (empty) {
      throw new InputRefusedException(
          InputProblem.invalid(
              "reference",
              told(plan.windows().reference()),
              "holds no prediction row to compare with"));
    }
  }

  private static String told(TimeRange range) {
    return range.from() + " to " + range.to();
  }
}
