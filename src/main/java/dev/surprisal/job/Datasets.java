package dev.surprisal.job;

import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;

import dev.surprisal.dataset.CheckedRows;
import dev.surprisal.dataset.Grouping;
import dev.surprisal.dataset.Opened;
import dev.surprisal.dataset.Reader;
import dev.surprisal.dataset.RowColumn;
import dev.surprisal.dataset.source.InputProblem;
import dev.surprisal.dataset.source.InputRefusedException;
import dev.surprisal.dataset.source.ReadFailures;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.TimeRange.Side;
import dev.surprisal.profile.time.WindowLength;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The datasets of a plan, opened: the predictions, and the reference where it is one of its own.
 *
 * @param plan the plan, as far as the schemas tell more of it
 * @param opened the datasets
 */
public record Datasets(Plan plan, Map<Side, Opened> opened) {

  /** Copies the map. */
  public Datasets {
    opened = Map.copyOf(opened);
  }

  /**
   * Opens all of them.
   *
   * @throws InputRefusedException with every problem of all schemas
   */
  public static Datasets open(Plan plan, SparkSession spark) {
    Map<Side, Opened> opened = new EnumMap<>(Side.class);
    Set<InputProblem> problems = new LinkedHashSet<>();
    for (Side side : plan.sides()) {
      try {
        opened.put(side, new Reader(spark, plan.scoring(side), plan.inheritance(side)).open());
      } catch (InputRefusedException e) {
        problems.addAll(e.problems());
      }
    }
    if (problems.isEmpty()) {
      problems.addAll(differences(plan, opened));
    }
    if (!problems.isEmpty()) {
      throw new InputRefusedException(List.copyOf(problems));
    }
    Plan typed = plan.with(of(opened, Side.PREDICTIONS).categorical());
    for (Map.Entry<Side, Opened> each : opened.entrySet()) {
      if (!each.getValue().timed()) {
        typed = typed.with(TimeRange.always(each.getKey()));
      }
    }
    return new Datasets(typed, opened);
  }

  /** What is wrong with the datasets beside each other. */
  private static List<InputProblem> differences(Plan plan, Map<Side, Opened> opened) {
    List<InputProblem> problems = new ArrayList<>();
    Opened reference = opened.get(Side.REFERENCE);
    if (reference == null) {
      return problems;
    }
    List<Integer> ours = of(opened, Side.PREDICTIONS).categorical();
    List<Integer> theirs = reference.categorical();
    List<String> columns = plan.config().columns();
    for (int i = 0; i < columns.size(); i++) {
      if (ours.contains(i) != theirs.contains(i)) {
        problems.add(
            InputProblem.invalid(
                "columns",
                columns.get(i),
                String.format(
                    "must be numeric in both datasets or in neither, but is numeric only in %s;"
                        + " write cast(%s as string) for categories, or try_cast(%s as double)",
                    ours.contains(i) ? "reference" : "predictions",
                    columns.get(i),
                    columns.get(i))));
      }
    }
    problems.addAll(clashes(of(opened, Side.PREDICTIONS).groupings(), reference.groupings()));
    if (!reference.timed() && !isAsked(plan.reference())) {
      problems.add(
          InputProblem.invalid(
              "reference",
              plan.reference().from() + " to " + plan.reference().to(),
              "cannot be a time range because the dataset has no column "
                  + plan.predictions(Side.REFERENCE).timestamp()
                  + "; omit from and to, or name its timestamp under"
                  + " reference.timestamp"));
    }
    return problems;
  }

  /** Slices and versions that no row of the other dataset can have. */
  private static List<InputProblem> clashes(List<Grouping> ours, List<Grouping> theirs) {
    List<InputProblem> problems = new ArrayList<>();
    // A version that the reference lacks is the last of ours.
    for (int i = 0; i < Math.min(ours.size(), theirs.size()); i++) {
      theirs.get(i).clash("reference", ours.get(i), "predictions").ifPresent(problems::add);
    }
    return problems;
  }

  /** Whether a range is left to the data. */
  private static boolean isAsked(TimeRange range) {
    return range.isAlways();
  }

  public Opened opened(Side side) {
    return of(opened, side);
  }

  private static Opened of(Map<Side, Opened> opened, Side side) {
    return Objects.requireNonNull(opened.get(side));
  }

  boolean hasReference() {
    return opened.containsKey(Side.REFERENCE);
  }

  /** The same of another plan. */
  Datasets with(Plan other) {
    return new Datasets(other, opened);
  }

  /** The checked rows of a dataset, whose range is known. */
  CheckedRows rows(Side side) {
    List<TimeRange> ranges = plan.ranges(side);
    return plan.countsStrays(side) ? opened(side).rows(ranges) : opened(side).part(ranges);
  }

  /**
   * Looks for the ends of a range that are not configured: at the timestamps of all rows, and at
   * nothing else. Nothing is read where they are known.
   *
   * @throws InputRefusedException where there is no row, or there are too many windows
   */
  Datasets closed(Side side) {
    TimeRange range = plan.range(side);
    if (!opened(side).timed() || !range.isOpen()) {
      return this;
    }
    String key = side == Side.REFERENCE ? "reference" : "current";
    Column time = RowColumn.TIME.column();
    Row extent =
        ReadFailures.explaining(
            plan.scoring(side), () -> opened(side).timestamps().agg(min(time), max(time)).head());
    if (extent.isNullAt(0)) {
      throw new InputRefusedException(
          InputProblem.invalid(
              plan.scoring(side).name() + ".timestamp",
              String.valueOf(plan.predictions(side).timestamp()),
              "has no value in any row"));
    }
    Instant first = instant(extent.getLong(0));
    Instant last = instant(extent.getLong(1));
    Instant from = range.from().equals(TimeRange.BEGINNING) ? first : range.from();
    Instant to = range.to().equals(TimeRange.END) ? last.plus(1, ChronoUnit.MICROS) : range.to();
    long windows =
        from.isBefore(to)
            ? Duration.between(from, to).dividedBy(plan.config().window().estimatedDuration())
            : 0;
    if (!from.isBefore(to) || windows >= WindowLength.MAX_WINDOWS) {
      throw new InputRefusedException(
          InputProblem.invalid(
              key,
              from + " to " + to,
              from.isBefore(to)
                  ? "must have fewer than "
                      + WindowLength.MAX_WINDOWS
                      + " windows: give "
                      + key
                      + ".from and "
                      + key
                      + ".to; timestamps are from "
                      + first
                      + " to "
                      + last
                  : "contains no rows; timestamps are from " + first + " to " + last));
    }
    return with(plan.with(range.with(from, to)));
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  /**
   * Looks at the first rows of a dataset that is said to be logits.
   *
   * @throws InputRefusedException where they are not, or may mean two things
   */
  void requireLogits(Side side, SparkSession spark) {
    new Reader(spark, plan.scoring(side), plan.inheritance(side)).requireLogits();
  }

  /** What the reference dataset lacks of what is said of the predictions, a sentence for each. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (hasReference()) {
      for (String missing :
          plan.inheritance(Side.REFERENCE)
              .missing(plan.scoring(Side.REFERENCE), opened(Side.REFERENCE).scoring())) {
        notes.add("The reference dataset has no " + missing + meaning(missing));
      }
    }
    return notes;
  }

  private static String meaning(String missing) {
    return switch (missing.substring(0, missing.indexOf(' '))) {
      case "timestamp" -> ": all of its rows form one window.";
      case "version" -> ": every version is compared with all of its rows.";
      default -> ": duplicates among its rows cannot be detected.";
    };
  }
}
