package dev.surprisal.dataset;

import dev.surprisal.profile.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Opens the datasets, finds everything that is wrong with their schemas, and plans the checked
 * rows. Reads no row itself, unless a source must be read to find its schema.
 */
public final class Reader {

  private final SparkSession spark;
  private final Scoring scoring;

  /** Reads with the given session, in which the functions' catalog is registered. */
  public Reader(SparkSession spark, Scoring scoring) {
    this.spark = spark;
    this.scoring = scoring;
  }

  /**
   * Plans the checked rows whose timestamp lies in one of the ranges or cannot be read.
   *
   * @throws InputRefusedException with every problem of all schemas
   */
  public CheckedRows plan(List<TimeRange> ranges) {
    return plan(ranges, Strays.COUNTED);
  }

  /**
   * Plans the same of a part of the predictions, to which most labels do not belong: labels without
   * a prediction are not counted.
   *
   * @throws InputRefusedException with every problem of all schemas
   */
  public CheckedRows planPart(List<TimeRange> ranges) {
    return plan(ranges, Strays.IGNORED);
  }

  private CheckedRows plan(List<TimeRange> ranges, Strays strays) {
    List<InputProblem> problems = new ArrayList<>();
    PredictionSpec spec = scoring.predictions();
    Optional<Input> input = Input.open(spark, "predictions", spec.source(), problems);
    Optional<Keys> keys = input.flatMap(i -> Keys.resolve(i, "predictions.key", spec.key()));
    Optional<PredictionPlan> predictions =
        input.flatMap(i -> PredictionPlan.resolve(i, keys, scoring));
    Optional<LabelPlan> labels =
        Optional.ofNullable(scoring.labels()).flatMap(of -> labels(of, keys, problems));
    Optional<ChallengerPlan> challenger =
        Optional.ofNullable(scoring.challenger()).flatMap(of -> challenger(of, keys, problems));
    if (!problems.isEmpty()) {
      throw new InputRefusedException(problems);
    }
    return new Join(
            predictions.orElseThrow(), labels.orElse(null), challenger.orElse(null), scoring)
        .rows(ranges, strays);
  }

  /**
   * The timestamps of all predictions, whatever their range, as {@code ts}; no other column is
   * read.
   */
  public Dataset<Row> timestamps() {
    String key = "predictions.timestamp";
    List<InputProblem> problems = new ArrayList<>();
    PredictionSpec spec = scoring.predictions();
    Optional<Input> input = Input.open(spark, "predictions", spec.source(), problems);
    Optional<String> instant =
        input
            .flatMap(i -> i.resolve(key, spec.timestamp()))
            .flatMap(e -> Timestamps.instant(input.orElseThrow(), key, e));
    if (!problems.isEmpty()) {
      throw new InputRefusedException(problems);
    }
    return input
        .orElseThrow()
        .rows()
        .selectExpr("unix_micros(" + instant.orElseThrow() + ") as ts");
  }

  private Optional<LabelPlan> labels(
      LabelSpec spec, Optional<Keys> others, List<InputProblem> problems) {
    Optional<Input> input = Input.open(spark, "labels", spec.source(), problems);
    Optional<Keys> keys = input.flatMap(i -> Keys.resolve(i, "labels.key", spec.key()));
    if (keys.isPresent() && others.isPresent()) {
      keys.get().requireTypesOf(others.get(), input.orElseThrow());
    }
    return input.flatMap(i -> LabelPlan.resolve(i, keys, spec, scoring.classes()));
  }

  private Optional<ChallengerPlan> challenger(
      ChallengerSpec spec, Optional<Keys> others, List<InputProblem> problems) {
    Optional<Input> input = Input.open(spark, ChallengerPlan.KEY, spec.source(), problems);
    Optional<Keys> keys =
        input.flatMap(i -> Keys.resolve(i, ChallengerPlan.KEY + ".key", spec.key()));
    if (keys.isPresent() && others.isPresent()) {
      keys.get().requireTypesOf(others.get(), input.orElseThrow());
    }
    return input.flatMap(i -> ChallengerPlan.resolve(i, keys, spec, scoring.classes()));
  }
}
