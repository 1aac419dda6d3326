package dev.surprisal.report.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surprisal.SparkTest;
import dev.surprisal.report.Report;
import dev.surprisal.report.ReportFormats;
import dev.surprisal.report.Reports;
import dev.surprisal.report.RunInfo;
import dev.surprisal.report.Tables;
import dev.surprisal.report.html.HtmlReport;
import dev.surprisal.report.json.JsonReport;
import dev.surprisal.report.publication.HadoopOutput;
import dev.surprisal.report.publication.Output;
import dev.surprisal.report.publication.Publication;
import dev.surprisal.tables.FormatSetting;
import dev.surprisal.tables.TableDirectory;
import dev.surprisal.tables.sink.OutputTables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables, through a real Spark. */
class ReportTablesTest extends SparkTest {

  private static final ReportFormats FORMATS = ReportFormats.of(new JsonReport(), new HtmlReport());

  @Test
  void reportsNameTheTablesThatThereAre() {
    assertThat(Stream.of(ReportTable.values()).map(ReportTable::label))
        .containsExactlyElementsOf(Tables.NAMES);
  }

  @Test
  void figuresAreRows(@TempDir Path directory) throws IOException {
    publish(directory, "run-1");

    Dataset<Row> table = spark().read().parquet(directory + "/profile_metrics");
    assertThat(table.columns()).containsExactlyInAnyOrder(FigureRows.SCHEMA.fieldNames());
    assertThat(rows(table.selectExpr("scope", "slice['region']", "size(slice)", "value")))
        .containsExactlyInAnyOrder(
            "[reference,null,0,0.30000000000000004]",
            "[current,null,0,1.0E-7]",
            "[window,south,1,Infinity]",
            "[window,null,1,NaN]",
            "[window,west,1,null]");
    assertThat(
            rows(
                table
                    .where("metric = 'auc'")
                    .selectExpr(
                        "run_id",
                        "model",
                        "string(window_start)",
                        "string(window_end)",
                        "window_status",
                        "window_revision",
                        "version",
                        "unit",
                        "rows")))
        .containsExactly(
            "[run-1,parcels,2026-02-23 00:00:00,2026-03-02 00:00:00,PARTIAL,2,gbt-1,nats,123]");
  }

  @Test
  void aFigureOfAClassNamesTheClass(@TempDir Path directory) throws IOException {
    tables(directory).append(Reports.withClassFigure(report("run-1")));

    Dataset<Row> table = spark().read().parquet(directory + "/profile_metrics");
    assertThat(
            rows(table.where("class IS NOT NULL").selectExpr("metric", "class", "value", "rows")))
        .containsExactly("[class_label_lag_p50,fraud,3600.0,7]");
    assertThat(table.where("class IS NULL").count()).isEqualTo(5);
  }

  @Test
  void aConfusionNamesBothClasses(@TempDir Path directory) throws IOException {
    tables(directory).append(Reports.withConfusion(report("run-1")));

    Dataset<Row> table = spark().read().parquet(directory + "/profile_metrics");
    assertThat(
            rows(
                table
                    .where("predicted IS NOT NULL")
                    .selectExpr("metric", "class", "predicted", "value", "rows")))
        .containsExactly("[confusion,fraud,none,12.0,123]");
  }

  @Test
  void findingsAreRows(@TempDir Path directory) throws IOException {
    publish(directory, "run-1");

    Dataset<Row> table = spark().read().parquet(directory + "/drift_metrics");
    assertThat(table.columns()).containsExactlyInAnyOrder(FindingRows.SCHEMA.fieldNames());
    assertThat(
            rows(
                table.selectExpr(
                    "comparison",
                    "column",
                    "slice['region']",
                    "string(window_start)",
                    "effect",
                    "interval_lower",
                    "interval_upper",
                    "noise_floor",
                    "p_value",
                    "p_adjusted",
                    "state",
                    "measures['reference_log_loss']")))
        .containsExactlyInAnyOrder(
            "[log_loss,null,south,2026-02-23"
                + " 00:00:00,0.31,0.185,Infinity,0.0625,1.5E-11,3.0E-11,ALERT,6.5]",
            "[log_loss,null,null,null,null,null,null,null,null,null,INSUFFICIENT_DATA,null]",
            "[column_distribution,weight,null,null,0.011,-0.114,Infinity,0.0625,1.5E-11,3.0E-11,WARN,6.5]");
  }

