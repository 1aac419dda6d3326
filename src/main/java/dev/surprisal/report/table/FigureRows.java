package dev.surprisal.report.table;

import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.report.MetricValue;
import dev.surprisal.report.Report;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** A row for each figure of a report. */
final class FigureRows {

  static final StructType SCHEMA =
      StructType.fromDDL(
          "run_id STRING NOT NULL, model STRING NOT NULL, scope STRING NOT NULL, window_start"
              + " TIMESTAMP, window_end TIMESTAMP, window_status STRING NOT NULL, window_revision"
              + " INT NOT NULL, sliding BOOLEAN NOT NULL, version STRING, slice MAP<STRING, STRING>"
              + " NOT NULL, slice_text STRING NOT NULL, metric STRING NOT NULL, class STRING,"
              + " predicted STRING, value DOUBLE, unit STRING NOT NULL, rows BIGINT NOT NULL");

  private FigureRows() {}

  /** The rows, in the order of the schema. */
  static Stream<@Nullable Object[]> of(Report report) {
    return cells(report.metrics()).stream()
        .flatMap(
            cell -> {
              List<@Nullable Object> shared = shared(cell.get(0));
              return cell.stream().map(it -> row(report, shared, it));
            });
  }

  private static @Nullable Object[] row(
      Report report, List<@Nullable Object> shared, MetricValue it) {
    List<@Nullable Object> row = new ArrayList<>();
    row.add(report.run().id());
    row.add(report.modelName());
    row.addAll(shared);
    row.addAll(
        Arrays.asList(it.metric(), it.ofClass(), it.predicted(), it.value(), it.unit(), it.rows()));
    return row.toArray();
  }

  /** What the figures of a cell have in common, from the scope to the slice. */
  static List<@Nullable Object> shared(MetricValue it) {
    TimeRange range = it.window().range();
    return Arrays.asList(
        it.scope().label(),
        TimeColumns.start(range),
        TimeColumns.end(range),
        it.window().status().name(),
        it.window().revision(),
        it.scope() == MetricValue.Scope.SLIDING,
        it.version(),
        SliceColumns.values(it.slice()),
        it.slice().label());
  }

  /** The figures of each cell, which follow each other. */
  static List<List<MetricValue>> cells(List<MetricValue> metrics) {
    List<List<MetricValue>> cells = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= metrics.size(); i++) {
      if (i == metrics.size() || !isOfOneCell(metrics.get(from), metrics.get(i))) {
        cells.add(metrics.subList(from, i));
        from = i;
      }
    }
    return cells;
  }

  private static boolean isOfOneCell(MetricValue a, MetricValue b) {
    return a.scope() == b.scope()
        && a.window().equals(b.window())
        && Objects.equals(a.version(), b.version())
        && a.slice().equals(b.slice());
  }
}
