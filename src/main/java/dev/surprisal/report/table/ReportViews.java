package dev.surprisal.report.table;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Views by which the natural query is the right one: a run that was started again does not count
 * twice, and a run that was not published does not count. In SQL that Spark and databases read
 * alike.
 */
final class ReportViews {

  /** Of runs on the same rows the last one, for series over runs. */
  static final String EFFECTIVE_RUNS = "effective_runs";

  /** The run on the latest rows of each model. */
  static final String LATEST_RUNS = "latest_runs";

  private static final String LATEST = "latest_";

  private ReportViews() {}

  /**
   * The query of each view, in the order in which they use each other.
   *
   * @param names what a query has to call a table or view
   */
  static Map<String, String> of(UnaryOperator<String> names) {
    Map<String, String> views = new LinkedHashMap<>();
    String runs = names.apply(ReportTable.PUBLISHED_RUNS.label());
    views.put(
        EFFECTIVE_RUNS,
        first(
            runs,
            // Without timestamps each run is of its own.
            "model, data_end, CASE WHEN data_end IS NULL THEN run_id ELSE '' END",
            "finished_at DESC, run_id DESC"));
    // Databases do not agree where nulls come.
    views.put(
        LATEST_RUNS,
        first(
            runs,
            "model",
            "CASE WHEN data_end IS NULL THEN 1 ELSE 0 END, data_end DESC, finished_at DESC, run_id"
                + " DESC"));
    for (ReportTable table : ReportTable.values()) {
      if (table != ReportTable.PUBLISHED_RUNS) {
        views.put(
            LATEST + table.label(),
            "SELECT t.* FROM "
                + names.apply(table.label())
                + " t WHERE t.run_id IN (SELECT l.run_id FROM "
                + names.apply(LATEST_RUNS)
                + " l)");
      }
    }
    return views;
  }

  /** The first run of each group, in an order. */
  private static String first(String runs, String group, String order) {
    String columns = Stream.of(RunRows.SCHEMA.fieldNames()).collect(Collectors.joining(", "));
    return "SELECT "
        + columns
        + " FROM (SELECT r.*, ROW_NUMBER() OVER (PARTITION BY "
        + group
        + " ORDER BY "
        + order
        + ") AS place FROM "
        + runs
        + " r) ranked WHERE place = 1";
  }
}