  @Test
  void slidingWindowsAreMarked(@TempDir Path directory) throws IOException {
    tables(directory).append(Reports.withSliding(report("run-1")));

    assertThat(
            rows(
                spark()
                    .read()
                    .parquet(directory + "/profile_metrics")
                    .where("sliding")
                    .selectExpr("scope", "string(window_end)", "value")))
        .containsExactly("[window,2026-02-23 00:00:00,0.375]");
    assertThat(
            rows(
                spark()
                    .read()
                    .parquet(directory + "/drift_metrics")
                    .where("sliding")
                    .selectExpr("string(window_end)", "effect")))
        .containsExactly("[2026-02-23 00:00:00,0.31]");
  }

  @Test
  void windowsThatLackRowsAreOneRowThatSaysHowMany(@TempDir Path directory) throws IOException {
    tables(directory).append(Reports.withFolded(report("run-1")));

    assertThat(
            rows(
                spark()
                    .read()
                    .parquet(directory + "/drift_metrics")
                    .where("windows is not null")
                    .selectExpr("windows", "state", "string(window_start)", "current_rows")))
        .containsExactly("[3,INSUFFICIENT_DATA,2026-02-02 00:00:00,31]");
  }

  @Test
  void manyRowsAreStillOneFileEach(@TempDir Path directory) throws IOException {
    Report it = report("run-1");
    Report large = Reports.withFindings(it, Collections.nCopies(2_500, it.findings().get(0)));

    tables(directory).append(large);

    Dataset<Row> table = spark().read().parquet(directory + "/drift_metrics");
    assertThat(table.count()).isEqualTo(2_500);
    assertThat(table.inputFiles()).hasSize(1);
  }

  @Test
  void eachRunAddsItsOwnRows(@TempDir Path directory) throws IOException {
    publish(directory, "run-1");
    publish(directory, "run-2");

    assertThat(rows(spark().read().parquet(directory + "/drift_metrics").groupBy("run_id").count()))
        .containsExactlyInAnyOrder("[run-1,3]", "[run-2,3]");
  }

  @Test
  void runThatCouldNotBePublishedTakesItsRowsBack(@TempDir Path directory) throws IOException {
    publish(directory, "run-1");
    ReportTables tables = tables(directory);
    tables.append(report("run-2"));

    tables.remove("run-2");

    for (String table : List.of("profile_metrics", "drift_metrics", "incidents")) {
      assertThat(rows(spark().read().parquet(directory + "/" + table).select("run_id").distinct()))
          .containsExactly("[run-1]");
    }
  }

  @Test
  void incidentsAndRunsAreRows(@TempDir Path directory) throws IOException {
    tables(directory).append(TableReports.run("run-1", "2026-03-30"));
    tables(directory).commit(TableReports.run("run-1", "2026-03-30"));

    Dataset<Row> incidents = spark().read().parquet(directory + "/incidents");
    assertThat(incidents.columns()).containsExactlyInAnyOrder(IncidentRows.SCHEMA.fieldNames());
    assertThat(
            rows(
                incidents.selectExpr(
                    "status",
                    "change",
                    "kind",
                    "suspect",
                    "versions[0]",
                    "slice['region']",
                    "slice_text",
                    "string(since_start)",
                    "string(until)",
                    "share_of_change",
                    "headline_before",
                    "headline_after",
                    "headline_unit",
                    "all_rows_after",
                    "findings")))
        .containsExactly(
            "[ongoing,new,performance,inputs,gbt-1,south,region=south,2026-02-23"
                + " 00:00:00,2026-03-02 00:00:00,null,0.5,0.81,nats,0.58,1]");
    Dataset<Row> runs = spark().read().parquet(directory + "/published_runs");
    assertThat(runs.columns()).containsExactlyInAnyOrder(RunRows.SCHEMA.fieldNames());
    assertThat(
            rows(
                runs.selectExpr(
                    "run_id",
                    "verdict",
                    "string(data_end)",
                    "rows_read",
                    "rows_rejected",
                    "findings_alert",
                    "findings_insufficient_data",
                    "incidents_open",
                    "incidents_new",
                    "surprisal_version",
                    "length(config_hash)")))
        .containsExactly("[run-1,ALERT,2026-03-30 00:00:00,1003,3,1,1,1,1,0.1.0,64]");
  }

