package dev.surprisal.report;

import dev.surprisal.drift.Finding;
import dev.surprisal.drift.Interval;
import dev.surprisal.drift.Span;
import dev.surprisal.profile.Slice;
import dev.surprisal.profile.TimeRange;
import dev.surprisal.store.MicrosecondRows;
import dev.surprisal.store.OutputTables;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The report for queries: tables {@code profile_metrics}, a row for each figure, and {@code
 * drift_metrics}, a row for each finding, partitioned by {@code run_id}. A figure that does not
 * exist is null; one that is not finite is the double that it is.
 */
public final class ReportTables implements Tables {

  static final String PROFILE_METRICS = "profile_metrics";
  static final String DRIFT_METRICS = "drift_metrics";

  static final StructType PROFILE_SCHEMA =
      StructType.fromDDL(
          "run_id STRING NOT NULL, model STRING NOT NULL, scope STRING NOT NULL, window_start"
              + " TIMESTAMP NOT NULL, window_end TIMESTAMP NOT NULL, window_status STRING NOT NULL,"
              + " window_revision INT NOT NULL, sliding BOOLEAN NOT NULL, version STRING, slice"
              + " MAP<STRING, STRING> NOT NULL, metric STRING NOT NULL, value DOUBLE, unit STRING"
              + " NOT NULL, rows BIGINT NOT NULL");

  static final StructType DRIFT_SCHEMA =
      StructType.fromDDL(
          "run_id STRING NOT NULL, model STRING NOT NULL, comparison STRING NOT NULL, column"
              + " STRING, version STRING, slice MAP<STRING, STRING> NOT NULL, window_start"
              + " TIMESTAMP, window_end TIMESTAMP, sliding BOOLEAN NOT NULL, baseline STRING NOT"
              + " NULL, statistic STRING NOT NULL, unit STRING NOT NULL, effect DOUBLE,"
              + " effect_observed DOUBLE, interval_lower DOUBLE, interval_upper DOUBLE, noise_floor"
              + " DOUBLE, p_value DOUBLE, p_adjusted DOUBLE, threshold DOUBLE NOT NULL, state"
              + " STRING NOT NULL, measures MAP<STRING, DOUBLE> NOT NULL, reference_rows BIGINT NOT"
              + " NULL, current_rows BIGINT NOT NULL, sentence STRING NOT NULL");

  /** Rows travel inside tasks, of which Spark says from a megabyte on that they are too large. */
  private static final int ROWS_PER_TASK = 500;

  private final OutputTables tables;

  /** Opens the tables of an output, where they are beside the runs. */
  public ReportTables(OutputTables tables) {
    this.tables = tables;
  }

  @Override
  public void append(Report report) {
    append(
        PROFILE_METRICS,
        PROFILE_SCHEMA,
        report.metrics().stream().map(it -> row(report, it)).toList());
    append(
        DRIFT_METRICS,
        DRIFT_SCHEMA,
        report.findings().stream().map(it -> row(report, it)).toList());
  }

  @Override
  public void remove(String runId) throws IOException {
    tables.remove(PROFILE_METRICS, "run_id", runId);
    tables.remove(DRIFT_METRICS, "run_id", runId);
  }

  private void append(String table, StructType schema, List<Row> rows) {
    tables.append(dataset(schema, rows), table, "run_id");
  }

  /**
   * The rows as one partition, so as one file, that came in tasks of a modest size. Repartitioned
   * also where it is one task, so that the number of Spark jobs never depends on the figures.
   */
  private Dataset<Row> dataset(StructType schema, List<Row> rows) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(tables.spark().sparkContext());
    int tasks = 1 + rows.size() / ROWS_PER_TASK;
    Dataset<Row> table =
        tables
            .spark()
            .createDataFrame(context.parallelize(rows, tasks), MicrosecondRows.schema(schema));
    return MicrosecondRows.withTimes(table, schema).repartition(1);
  }

  private static Row row(Report report, MetricValue it) {
    TimeRange range = it.window().range();
    return RowFactory.create(
        report.run().id(),
        report.modelName(),
        it.scope().label(),
        TimeRange.micros(range.from()),
        TimeRange.micros(range.to()),
        it.window().status().name(),
        it.window().revision(),
        it.scope() == MetricValue.Scope.SLIDING,
        it.version(),
        values(it.slice()),
        it.metric(),
        it.value(),
        it.unit(),
        it.rows());
  }

  private static Row row(Report report, Finding it) {
    TimeRange window = it.window();
    Interval interval = it.interval();
    return RowFactory.create(
        report.run().id(),
        report.modelName(),
        it.comparison().label(),
        it.subject(),
        it.version(),
        values(it.slice()),
        window == null ? null : TimeRange.micros(window.from()),
        window == null ? null : TimeRange.micros(window.to()),
        it.span() == Span.SLIDING_WINDOW,
        it.baseline().label(),
        it.statistic(),
        it.unit(),
        it.effect(),
        it.observed(),
        interval == null ? null : interval.lower(),
        interval == null ? null : interval.upper(),
        it.noiseFloor(),
        it.pValue(),
        it.pAdjusted(),
        it.threshold(),
        it.state().name(),
        CollectionConverters.asScala(it.measures()),
        it.referenceRows(),
        it.currentRows(),
        it.sentence());
  }

  /** As rows that come from an RDD hold a map. */
  private static scala.collection.Map<String, @Nullable String> values(Slice slice) {
    Map<String, @Nullable String> values = new LinkedHashMap<>();
    for (int i = 0; i < slice.dimensions().size(); i++) {
      values.put(slice.dimensions().get(i), slice.values().get(i));
    }
    return CollectionConverters.asScala(values);
  }
}
