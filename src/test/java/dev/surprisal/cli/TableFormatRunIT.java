package dev.surprisal.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.cli.Shop.Ended;
import java.io.IOException;
import java.nio.file.Files;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole runs on table formats that are brought along; both are there for Spark 4.1. */
@Tag("slow")
class TableFormatRunIT extends ShopTest {

  @ParameterizedTest
  @ValueSource(strings = {"delta", "iceberg"})
  void aRunStoresAndAReportNeedsNoData(String format) throws IOException {
    String setting = "output.tables.format=" + format;
    Ended run = shop.execute("run", "--set", setting);
    assertThat(run.exitCode()).as(run.complaint()).isZero();
    shop.delete("predictions");
    shop.delete("labels");

    Ended report = shop.execute("report", "--set", setting);

    assertThat(report.exitCode()).as(report.complaint()).isZero();
    assertThat(report.out().lines().filter(it -> !it.contains("report.html")))
        .containsExactlyElementsOf(
            run.out().lines().filter(it -> !it.contains("report.html")).toList());
    SparkSession reader = reader();
    Dataset<Row> profiles = reader.read().format(format).load(shop.place("out/profiles"));
    assertThat(profiles.select("window").distinct().count()).isEqualTo(8);
    assertThat(profiles.selectExpr("sum(scored)").head().getLong(0)).isEqualTo(Shop.ROWS);
    Dataset<Row> metrics = reader.read().format(format).load(shop.place("out/profile_metrics"));
    assertThat(metrics.select("run_id").distinct().count()).isEqualTo(2);
    for (String statement : Files.readString(folder.resolve("out/views.sql")).split(";\n", -1)) {
      if (!statement.isBlank()) {
        reader.sql(statement);
      }
    }
    assertThat(reader.table("published_runs").count()).isEqualTo(2);
    assertThat(reader.table("effective_runs").count()).isEqualTo(1);
    assertThat(reader.table("latest_incidents").select("run_id").distinct().count()).isOne();
  }

  /** As anybody reads such tables by their paths. */
  private SparkSession reader() {
    SparkSession reader = spark().newSession();
    reader
        .conf()
        .set("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
    String iceberg = "spark.sql.catalog.default_iceberg";
    reader.conf().set(iceberg, "org.apache.iceberg.spark.SparkCatalog");
    reader.conf().set(iceberg + ".type", "hadoop");
    reader.conf().set(iceberg + ".warehouse", shop.place("out"));
    return reader;
  }
}