  /** A process that was killed after it had written its rows has no row of its own. */
  @Test
  void noDocumentedQueryShowsARunThatWasNotPublished(@TempDir Path directory) throws IOException {
    ReportTables tables = tables(directory);
    for (String day : List.of("2026-03-29", "2026-03-30")) {
      tables.append(TableReports.run("run-" + day, day));
      tables.commit(TableReports.run("run-" + day, day));
    }
    tables.append(TableReports.run("killed", "2026-03-31"));

    SparkSession session = session(directory);
    List<List<String>> results =
        TablePage.queries().stream().map(it -> rows(session.sql(it))).toList();

    assertThat(results.get(0))
        .singleElement()
        .asString()
        .contains(",new,region=south,2026-02-23 00:00:00.0,gbt-1 degraded on region=south");
    assertThat(results.get(1)).isEmpty();
    assertThat(results.get(2))
        .singleElement()
        .asString()
        .contains(",log_loss,null,gbt-1,region=south,2026-02-23 00:00:00.0,0.31,");
    assertThat(results.get(3)).hasSize(2);
    assertThat(results.get(4))
        .singleElement()
        .asString()
        .endsWith(",2026-03-29 00:00:00.0,2026-03-30 00:00:00.0,2]");
    assertThat(rows(session.sql("SELECT run_id FROM latest_runs")))
        .containsExactly("[run-2026-03-30]");
  }

  @Test
  void aRepeatedRunCountsOnceAndTheLatestDataAreTheLatest(@TempDir Path directory)
      throws IOException {
    ReportTables tables = tables(directory);
    String[][] runs = {{"a", "2026-03-29"}, {"b", "2026-03-30"}, {"c", "2026-03-30"}};
    for (String[] run : runs) {
      tables.append(TableReports.run(run[0], run[1]));
      tables.commit(TableReports.run(run[0], run[1]));
    }
    tables.append(TableReports.run("d", "2026-03-01"));
    tables.commit(TableReports.run("d", "2026-03-01"));

    SparkSession session = session(directory);
    assertThat(rows(session.sql("SELECT run_id FROM effective_runs ORDER BY data_end")))
        .containsExactly("[d]", "[a]", "[c]");
    assertThat(rows(session.sql("SELECT DISTINCT run_id FROM latest_drift_metrics")))
        .containsExactly("[c]");
  }

  /** A session that has run the statements beside the tables. */
  private static SparkSession session(Path directory) throws IOException {
    SparkSession session = spark().newSession();
    for (String statement : Files.readString(directory.resolve("views.sql")).split(";\n", -1)) {
      if (!statement.isBlank()) {
        session.sql(statement);
      }
    }
    return session;
  }

  @Test
  void tablesThatCannotBeWrittenLeaveNothing(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("drift_metrics"), "I was here first.");
    Output output = HadoopOutput.of(directory.toString(), new Configuration());

    assertThatThrownBy(
            () -> {
              try (Publication publication = Publication.of(output, "run-1", FORMATS)) {
                publication.publish(report("run-1"), tables(directory));
              }
            })
        .hasMessageContaining("drift_metrics");
    assertThat(directory.resolve("runs")).isEmptyDirectory();
    assertThat(directory.resolve("latest.json")).doesNotExist();
    assertThat(directory.resolve("profile_metrics/run_id=run-1")).doesNotExist();
  }

  private ReportTables tables(Path directory) {
    return new ReportTables(
        new OutputTables(
            new TableDirectory(spark(), directory.toString()),
            new FormatSetting("output.tables.format", "parquet")));
  }

  private void publish(Path directory, String id) throws IOException {
    Output output = HadoopOutput.of(directory.toString(), new Configuration());
    try (Publication publication = Publication.of(output, id, FORMATS)) {
      publication.publish(report(id), tables(directory));
    }
  }

  private static Report report(String id) {
    RunInfo run = Reports.RUN;
    return Reports.withRun(
        Reports.small(),
        new RunInfo(
            id, run.startedAt(), run.finishedAt(), run.host(), run.versions(), run.provenance()));
  }

  private static List<String> rows(Dataset<Row> rows) {
    return Stream.of((Row[]) rows.collect()).map(Row::toString).toList();
  }
}
