package dev.surprisal.dataset.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.SparkTest;
import dev.surprisal.dataset.spec.SourceSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.spark.metrics.source.HiveCatalogMetrics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Spark knows of a source that it has opened. */
@Isolated
class SourceOriginTest extends SparkTest {

  @TempDir private Path directory;

  private String place(String name) {
    return directory.resolve(name).toString();
  }

  private static SourceOrigin origin(SourceSpec spec) {
    List<InputProblem> problems = new ArrayList<>();
    Input input = Input.open(spark(), "predictions", spec, problems).orElseThrow();
    long listed = HiveCatalogMetrics.METRIC_FILES_DISCOVERED().getCount();
    SourceOrigin origin = input.origin();
    assertThat(HiveCatalogMetrics.METRIC_FILES_DISCOVERED().getCount())
        .as("files listed by Spark")
        .isEqualTo(listed);
    return origin;
  }

  private SourceSpec path(String format, String path) {
    return new SourceSpec(format, place(path), null, Map.of(), null);
  }

  private static SourceSpec table(String name) {
    return new SourceSpec("parquet", null, name, Map.of(), null);
  }

  private static FileList files(SourceOrigin origin) {
    assertThat(origin.kind()).isEqualTo(SourceOrigin.Kind.FILES);
    return Objects.requireNonNull(origin.files());
  }

  /** The files of data on disk, as Spark names them. */
  private List<FileList.File> onDisk(String name) {
    try (Stream<Path> found = Files.walk(directory.resolve(name))) {
      return found
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().matches("[._].*"))
          .map(SourceOriginTest::file)
          .sorted((one, other) -> one.path().compareTo(other.path()))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileList.File file(Path path) {
    try {
      return new FileList.File(
          "file:" + path,
          Files.size(path),
          Files.getLastModifiedTime(path).toInstant().truncatedTo(ChronoUnit.MILLIS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "orc", "csv", "json"})
  void filesAreThoseOnDisk(String format) {
    spark().range(0, 30, 1, 3).write().format(format).save(place("rows"));

    SourceOrigin origin = origin(path(format, "rows"));

    assertThat(origin.format()).isEqualTo(format);
    assertThat(files(origin).listed()).hasSize(3).isEqualTo(onDisk("rows"));
    assertThat(files(origin).bytes())
        .isEqualTo(onDisk("rows").stream().mapToLong(FileList.File::bytes).sum());
    assertThat(files(origin).leftOut()).isZero();
  }

  @Test
  void filesOfPartitionsAndOfSeveralPathsAreAllThere() {
    spark()
        .range(0, 30, 1, 1)
        .selectExpr("id", "id % 4 as part")
        .write()
        .partitionBy("part")
        .parquet(place("a"));
    spark().range(0, 30, 1, 2).selectExpr("id", "id as part").write().parquet(place("b/x"));
    SourceSpec both =
        new SourceSpec("parquet", place("a/part=*"), null, Map.of(), null, List.of(place("b/x")));

    List<FileList.File> expected =
        Stream.concat(onDisk("a").stream(), onDisk("b").stream()).toList();
    assertThat(files(origin(both)).listed()).hasSize(6).isEqualTo(expected);
    assertThat(files(origin(path("parquet", "a"))).listed()).isEqualTo(onDisk("a"));
  }

  @Test
  void theDigestIsThatOfTheListedLines() throws Exception {
    spark().range(0, 30, 1, 3).write().parquet(place("rows"));

    FileList files = files(origin(path("parquet", "rows")));

    String lines =
        files.listed().stream()
            .map(file -> file.path() + " " + file.bytes() + " " + file.modifiedAt() + "\n")
            .collect(Collectors.joining());
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(lines.getBytes(StandardCharsets.UTF_8));
    assertThat(files.sha256()).isEqualTo(HexFormat.of().formatHex(digest));
  }

  @Test
  void ofManyFilesTheFirstAndTheLastAreListedAndAllAreCounted() {
    List<FileStatus> statuses = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      var path = new org.apache.hadoop.fs.Path("s3a://k:hunter2@b/part-%03d".formatted(i));
      statuses.add(new FileStatus(i, false, 1, 1, 1_000L * i, path));
    }
    FileList files = FileList.of(statuses);

    assertThat(files.count()).isEqualTo(250);
    assertThat(files.bytes()).isEqualTo(31_125);
    assertThat(files.leftOut()).isEqualTo(150);
    assertThat(files.listed()).hasSize(100);
    assertThat(files.listed().get(49).path()).isEqualTo("s3a://***@b/part-049");
    assertThat(files.listed().get(50).path()).isEqualTo("s3a://***@b/part-200");
    Collections.reverse(statuses);
    assertThat(FileList.of(statuses)).isEqualTo(files);
    statuses.set(120, new FileStatus(7, false, 1, 1, 1, statuses.get(120).getPath()));
    assertThat(FileList.of(statuses).sha256()).isNotEqualTo(files.sha256());
  }

  @Test
  void aTableOfACatalogTellsItsFilesAndFormat() {
    spark().sql("drop table if exists origin_rows");
    spark().range(0, 30, 1, 2).write().format("orc").saveAsTable("origin_rows");
    try {
      SourceOrigin origin = origin(table("origin_rows"));

      assertThat(origin.format()).isEqualTo("orc");
      assertThat(files(origin).count()).isEqualTo(2);
    } finally {
      spark().sql("drop table origin_rows");
    }
  }

  @Test
  void aViewTellsTheFilesOfAllThatItReadsEachOnce() {
    spark().range(0, 30, 1, 2).write().parquet(place("a"));
    spark().range(0, 30, 1, 1).write().json(place("b"));
    spark().read().parquet(place("a")).createOrReplaceTempView("origin_a");
    spark().read().json(place("b")).createOrReplaceTempView("origin_b");
    spark()
        .sql("select * from origin_a union all table origin_b union all table origin_a")
        .createOrReplaceTempView("origin_view");

    SourceOrigin origin = origin(table("origin_view"));

    assertThat(origin.format()).isEqualTo("json, parquet");
    assertThat(files(origin).count()).isEqualTo(3);
  }

  @Test
  void aSourceOfTheNewerKindTellsItsFilesToo() {
    spark().range(0, 30, 1, 2).write().parquet(place("a"));
    String key = "spark.sql.sources.useV1SourceList";
    String before = spark().conf().get(key);
    spark().conf().set(key, "");
    try {
      assertThat(files(origin(path("parquet", "a"))).listed()).isEqualTo(onDisk("a"));
    } finally {
      spark().conf().set(key, before);
    }
  }

  @Test
  void whatIsNoFileSaysSo() {
    spark().range(3).createOrReplaceTempView("origin_range");

    assertThat(origin(table("origin_range")))
        .isEqualTo(new SourceOrigin("predictions", "table", SourceOrigin.Kind.UNKNOWN, null, null));
  }
}
