package dev.surprisal.dataset.source;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import dev.surprisal.dataset.RejectedRows;
import dev.surprisal.dataset.spec.ProbabilitySpec;
import dev.surprisal.profile.row.RowStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * What stood in the rows that were rejected for one reason. It is read off the {@link RejectedRows}
 * that were written, not off the source; no row of them comes to the driver.
 *
 * @param reason the reason, as {@link RowStatus} names it
 * @param rows how many rows there are
 * @param mostFrequent the five most frequent values
 * @param figures what can be said of their figures
 */
public record RejectedValues(String reason, long rows, List<Value> mostFrequent, Figures figures) {

  private static final int MOST = 5;

  /** What a row says more must not grow the message. */
  private static final int LONGEST = 80;

  /** Copies the list. */
  public RejectedValues {
    mostFrequent = List.copyOf(mostFrequent);
  }

  /**
   * A value that was rejected.
   *
   * @param text the value, cut where it is long; null where there was none
   * @param rows the rows that have it
   */
  public record Value(@Nullable String text, long rows) {}

  /**
   * The figures of the distributions that were rejected. Where there are none, or one that is no
   * number, the bounds are NaN.
   *
   * @param rows the rows that have any
   * @param below the rows with one below 0
   * @param above the rows with one above 1
   * @param hundreds the rows whose figures add up to about 100
   * @param lowest the least of all
   * @param highest the greatest of all
   * @param leastSum the least sum of a row
   * @param greatestSum the greatest sum of a row
   */
  public record Figures(
      long rows,
      long below,
      long above,
      long hundreds,
      double lowest,
      double highest,
      double leastSum,
      double greatestSum) {}

  /**
   * Looks at rejected rows.
   *
   * @param written rows as {@link RejectedRows#of} gives them
   * @param probability where the prediction stands; of one column of two classes, the figures are
   *     those of the column, and not of the other class
   */
  public static List<RejectedValues> of(Dataset<Row> written, ProbabilitySpec probability) {
    String figure =
        "case when reason = 'out_of_range' then try_cast(trim(both '[]' from value) as double) end";
    Dataset<Row> rejected =
        probability.columns().size() == 1
            ? written
                .withColumn("lowest", expr(figure))
                .withColumn("highest", expr(figure))
                .withColumn("value", expr("trim(both '[]' from value)"))
            : written;
    Map<String, Long> rows = new LinkedHashMap<>();
    Map<String, Figures> figures = figures(rejected, rows);
    Map<String, List<Value>> values = new LinkedHashMap<>();
    List<Row> frequent =
        rejected
            .withColumn("value", expr("substring(value, 1, " + LONGEST + ")"))
            .groupBy("reason", "value")
            .count()
            .withColumn(
                "place", expr("row_number() over (partition by reason order by count desc, value)"))
            .where(col("place").leq(MOST))
            .orderBy("reason", "place")
            .takeAsList(MOST * figures.size());
    for (Row row : frequent) {
      values
          .computeIfAbsent(row.getString(0), reason -> new ArrayList<>())
          .add(new Value(row.isNullAt(1) ? null : row.getString(1), row.getLong(2)));
    }
    return figures.entrySet().stream()
        .map(
            of ->
                new RejectedValues(
                    of.getKey(),
                    rows.getOrDefault(of.getKey(), 0L),
                    values.getOrDefault(of.getKey(), List.of()),
                    of.getValue()))
        .toList();
  }

  private static Map<String, Figures> figures(Dataset<Row> rejected, Map<String, Long> counts) {
    Map<String, Figures> figures = new LinkedHashMap<>();
    List<Row> rows =
        rejected
            .groupBy("reason")
            .agg(
                expr("count(highest)"),
                expr("count_if(lowest < 0)"),
                expr("count_if(highest > 1)"),
                expr("count_if(total between 99 and 101)"),
                expr("min(lowest)"),
                expr("max(highest)"),
                expr("min(total)"),
                expr("max(total)"),
                expr("count(*)"))
            .orderBy("reason")
            .takeAsList(RowStatus.count());
    for (Row row : rows) {
      counts.put(row.getString(0), row.getLong(9));
      figures.put(
          row.getString(0),
          new Figures(
              row.getLong(1),
              row.getLong(2),
              row.getLong(3),
              row.getLong(4),
              number(row, 5),
              number(row, 6),
              number(row, 7),
              number(row, 8)));
    }
    return figures;
  }

  private static double number(Row row, int column) {
    return row.isNullAt(column) ? Double.NaN : row.getDouble(column);
  }
}
