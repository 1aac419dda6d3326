package dev.surprisal.tables.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surprisal.SparkTest;
import dev.surprisal.tables.FormatSetting;
import dev.surprisal.tables.Iceberg;
import dev.surprisal.tables.TableDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of table takes rows and gives them back, with its own library. */
@Tag("slow")
class OutputTablesIT extends SparkTest {

  @TempDir private Path folder;

  /** The libraries of Delta Lake and Iceberg are there for Spark 4.1, which is compiled for. */
  static Stream<String> formats() {
    return OutputTables.names().stream()
        .filter(
            it -> !spark().version().startsWith("3.") || it.equals("parquet") || it.equals("orc"));
  }

  private OutputTables tables(String format) {
    SparkSession own = spark().newSession();
    OutputTables tables =
        new OutputTables(
            new TableDirectory(own, folder.toString()),
            new FormatSetting("output.tables.format", format));
    tables.requireAvailable();
    tables.configureSession();
    return tables;
  }

  private static Partition run(String id) {
    return new Partition("run_id", id);
  }

  private static Dataset<Row> rows(OutputTables tables) {
    return tables.directory().spark().range(3).toDF("id");
  }

  @ParameterizedTest
  @MethodSource("formats")
  void rowsAreAppendedAndTakenBack(String format) throws IOException {
    OutputTables tables = tables(format);
    tables.append("metrics", rows(tables), run("run-1"));
    tables.append("metrics", rows(tables), run("run-2"));
    tables.remove("metrics", run("run-2"));
    tables.remove("absent", run("run-2"));

    SparkSession session = tables.directory().spark();
    Dataset<Row> kept =
        format.equals("iceberg")
            ? session.table(Iceberg.identifier("metrics"))
            : session.read().format(format).load(tables.directory().place("metrics"));
    assertThat(kept.select("run_id").distinct().collectAsList()).hasToString("[[run-1]]");
    assertThat(kept.count()).isEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("formats")
  void noTableIsTakenForOneOfAnotherKind(String format) {
    OutputTables tables = tables(format);
    tables.requireFormatOf("metrics");
    tables.append("metrics", rows(tables), run("run-1"));

    tables.requireFormatOf("metrics");
    formats()
        .filter(other -> !other.equals(format))
        .forEach(
            other ->
                assertThatThrownBy(() -> tables(other).requireFormatOf("metrics"))
                    .hasMessage(
                        "Invalid output.tables.format: "
                            + other
                            + " (must be that of the table in "
                            + folder
                            + "/metrics, "
                            + format
                            + "; or choose another output.path)"));
  }

  /** What somebody else put there shows when it is written to. */
  @ParameterizedTest
  @MethodSource("formats")
  void aFolderThatIsNoTableIsOfNoKind(String format) throws IOException {
    Files.createDirectories(folder.resolve("metrics/notes"));

    tables(format).requireFormatOf("metrics");
  }
}
