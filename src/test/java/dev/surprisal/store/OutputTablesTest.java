package dev.surprisal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.surprisal.SparkTest;
import java.nio.file.Path;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import scala.jdk.javaapi.CollectionConverters;

/** What a format needs is looked for before anything is set. */
class OutputTablesTest extends SparkTest {

  @TempDir private Path directory;

  private final SparkSession session = spark().newSession();

  private OutputTables tables(TableFormat format) {
    // The libraries of both table formats are there for Spark 4.1, which is compiled for.
    assumeThat(session.version()).doesNotStartWith("3.");
    return new OutputTables(session, directory.toString(), format);
  }

  private Map<String, String> settings() {
    return Map.copyOf(CollectionConverters.asJava(session.conf().getAll()));
  }

  @ParameterizedTest
  @EnumSource
  void toProveThatAFormatIsAvailableSetsNothing(TableFormat format) {
    OutputTables tables = tables(format);
    Map<String, String> before = settings();

    tables.requireAvailable();

    assertThat(settings()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(names = {"PARQUET", "ORC"})
  void bareFilesNeedNoSettings(TableFormat format) {
    OutputTables tables = tables(format);
    Map<String, String> before = settings();

    tables.configureSession();

    assertThat(settings()).isEqualTo(before);
  }

  @Test
  void icebergHasTheOutputDirectoryAsItsCatalog() {
    tables(TableFormat.ICEBERG).configureSession();

    assertThat(settings())
        .containsEntry(
            "spark.sql.catalog.surprisal_output", "org.apache.iceberg.spark.SparkCatalog")
        .containsEntry("spark.sql.catalog.surprisal_output.type", "hadoop")
        .containsEntry(
            "spark.sql.catalog.surprisal_output.warehouse", "file:" + directory.toString());
  }

  @Test
  void deltaLeavesTheUsersCatalogAlone() {
    tables(TableFormat.DELTA).configureSession();
    assertThat(settings())
        .containsEntry(
            "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");

    session.conf().set("spark.sql.catalog.spark_catalog", "example.Catalog");
    tables(TableFormat.DELTA).configureSession();
    assertThat(settings()).containsEntry("spark.sql.catalog.spark_catalog", "example.Catalog");
  }
}
