package dev.surprisal.report.table;

import dev.surprisal.report.Report;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The tables of a report, in the order in which they are written. */
enum ReportTable {
  PROFILE_METRICS("profile_metrics", FigureRows.SCHEMA, FigureRows::of, List.of("run_id")),
  DRIFT_METRICS("drift_metrics", FindingRows.SCHEMA, FindingRows::of, List.of("run_id")),
  INCIDENTS("incidents", IncidentRows.SCHEMA, IncidentRows::of, List.of("run_id", "id")),
  /**
   * Not {@code runs}: so the folder of the reports is called. It comes last, and with it the run is
   * there for readers.
   */
  PUBLISHED_RUNS("published_runs", RunRows.SCHEMA, RunRows::of, List.of("run_id"));

  private final String label;
  private final StructType schema;
  private final Function<Report, Stream<@Nullable Object[]>> rows;
  private final List<String> key;

  ReportTable(
      String label,
      StructType schema,
      Function<Report, Stream<@Nullable Object[]>> rows,
      List<String> key) {
    this.label = label;
    this.schema = schema;
    this.rows = rows;
    this.key = key;
  }

  /** The name, whatever the table is kept in. */
  String label() {
    return label;
  }

  StructType schema() {
    return schema;
  }

  /** The rows of a report, in the order of the schema; of a time the microseconds. */
  Stream<@Nullable Object[]> rows(Report report) {
    return rows.apply(report);
  }

  /** The columns of which no two rows have the same values, or begin with the same. */
  List<String> key() {
    return key;
  }

  /** Whether several rows of a run have the same key. */
  boolean isNumbered() {
    return this == PROFILE_METRICS || this == DRIFT_METRICS;
  }
}
