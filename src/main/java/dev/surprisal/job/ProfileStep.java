package dev.surprisal.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import dev.surprisal.config.Config;
import dev.surprisal.dataset.ChallengerSpec;
import dev.surprisal.dataset.CheckedRows;
import dev.surprisal.dataset.DuplicatePolicy;
import dev.surprisal.dataset.InputProblem;
import dev.surprisal.dataset.InputRefusedException;
import dev.surprisal.dataset.ReadFailures;
import dev.surprisal.dataset.Reader;
import dev.surprisal.dataset.RejectedRows;
import dev.surprisal.dataset.SourceSpec;
import dev.surprisal.dataset.UnmatchedKeys;
import dev.surprisal.profile.Cell;
import dev.surprisal.profile.Disagreement;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.RowStatus;
import dev.surprisal.profile.TimeRange;
import dev.surprisal.report.RowCounts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

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
    Reader reader = new Reader(spark, plan.scoring());
    return plan.stretch() == null ? reader.plan(plan.ranges()) : reader.planPart(plan.ranges());
  }

  /**
   * Profiles all windows.
   *
   * @param rows the checked rows
   * @param runId names the rejected rows of this run
   * @throws InputRefusedException where there are too few rows, or too many bad ones
   */
  List<Cell> profile(CheckedRows rows, String runId) {
    List<Cell> cells =
        ReadFailures.told(plan.scoring(), () -> plan.profiler(plan.choice(rows)).profile(rows));
    Profile total = total(cells);
    RowCounts counts = RowAccounts.of(total, LabelAccounts.of(cells));
    requireRows(cells, counts);
    requireFewRejected(counts, rows, runId);
    requireNoForbiddenDuplicates(counts);
    new DuplicateChecks(plan, rows).require(counts);
    requireLabels(counts, total, rows);
    requireChallenger(total);
    Weights.requireCountable(config, total);
    if (plan.stretch() == null) {
      requireBothRanges(cells);
    }
    if (counts.rejectedTotal() > 0) {
      writeRejected(rows, runId);
    }
    return cells;
  }

  private Profile total(List<Cell> cells) {
    Profile total = Profile.empty(plan.layout());
    for (Cell cell : Cell.ofOneSet(cells)) {
      total = total.plus(cell.profile().open());
    }
    return total;
  }

  private void writeRejected(CheckedRows rows, String runId) {
    RejectedRows.of(rows).write().parquet(rejected(runId));
  }

  /** A partition of the table of all runs' rejected rows. */
  private String rejected(String runId) {
    return plan.below("rejected/run_id=" + runId);
  }

  /** Rows without a timestamp are in no range, and must not hide that there are no others. */
  private void requireRows(List<Cell> cells, RowCounts counts) {
    if (cells.stream().anyMatch(cell -> cell.window() != null)) {
      return;
    }
    Optional<String> span = span();
    if (span.isPresent() || counts.read() == 0) {
      SourceSpec source = config.predictions().source();
      throw new InputRefusedException(
          InputProblem.invalid(
              source.path() != null ? "predictions.path" : "predictions.table",
              source.place(),
              span.map(this::outside).orElse("must hold a row, and holds none")));
    }
  }

  private String outside(String span) {
    TimeRange stretch = plan.stretch();
    if (stretch != null) {
      return "must hold a row from " + told(stretch) + "; its timestamps are from " + span;
    }
    return "must hold a row in the reference, "
        + told(plan.windows().reference())
        + ", or in the current range, "
        + told(plan.windows().current())
        + "; its timestamps are from "
        + span;
  }

  /** The first and the last timestamp of all rows, whatever the ranges; empty without rows. */
  private Optional<String> span() {
    return span(lit(true)).map(Span::range);
  }

  /**
   * Counts the rows whose timestamp lies in no window, where the configuration asks for it.
   *
   * @return a sentence; nothing where there are none, or they are not asked for
   */
  Optional<String> outside() {
    if (!config.checks().countOutside()) {
      return Optional.empty();
    }
    return span(not(isInside()))
        .map(
            it ->
                String.format(
                    Locale.ROOT,
                    "Rows in no window: %,d, with timestamps from %s; they are not profiled.",
                    it.rows(),
                    it.range()));
  }

  /** Whether a timestamp, {@code ts}, lies in one of the ranges. */
  private Column isInside() {
    Column inside = lit(false);
    for (TimeRange range : plan.ranges()) {
      inside =
          inside.or(
              col("ts")
                  .geq(TimeRange.micros(range.from()))
                  .and(col("ts").lt(TimeRange.micros(range.to()))));
    }
    return inside;
  }

  /** Rows, and their first and last timestamp. */
  private record Span(long rows, String range) {}

  private Optional<Span> span(Column which) {
    Dataset<Row> timestamps = new Reader(spark, plan.scoring()).timestamps();
    Row row =
        ReadFailures.told(
            plan.scoring(),
            () ->
                timestamps
                    .where(which)
                    .agg(expr("count(ts)"), expr("min(ts)"), expr("max(ts)"))
                    .head());
    return row.getLong(0) == 0
        ? Optional.empty()
        : Optional.of(
            new Span(row.getLong(0), instant(row.getLong(1)) + " to " + instant(row.getLong(2))));
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private void requireFewRejected(RowCounts counts, CheckedRows rows, String runId) {
    double share = (double) counts.rejectedTotal() / counts.read();
    if (share > config.checks().maxRejectedShare()) {
      writeRejected(rows, runId);
      throw new InputRefusedException(
          new InputProblem("checks.max_rejected", tooManyRejected(counts, share, runId)));
    }
  }

  private String tooManyRejected(RowCounts counts, double share, String runId) {
    String reasons =
        counts.rejected().entrySet().stream()
            .filter(reason -> reason.getValue() > 0)
            .map(reason -> reason.getKey() + " " + reason.getValue())
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "Rejected %d of %d rows, %.2f %% (checks.max_rejected is %.2f %%): %s. They are in %s.%s",
        counts.rejectedTotal(),
        counts.read(),
        100 * share,
        100 * config.checks().maxRejectedShare(),
        reasons,
        rejected(runId),
        hint(counts));
  }

  private String hint(RowCounts counts) {
    return counts.rejected().getOrDefault(RowStatus.NOT_NORMALISED.label(), 0L) > 0
        ? " A distribution may miss a sum of one by checks.sum_tolerance, "
            + config.checks().sumTolerance()
            + "."
        : "";
  }

  private void requireNoForbiddenDuplicates(RowCounts counts) {
    List<InputProblem> problems = new ArrayList<>();
    long predictions = counts.duplicate();
    if (config.predictions().duplicates() == DuplicatePolicy.FAIL && predictions > 0) {
      problems.add(duplicates("predictions", predictions));
    }
    var labels = config.labels();
    if (labels != null
        && labels.duplicates() == DuplicatePolicy.FAIL
        && counts.labels().repeated() > 0) {
      problems.add(duplicates("labels", counts.labels().repeated()));
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

  /**
   * Looks at labels without a prediction where they are many, which reads keys once more; null
   * where they are few.
   */
  @Nullable StrayLabels strays(CheckedRows rows, List<Cell> cells) {
    return InputNews.hasManyStrays(RowAccounts.of(total(cells), LabelAccounts.of(cells)))
        ? strays(rows)
        : null;
  }

  private StrayLabels strays(CheckedRows rows) {
    return new StrayLabels(
        config,
        UnmatchedKeys.of(rows, plan.scoring()),
        config.labels() != null && config.labels().timestamp() != null || !isAnyOutside()
            ? StrayLabels.Elsewhere.EXCLUDED
            : StrayLabels.Elsewhere.POSSIBLE);
  }

  /** Whether some prediction lies in no window; the first one found is enough. */
  private boolean isAnyOutside() {
    Dataset<Row> timestamps = new Reader(spark, plan.scoring()).timestamps();
    return ReadFailures.told(
        plan.scoring(), () -> !timestamps.where(not(isInside())).limit(1).isEmpty());
  }

  private void requireLabels(RowCounts counts, Profile total, CheckedRows rows) {
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
                  + "; "
                  + (counts.labels().withoutPrediction() > 0
                      ? strays(rows).look()
                      : "are these the same keys?")));
    }
  }

  private void requireChallenger(Profile total) {
    ChallengerSpec challenger = config.challenger();
    if (challenger != null && total.predictions() > 0) {
      Disagreement of = Disagreement.of(total);
      if (of.missing() > 0 && of.compared() + of.invalid() == 0) {
        throw new InputRefusedException(
            InputProblem.invalid(
                "challenger.key",
                challenger.key(),
                "matches none of the "
                    + total.predictions()
                    + " predictions by "
                    + config.predictions().key()
                    + "; are these the same keys?"));
      }
    }
  }

  private void requireBothRanges(List<Cell> cells) {
    Set<Boolean> seen = new HashSet<>();
    for (Cell cell : cells) {
      TimeRange window = cell.window();
      if (window != null) {
        seen.add(plan.windows().isReference(window));
      }
    }
    requireRange(seen.contains(true), "reference", plan.windows().reference());
    requireRange(seen.contains(false), "current", plan.windows().current());
  }

  private static void requireRange(boolean hasRows, String key, TimeRange range) {
    if (!hasRows) {
      throw new InputRefusedException(
          InputProblem.invalid(
              key, told(range), "must hold a prediction row, or there is nothing to compare"));
    }
  }

  private static String told(TimeRange range) {
    return range.from() + " to " + range.to();
  }
}
