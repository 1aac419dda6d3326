package dev.surprisal.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.surprisal.SparkTest;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import scala.jdk.javaapi.CollectionConverters;

/** What a library needs is looked for before anything is set. */
class TableLibraryTest extends SparkTest {

  @TempDir private Path directory;

  private final SparkSession session = spark().newSession();

  private TableDirectory directory() {
    // Both are there for Spark 4.1, which is compiled for.
    assumeThat(session.version()).doesNotStartWith("3.");
    return new TableDirectory(session, directory.toString());
  }

  private Map<String, String> settings() {
    return Map.copyOf(CollectionConverters.asJava(session.conf().getAll()));
  }

  static Stream<TableLibrary> libraries() {
    return Stream.of(new SparkFiles(), new DeltaLake(), new Iceberg());
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void toProveThatALibraryIsAvailableSetsNothing(TableLibrary library) {
    SparkSession spark = directory().spark();
    Map<String, String> before = settings();

    library.requireAvailable(spark, new FormatSetting("output.tables.format", "any"));

    assertThat(settings()).isEqualTo(before);
  }

  @Test
  void bareFilesNeedNoSettings() {
    Map<String, String> before = settings();

    new SparkFiles().configure(directory());

    assertThat(settings()).isEqualTo(before);
  }

  @Test
  void icebergHasTheOutputDirectoryAsItsCatalog() {
    new Iceberg().configure(directory());

    assertThat(settings())
        .containsEntry(
            "spark.sql.catalog.surprisal_output", "org.apache.iceberg.spark.SparkCatalog")
        .containsEntry("spark.sql.catalog.surprisal_output.type", "hadoop")
        .containsEntry(
            "spark.sql.catalog.surprisal_output.warehouse", "file:" + directory.toString());
  }

  @Test
  void deltaLeavesTheUsersCatalogAlone() {
    new DeltaLake().configure(directory());
    assertThat(settings())
        .containsEntry(
            "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");

    session.conf().set("spark.sql.catalog.spark_catalog", "example.Catalog");
    new DeltaLake().configure(directory());
    assertThat(settings()).containsEntry("spark.sql.catalog.spark_catalog", "example.Catalog");
  }
}
