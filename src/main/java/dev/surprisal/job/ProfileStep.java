package dev.surprisal.job;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;

import dev.surprisal.config.Config;
import dev.surprisal.dataset.CheckedRows;
import dev.surprisal.dataset.Opened;
import dev.surprisal.dataset.Reader;
import dev.surprisal.dataset.RejectedRows;
import dev.surprisal.dataset.RowColumn;
import dev.surprisal.dataset.inspect.UnmatchedKeys;
import dev.surprisal.dataset.source.InputProblem;
import dev.surprisal.dataset.source.InputRefusedException;
import dev.surprisal.dataset.source.ReadFailures;
import dev.surprisal.dataset.source.RejectedValues;
import dev.surprisal.dataset.spec.ChallengerSpec;
import dev.surprisal.dataset.spec.DuplicatePolicy;
import dev.surprisal.dataset.spec.LabelSpec;
import dev.surprisal.dataset.spec.Scoring;
import dev.surprisal.dataset.spec.SourceSpec;
import dev.surprisal.job.notes.InputNews;
import dev.surprisal.job.notes.LabelsFromOne;
import dev.surprisal.job.notes.NameChecks;
import dev.surprisal.job.notes.Rejections;
import dev.surprisal.job.notes.StrayLabels;
import dev.surprisal.job.notes.Weights;
import dev.surprisal.profile.Disagreement;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.cube.Cell;
import dev.surprisal.profile.row.RowStatus;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.TimeRange.Side;
import dev.surprisal.report.RowCounts;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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
  private final Side side;
  private List<String> notes = List.of();

  ProfileStep(Plan plan, SparkSession spark, Side side) {
    this.plan = plan;
    this.config = plan.config();
    this.spark = spark;
    this.side = side;
  }

  private Reader reader() {
    return new Reader(spark, plan.scoring(side), plan.inheritance(side));
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
        ReadFailures.explaining(
            plan.scoring(side), () -> plan.profiler(plan.choice(rows), side).profile(rows));
    check(cells, rows, runId);
    return cells;
  }

  private void check(List<Cell> cells, CheckedRows rows, String runId) {
    Profile total = total(cells);
    RowCounts counts = RowAccounts.of(total, LabelAccounts.of(cells));
    requireRows(cells, counts);
    notes = rejections(counts, total, rows, runId);
    requireNoForbiddenDuplicates(counts);
    new DuplicateChecks(plan, side, rows).require(counts);
    new NameChecks(spark, plan.scoring(side)).require(counts);
    requireLabels(counts, total, rows);
    new LabelsFromOne(plan.scoring(side), total).requireNot(rows);
    requireChallenger(total);
    Weights.requireCountable(config, total);
    if (plan.stretch() == null && plan.dataset() == null) {
      requireBothRanges(cells);
    }
  }

  /** What a report is to tell of the rows that were profiled last. */
  List<String> notes() {
    return notes;
  }

  private Profile total(List<Cell> cells) {
    Profile total = Profile.empty(plan.layout());
    for (Cell cell : Cell.ofOneSet(cells)) {
      total = total.plus(cell.profile().open());
    }
    return total;
  }

  /** Writes the rejected rows, and refuses the run where there are too many. */
  private List<String> rejections(RowCounts counts, Profile total, CheckedRows rows, String runId) {
    if (counts.rejectedTotal() == 0) {
      return List.of();
    }
    String place = rejected(runId);
    List<RejectedValues> values =
        ReadFailures.explaining(
            plan.scoring(side),
            () -> {
              RejectedRows.of(rows).write().parquet(place);
              return RejectedValues.of(
                  spark.read().parquet(place), plan.predictions(side).probability());
            });
    Rejections rejections = new Rejections(plan.scoring(side), counts, total, values, place);
    rejections.requireFew();
    return rejections.notes();
  }

  /** A partition of the table of all runs' rejected rows. */
  private String rejected(String runId) {
    return plan.below(Plan.table("rejected", side) + "/run_id=" + runId);
  }

  /** Rows without a timestamp are in no range, and must not hide that there are no others. */
  private void requireRows(List<Cell> cells, RowCounts counts) {
    if (cells.stream().anyMatch(cell -> cell.window() != null)) {
      return;
    }
    Optional<String> span = span();
    if (span.isPresent() || counts.read() == 0) {
      SourceSpec source = plan.predictions(side).source();
      String name = plan.scoring(side).name();
      throw new InputRefusedException(
          InputProblem.invalid(
              name + (source.path() != null ? ".path" : ".table"),
              source.place(),
              span.map(this::outside).orElse("contains no rows")));
    }
  }

  private String outside(String span) {
    TimeRange stretch = plan.stretch();
    if (stretch != null) {
      return "contains no rows from " + format(stretch) + "; its timestamps are from " + span;
    }
    if (plan.dataset() != null) {
      return "contains no rows from "
          + format(plan.range(side))
          + "; its timestamps are from "
          + span;
    }
    return "contains no rows in the reference, "
        + format(plan.windows().reference())
        + ", or in the current range, "
        + format(plan.windows().current())
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
                    "%2$,d rows%1$s are in no window (timestamps from %3$s) and are not profiled.",
                    side == Side.REFERENCE ? " of the reference dataset" : "",
                    it.rows(),
                    it.range()));
  }

  /** Whether a {@link RowColumn#TIME} lies in one of the ranges. */
  private Column isInside() {
    Column time = RowColumn.TIME.column();
    Column inside = lit(false);
    for (TimeRange range : plan.ranges(side)) {
      inside =
          inside.or(
              time.geq(TimeRange.micros(range.from())).and(time.lt(TimeRange.micros(range.to()))));
    }
    return inside;
  }

  /** Rows, and their first and last timestamp. */
  private record Span(long rows, String range) {}

  private Optional<Span> span(Column which) {
    Opened opened = reader().open();
    if (!opened.timed()) {
      return Optional.empty();
    }
    Dataset<Row> timestamps = opened.timestamps();
    Column time = RowColumn.TIME.column();
    Row row =
        ReadFailures.explaining(
            plan.scoring(side),
            () -> timestamps.where(which).agg(count(time), min(time), max(time)).head());
    return row.getLong(0) == 0
        ? Optional.empty()
        : Optional.of(
            new Span(row.getLong(0), instant(row.getLong(1)) + " to " + instant(row.getLong(2))));
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private void requireNoForbiddenDuplicates(RowCounts counts) {
    List<InputProblem> problems = new ArrayList<>();
    long predictions = counts.duplicate();
    Scoring scoring = plan.scoring(side);
    if (scoring.predictions().duplicates() == DuplicatePolicy.FAIL && predictions > 0) {
      problems.add(duplicates(scoring.name(), predictions));
    }
    var labels = scoring.labels();
    if (labels != null
        && labels.duplicates() == DuplicatePolicy.FAIL
        && counts.labels().repeated() > 0) {
      problems.add(duplicates(scoring.labelsName(), counts.labels().repeated()));
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
    Scoring scoring = plan.scoring(side);
    LabelSpec labels = scoring.labels();
    return new StrayLabels(
        scoring,
        UnmatchedKeys.of(rows, scoring),
        labels != null && labels.timestamp() != null || !isAnyOutside()
            ? StrayLabels.Elsewhere.EXCLUDED
            : StrayLabels.Elsewhere.POSSIBLE);
  }

  /** Whether some prediction lies in no window; the first one found is enough. */
  private boolean isAnyOutside() {
    Opened opened = reader().open();
    return opened.timed()
        && ReadFailures.explaining(
            plan.scoring(side),
            () -> !opened.timestamps().where(not(isInside())).limit(1).isEmpty());
  }

  private void requireLabels(RowCounts counts, Profile total, CheckedRows rows) {
    Scoring scoring = plan.scoring(side);
    var labels = scoring.labels();
    boolean none =
        counts.scored() == 0 && total.rows(RowStatus.UNKNOWN_LABEL) == 0 && counts.unlabelled() > 0;
    if (labels != null && none) {
      throw new InputRefusedException(
          InputProblem.invalid(
              scoring.labelsName() + ".key",
              labels.key(),
              "matches none of the "
                  + counts.unlabelled()
                  + " predictions by "
                  + scoring.predictions().key()
                  + "; "
                  + (counts.labels().withoutPrediction() > 0
                      ? uncapitalized(strays(rows).look())
                      : "are these the same keys?")));
    }
  }

  private static String uncapitalized(String sentence) {
    return Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
  }

  private void requireChallenger(Profile total) {
    ChallengerSpec challenger = config.challenger();
    if (side == Side.PREDICTIONS && challenger != null && total.predictions() > 0) {
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
              key, format(range), "contains no predictions, so there is nothing to compare"));
    }
  }

  private static String format(TimeRange range) {
    return range.from() + " to " + range.to();
  }
}
