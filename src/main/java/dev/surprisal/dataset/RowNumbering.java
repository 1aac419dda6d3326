package dev.surprisal.dataset;

import dev.surprisal.catalyst.RunningRowNumber;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * Numbers rows of the same key, from 1, as {@code row_number()} of a window would, but in generated
 * code.
 *
 * <p>Rows are sent by the columns of the key alone, as joins by it need them, and sorted by it
 * first: a join by the key sends and sorts them no more. It is an asked for repartition, which
 * adaptive execution must not take apart: it may put whole partitions together, but neither splits
 * a skewed one nor reads it where it was written, as it does with shuffles of its own.
 *
 * @param key the columns by which rows are sent
 * @param more what else tells runs of rows apart, as SQL
 * @param order the order within a run
 */
record RowNumbering(List<String> key, List<String> more, List<Column> order) {

  /** Copies the lists. */
  RowNumbering {
    key = List.copyOf(key);
    more = List.copyOf(more);
    order = List.copyOf(order);
  }

  /** The rows with their {@linkplain RowColumn#PLACE number}. */
  Dataset<Row> number(Dataset<Row> rows) {
    List<String> run = Stream.concat(key.stream(), more.stream()).toList();
    Stream<Column> sorted = run.stream().map(functions::expr);
    return rows.repartition(key.stream().map(functions::col).toArray(Column[]::new))
        .sortWithinPartitions(Stream.concat(sorted, order.stream()).toArray(Column[]::new))
        .withColumn(RowColumn.PLACE.label(), RunningRowNumber.of(run));
  }
}
