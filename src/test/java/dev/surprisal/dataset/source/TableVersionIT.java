package dev.surprisal.dataset.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.SparkTest;
import dev.surprisal.dataset.spec.SourceSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of formats that are brought along tell their versions; both are there for Spark 4.1. */
@Tag("slow")
class TableVersionIT extends SparkTest {

  @TempDir private Path directory;
  private SparkSession own = spark();

  @BeforeEach
  void openSession() {
    own = spark().newSession();
    own.conf()
        .set("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
    own.conf().set("spark.sql.catalog.lake", "org.apache.iceberg.spark.SparkCatalog");
    own.conf().set("spark.sql.catalog.lake.type", "hadoop");
    own.conf().set("spark.sql.catalog.lake.warehouse", directory.resolve("lake").toString());
  }

  private SourceOrigin origin(
      String format, @Nullable String path, @Nullable String table, Map<String, String> options) {
    List<InputProblem> problems = new ArrayList<>();
    SourceSpec spec = new SourceSpec(format, path, table, options, null);
    Input input =
        Input.open(own, "labels", spec, problems)
            .orElseThrow(() -> new AssertionError(problems.toString()));
    return input.origin();
  }

  private static SourceOrigin version(String format, String version) {
    return new SourceOrigin("labels", format, SourceOrigin.Kind.TABLE_VERSION, null, version);
  }

  @Test
  void deltaTellsTheVersionThatIsRead() {
    String place = directory.resolve("rows").toString();
    for (int i = 0; i < 3; i++) {
      own.range(5).write().format("delta").mode(SaveMode.Append).save(place);
    }

    assertThat(origin("delta", place, null, Map.of())).isEqualTo(version("delta", "2"));
    assertThat(origin("delta", place, null, Map.of("versionAsOf", "1")))
        .isEqualTo(version("delta", "1"));
    assertThat(origin("parquet", null, "delta.`" + place + "`", Map.of()))
        .isEqualTo(version("delta", "2"));
  }

  @Test
  void icebergTellsTheSnapshotThatIsRead() throws Exception {
    own.range(5).writeTo("lake.rows").using("iceberg").create();
    own.range(5).writeTo("lake.rows").append();
    List<String> snapshots =
        own
            .table("lake.rows.snapshots")
            .orderBy("committed_at")
            .select("snapshot_id")
            .collectAsList()
            .stream()
            .map(row -> Long.toString(row.getLong(0)))
            .toList();

    assertThat(snapshots).hasSize(2);
    assertThat(origin("parquet", null, "lake.rows", Map.of()))
        .isEqualTo(version("iceberg", snapshots.get(1)));
    for (String option : List.of("snapshot-id", "Snapshot-ID", "versionAsOf")) {
      assertThat(origin("parquet", null, "lake.rows", Map.of(option, snapshots.get(0))))
          .as(option)
          .isEqualTo(version("iceberg", snapshots.get(0)));
    }
    // Which one this is only the scan knows.
    String now = Long.toString(System.currentTimeMillis());
    assertThat(origin("parquet", null, "lake.rows", Map.of("as-of-timestamp", now)))
        .isEqualTo(new SourceOrigin("labels", "iceberg", SourceOrigin.Kind.UNKNOWN, null, null));
  }
}
