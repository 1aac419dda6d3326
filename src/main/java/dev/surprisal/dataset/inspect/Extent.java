package dev.surprisal.dataset.inspect;

import dev.surprisal.dataset.Timestamps;
import dev.surprisal.dataset.source.Input;
import dev.surprisal.dataset.source.InputProblem;
import dev.surprisal.dataset.source.InputRefusedException;
import dev.surprisal.dataset.source.ReadFailures;
import dev.surprisal.dataset.spec.SourceSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * From when to when the predictions are.
 *
 * @param first the first timestamp
 * @param last the last timestamp
 * @param rows the rows that have one
 */
public record Extent(Instant first, Instant last, long rows) {

  /**
   * Finds it by one aggregate, which reads one column of the whole dataset; empty where no row has
   * a timestamp.
   *
   * @param spark the session
   * @param option what the dataset is called in problems
   * @param source the dataset
   * @param timestamp a column or SQL expression
   * @throws InputRefusedException where the dataset cannot be read
   */
  public static Optional<Extent> of(
      SparkSession spark, String option, SourceSpec source, String timestamp) {
    List<InputProblem> problems = new ArrayList<>();
    Optional<Input> input = Input.open(spark, "predictions", option, source, problems);
    Optional<String> instant =
        input
            .flatMap(i -> i.resolve(option, timestamp))
            .flatMap(e -> Timestamps.instant(input.orElseThrow(), option, e));
    if (instant.isEmpty()) {
      throw new InputRefusedException(problems);
    }
    Row row =
        ReadFailures.explaining(
            option,
            source,
            () ->
                input
                    .orElseThrow()
                    .rows()
                    .selectExpr("unix_micros(" + instant.orElseThrow() + ") as ts")
                    .selectExpr("min(ts)", "max(ts)", "count(ts)")
                    .head());
    return row.isNullAt(0)
        ? Optional.empty()
        : Optional.of(new Extent(at(row.getLong(0)), at(row.getLong(1)), row.getLong(2)));
  }

  private static Instant at(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
