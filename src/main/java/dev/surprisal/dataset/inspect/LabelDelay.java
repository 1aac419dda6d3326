package dev.surprisal.dataset.inspect;

import static java.util.stream.Collectors.joining;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.monotonically_increasing_id;

import dev.surprisal.dataset.Timestamps;
import dev.surprisal.dataset.source.Input;
import dev.surprisal.dataset.source.InputProblem;
import dev.surprisal.dataset.source.InputRefusedException;
import dev.surprisal.dataset.source.ReadFailures;
import dev.surprisal.dataset.spec.SourceSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * How long after their predictions the labels of the first predictions came.
 *
 * @param rows the predictions with a label of known time
 * @param before how many of them are dated after their label
 * @param most the delay that 99 in 100 of them do not exceed
 */
public record LabelDelay(long rows, long before, Duration most) {

  /**
   * Where a dataset has what is compared.
   *
   * @param source the dataset
   * @param key the parts of the key, columns or SQL expressions
   * @param time a column or SQL expression
   */
  public record Side(SourceSpec source, List<String> key, String time) {

    /** Copies the key. */
    public Side {
      key = List.copyOf(key);
    }
  }

  /**
   * Finds it: takes the first predictions, and reads key and time of the whole of the labels.
   *
   * @param spark the session
   * @param predictions the predictions, and when they were made
   * @param labels the labels, and when they came
   * @return empty where no label is found, or no time can be told
   * @throws InputRefusedException where a dataset cannot be read
   */
  public static Optional<LabelDelay> of(SparkSession spark, Side predictions, Side labels) {
    Dataset<Row> asked = rows(spark, "--predictions", predictions, "k");
    List<Row> first =
        ReadFailures.explaining(
            "--predictions", predictions.source(), () -> asked.takeAsList(FirstRows.MOST_ROWS));
    Dataset<Row> numbered =
        spark
            .createDataFrame(first, asked.schema())
            .withColumn("i", monotonically_increasing_id())
            .withColumnRenamed("at", "made");
    String same =
        IntStream.range(0, labels.key().size())
            .mapToObj(i -> "k" + i + " = l" + i)
            .collect(joining(" and "));
    Row row =
        ReadFailures.explaining(
            "--labels",
            labels.source(),
            () ->
                rows(spark, "--labels", labels, "l")
                    .join(broadcast(numbered), expr(same))
                    .groupBy("i")
                    .agg(expr("min(at - made) as delay"))
                    .agg(
                        expr("count(delay)"),
                        expr("count_if(delay < 0)"),
                        expr("percentile(delay, 0.99D)"))
                    .head());
    return row.getLong(0) == 0
        ? Optional.empty()
        : Optional.of(
            new LabelDelay(
                row.getLong(0),
                row.getLong(1),
                Duration.ofMillis((long) (row.getDouble(2) / 1e3))));
  }

  private static Dataset<Row> rows(SparkSession spark, String option, Side side, String prefix) {
    List<InputProblem> problems = new ArrayList<>();
    Input input =
        Input.open(spark, option, option, side.source(), problems)
            .orElseThrow(() -> new InputRefusedException(problems));
    String instant =
        input
            .resolve(option, side.time())
            .flatMap(time -> Timestamps.instant(input, option, time))
            .orElseThrow(() -> new InputRefusedException(problems));
    List<String> select = new ArrayList<>();
    IntStream.range(0, side.key().size())
        .forEach(
            i -> select.add(LabelledFigures.text(input, side.key().get(i)) + " as " + prefix + i));
    select.add("unix_micros(" + instant + ") as at");
    return input.rows().selectExpr(select.toArray(String[]::new));
  }
}
