package dev.surprisal.report.table;

import dev.surprisal.dataset.source.InputRefusedException;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.MeasureKey;
import dev.surprisal.report.IncidentIndex;
import dev.surprisal.report.MetricValue;
import dev.surprisal.report.Report;
import dev.surprisal.report.Tables;
import dev.surprisal.store.MicrosecondRows;
import dev.surprisal.tables.sink.OutputTables;
import dev.surprisal.tables.sink.Partition;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
 * The report for queries, in files: tables {@code profile_metrics}, a row for each figure, {@code
 * drift_metrics}, a row for each finding, {@code incidents} and {@code published_runs}, partitioned
 * by {@code run_id}. A figure that does not exist is null; one that is not finite is the double
 * that it is. The row in {@code published_runs} comes last, and {@code views.sql} joins with it.
 */
public final class ReportTables implements Tables {

  /** The figures of one cell, as they travel to where they become rows. */
  private static final StructType CELL_SCHEMA =
      StructType.fromDDL(
          "scope STRING NOT NULL, window_start BIGINT, window_end BIGINT, window_status STRING NOT"
              + " NULL, window_revision INT NOT NULL, sliding BOOLEAN NOT NULL, version STRING,"
              + " slice MAP<STRING, STRING> NOT NULL, slice_text STRING NOT NULL, names INT NOT"
              + " NULL, classes INT NOT NULL, predictions INT NOT NULL, figures ARRAY<DOUBLE> NOT"
              + " NULL, labels INT NOT NULL, counts ARRAY<BIGINT> NOT NULL");

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
   * {@inheritDoc}
   *
   * @throws InputRefusedException where one of the tables is of another format
   */
  @Override
  public void requireOwn() {
    for (ReportTable table : ReportTable.values()) {
      tables.requireFormatOf(table.label());
    }
  }

  @Override
  public void append(Report report) {
    appendMany(ReportTable.PROFILE_METRICS, figures(report), report);
    appendMany(ReportTable.DRIFT_METRICS, findings(report), report);
    appendFew(ReportTable.INCIDENTS, report);
  }

  @Override
  public void commit(Report report) throws IOException {
    appendFew(ReportTable.PUBLISHED_RUNS, report);
    new ViewFile(tables).write();
  }

  /** In the other order, so that a run whose row is there has all of its rows. */
  @Override
  public void remove(String runId) throws IOException {
    List<ReportTable> all = List.of(ReportTable.values());
    for (int i = all.size() - 1; i >= 0; i--) {
      tables.remove(all.get(i).label(), new Partition(RUN_ID, runId));
    }
  }

  private Dataset<Row> figures(Report report) {
    TextLists names = new TextLists();
    TextLists classes = new TextLists();
    TextLists predicted = new TextLists();
    TextLists units = new TextLists();
    List<Row> cells =
        FigureRows.cells(report.metrics()).stream()
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
    IncidentIndex incidents = new IncidentIndex(report);
    List<Row> rows =
        report.findings().stream().map(it -> row(it, incidents.id(it), names)).toList();
    StructType schema =
        MicrosecondRows.schema(without(FindingRows.SCHEMA, RUN_ID, MODEL, MEASURES))
            .add("names", DataTypes.IntegerType, false)
            .add("figures", DataTypes.createArrayType(DataTypes.DoubleType, true), false);
    return travelling(rows, schema)
        .withColumn(
            MEASURES, functions.map_from_arrays(names.at("names"), functions.col("figures")));
  }

  /**
   * Adds the rows of a small table. Spark folds what is done to so few rows before it plans a job,
   * and compiles nothing for them.
   */
  private void appendFew(ReportTable table, Report report) {
    List<Row> rows = table.rows(report).map(RowFactory::create).toList();
    Dataset<Row> few =
        tables.directory().spark().createDataFrame(rows, MicrosecondRows.schema(table.schema()));
    append(table, whole(table, few).coalesce(1), report);
  }

  private void appendMany(ReportTable table, Dataset<Row> rows, Report report) {
    append(table, whole(table, rows.withColumn(MODEL, functions.lit(report.modelName()))), report);
  }

  private void append(ReportTable table, Dataset<Row> rows, Report report) {
    tables.append(table.label(), rows, new Partition(RUN_ID, report.run().id()));
  }

  /** The rows with all columns but that of the partition. */
  private static Dataset<Row> whole(ReportTable table, Dataset<Row> rows) {
    Column[] columns =
        Stream.of(table.schema().fieldNames())
            .filter(name -> !name.equals(RUN_ID))
            .map(functions::col)
            .toArray(Column[]::new);
    return MicrosecondRows.withTimes(rows, table.schema()).select(columns);
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

  private static Row row(
      List<MetricValue> cell,
      TextLists names,
      TextLists classes,
      TextLists predicted,
      TextLists units) {
    List<@Nullable Object> row = new ArrayList<>(FigureRows.shared(cell.get(0)));
    row.add(names.number(cell.stream().map(MetricValue::metric).toList()));
    row.add(classes.number(cell.stream().map(it -> orEmpty(it.ofClass())).toList()));
    row.add(predicted.number(cell.stream().map(it -> orEmpty(it.predicted())).toList()));
    row.add(cell.stream().map(MetricValue::value).toArray(Double[]::new));
    row.add(units.number(cell.stream().map(MetricValue::unit).toList()));
    row.add(cell.stream().map(MetricValue::rows).toArray(Long[]::new));
    return RowFactory.create(row.toArray());
  }

  /** Lists of texts have no null. */
  private static String orEmpty(@Nullable String text) {
    return Objects.requireNonNullElse(text, "");
  }

  private static Row row(Finding it, @Nullable String incident, TextLists names) {
    List<@Nullable Object> row = new ArrayList<>(FindingRows.own(it, incident));
    row.add(names.number(it.measures().keySet().stream().map(MeasureKey::label).toList()));
    row.add(it.measures().values().toArray(Double[]::new));
    return RowFactory.create(row.toArray());
  }
}
