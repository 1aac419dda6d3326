package dev.surprisal.report.table;

import dev.surprisal.dataset.source.InputRefusedException;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.MeasureKey;
import dev.surprisal.drift.finding.Span;
import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.report.MetricValue;
import dev.surprisal.report.Report;
import dev.surprisal.report.Tables;
import dev.surprisal.store.MicrosecondRows;
import dev.surprisal.tables.sink.OutputTables;
import dev.surprisal.tables.sink.Partition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

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
              + " TIMESTAMP, window_end TIMESTAMP, window_status STRING NOT NULL, window_revision"
              + " INT NOT NULL, sliding BOOLEAN NOT NULL, version STRING, slice MAP<STRING, STRING>"
              + " NOT NULL, metric STRING NOT NULL, class STRING, predicted STRING, value DOUBLE,"
              + " unit STRING NOT NULL, rows BIGINT NOT NULL");

  static final StructType DRIFT_SCHEMA =
      StructType.fromDDL(
          "run_id STRING NOT NULL, model STRING NOT NULL, comparison STRING NOT NULL, column"
              + " STRING, version STRING, slice MAP<STRING, STRING> NOT NULL, window_start"
              + " TIMESTAMP, window_end TIMESTAMP, windows INT, sliding BOOLEAN NOT NULL, baseline"
              + " STRING NOT NULL, statistic STRING NOT NULL, unit STRING NOT NULL, effect DOUBLE,"
              + " effect_observed DOUBLE, interval_lower DOUBLE, interval_upper DOUBLE, noise_floor"
              + " DOUBLE, p_value DOUBLE, p_adjusted DOUBLE, threshold DOUBLE NOT NULL, state"
              + " STRING NOT NULL, measures MAP<STRING, DOUBLE> NOT NULL, reference_rows BIGINT NOT"
              + " NULL, current_rows BIGINT NOT NULL, sentence STRING NOT NULL");

  /** The figures of one cell, as they travel to where they become rows. */
  private static final StructType CELL_SCHEMA =
      StructType.fromDDL(
          "scope STRING NOT NULL, window_start BIGINT, window_end BIGINT, window_status STRING NOT"
              + " NULL, window_revision INT NOT NULL, sliding BOOLEAN NOT NULL, version STRING,"
              + " slice MAP<STRING, STRING> NOT NULL, names INT NOT NULL, classes INT NOT NULL,"
              + " predictions INT NOT NULL, figures ARRAY<DOUBLE> NOT NULL, labels INT NOT NULL,"
              + " counts ARRAY<BIGINT> NOT NULL");

  /**
   * Some twenty megabytes, far below what Spark sends with a task; of more rows, the processors
   * write several files at once.
   */
  private static final int ROWS_PER_FILE = 50_000;

  private static final String RUN_ID = "run_id";
  private static final String MODEL = "model";
  private static final String MEASURES = "measures";

  private final OutputTables tables;

  /** Opens the tables of an output, where they are beside the runs. */
  public ReportTables(OutputTables tables) {
    this.tables = tables;
  }

  /**
   * Proves before the long work that rows may be added.
   *
   * @throws InputRefusedException where one of the tables is of another format
   */
  public void requireOwn() {
    tables.requireFormatOf(PROFILE_METRICS);
    tables.requireFormatOf(DRIFT_METRICS);
  }

  @Override
  public void append(Report report) {
    append(PROFILE_METRICS, PROFILE_SCHEMA, figures(report), report);
    append(DRIFT_METRICS, DRIFT_SCHEMA, findings(report), report);
  }

  private Dataset<Row> figures(Report report) {
    TextLists names = new TextLists();
    TextLists classes = new TextLists();
    TextLists predicted = new TextLists();
    TextLists units = new TextLists();
    List<Row> cells =
        cells(report.metrics()).stream()
            .map(cell -> row(cell, names, classes, predicted, units))
            .toList();
    return travelling(cells, CELL_SCHEMA)
        .withColumn("metrics", names.at("names"))
        .withColumn("of", classes.at("classes"))
        .withColumn("taken", predicted.at("predictions"))
        .withColumn("units", units.at("labels"))
        .selectExpr(
            "*",
            "inline(arrays_zip(metrics, of, taken, figures, units, counts))"
                + " AS (metric, of_class, taken_class, value, unit, rows)")
        .withColumn("class", functions.expr("nullif(of_class, '')"))
        .withColumn("predicted", functions.expr("nullif(taken_class, '')"));
  }

  private Dataset<Row> findings(Report report) {
    TextLists names = new TextLists();
    List<Row> rows = report.findings().stream().map(it -> row(it, names)).toList();
    StructType schema =
        MicrosecondRows.schema(without(DRIFT_SCHEMA, RUN_ID, MODEL, MEASURES))
            .add("names", DataTypes.IntegerType, false)
            .add("figures", DataTypes.createArrayType(DataTypes.DoubleType, true), false);
    return travelling(rows, schema)
        .withColumn(
            MEASURES, functions.map_from_arrays(names.at("names"), functions.col("figures")));
  }

  @Override
  public void remove(String runId) throws IOException {
    tables.remove(PROFILE_METRICS, new Partition(RUN_ID, runId));
    tables.remove(DRIFT_METRICS, new Partition(RUN_ID, runId));
  }

  private void append(String table, StructType schema, Dataset<Row> rows, Report report) {
    Dataset<Row> whole =
        MicrosecondRows.withTimes(
            rows.withColumn(MODEL, functions.lit(report.modelName())), schema);
    Column[] columns =
        Stream.of(schema.fieldNames())
            .filter(name -> !name.equals(RUN_ID))
            .map(functions::col)
            .toArray(Column[]::new);
    tables.append(table, whole.select(columns), new Partition(RUN_ID, report.run().id()));
  }

  /**
   * The rows, in as many partitions as there are to be files: one, but for very many rows. Those of
   * a file travel as one row that holds them all, in Spark's own compact form: as objects, they
   * would take longer than the comparisons, and each rule of the planner looks at each row.
   */
  private Dataset<Row> travelling(List<Row> rows, StructType schema) {
    Dataset<Row> all = partition(rows.subList(0, Math.min(rows.size(), ROWS_PER_FILE)), schema);
    for (int from = ROWS_PER_FILE; from < rows.size(); from += ROWS_PER_FILE) {
      int to = Math.min(rows.size(), from + ROWS_PER_FILE);
      all = all.union(partition(rows.subList(from, to), schema));
    }
    return all;
  }

  private Dataset<Row> partition(List<Row> rows, StructType schema) {
    StructType together =
        new StructType().add("rows", DataTypes.createArrayType(schema, false), false);
    return tables
        .directory()
        .spark()
        .createDataFrame(List.of(RowFactory.create(rows)), together)
        .selectExpr("inline(rows)");
  }

  /** What is the same in all rows of a run, or in many of them, does not travel with each. */
  private static StructType without(StructType schema, String... columns) {
    List<String> left = List.of(columns);
    return new StructType(
        Stream.of(schema.fields())
            .filter(field -> !left.contains(field.name()))
            .toArray(StructField[]::new));
  }

  /** The figures of each cell, which follow each other. */
  private static List<List<MetricValue>> cells(List<MetricValue> metrics) {
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

  private static Row row(
      List<MetricValue> cell,
      TextLists names,
      TextLists classes,
      TextLists predicted,
      TextLists units) {
    MetricValue it = cell.get(0);
    TimeRange range = it.window().range();
    return RowFactory.create(
        it.scope().label(),
        range.isAlways() ? null : TimeRange.micros(range.from()),
        range.isAlways() ? null : TimeRange.micros(range.to()),
        it.window().status().name(),
        it.window().revision(),
        it.scope() == MetricValue.Scope.SLIDING,
        it.version(),
        values(it.slice()),
        names.number(cell.stream().map(MetricValue::metric).toList()),
        classes.number(cell.stream().map(metric -> orEmpty(metric.ofClass())).toList()),
        predicted.number(cell.stream().map(metric -> orEmpty(metric.predicted())).toList()),
        cell.stream().map(MetricValue::value).toArray(Double[]::new),
        units.number(cell.stream().map(MetricValue::unit).toList()),
        cell.stream().map(MetricValue::rows).toArray(Long[]::new));
  }

  /** Lists of texts have no null. */
  private static String orEmpty(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }

  private static Row row(Finding it, TextLists names) {
    TimeRange window = it.window();
    ConfidenceInterval interval = it.interval();
    return RowFactory.create(
        it.comparison().label(),
        it.subject(),
        it.version(),
        values(it.slice()),
        window == null ? null : TimeRange.micros(window.from()),
        window == null ? null : TimeRange.micros(window.to()),
        it.folded() == null ? null : it.folded().count(),
        it.span() == Span.SLIDING_WINDOW,
        it.baseline().label(),
        it.comparison().statistic(),
        it.unit(),
        it.effect(),
        it.difference().observed(),
        interval == null ? null : interval.lower(),
        interval == null ? null : interval.upper(),
        it.difference().noiseFloor(),
        it.judgement().pValue(),
        it.judgement().pAdjusted(),
        it.judgement().threshold(),
        it.state().name(),
        it.referenceRows(),
        it.currentRows(),
        it.sentence(),
        names.number(it.measures().keySet().stream().map(MeasureKey::label).toList()),
        it.measures().values().toArray(Double[]::new));
  }

  private static Map<String, @Nullable String> values(Slice slice) {
    Map<String, @Nullable String> values = new LinkedHashMap<>();
    for (int i = 0; i < slice.dimensions().size(); i++) {
      values.put(slice.dimensions().get(i), slice.values().get(i));
    }
    return values;
  }
}
