package dev.surprisal.dataset;

import dev.surprisal.dataset.spec.CheckPolicy;
import dev.surprisal.dataset.spec.DuplicatePolicy;
import dev.surprisal.dataset.spec.Inheritance;
import dev.surprisal.dataset.spec.LabelSpec;
import dev.surprisal.dataset.spec.PredictionSpec;
import dev.surprisal.dataset.spec.ProbabilitySpec;
import dev.surprisal.dataset.spec.Scoring;
import dev.surprisal.dataset.spec.SourceSpec;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.cube.Cell;
import dev.surprisal.profile.row.RowStatus;
import dev.surprisal.profile.row.ZeroPolicy;
import dev.surprisal.profile.state.Layout;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.WindowLengths;
import dev.surprisal.profile.time.Windows;
import dev.surprisal.profiling.Profiler;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;

/**
 * Small datasets in a directory, how to read them, and what comes of it. Classes are DOWN and UP
 * and rows of April and May 2026 are read, unless something else is said.
 */
public record Datasets(
    SparkSession spark,
    Path directory,
    List<String> classes,
    PredictionSpec predictions,
    @Nullable LabelSpec labels,
    List<String> dimensions,
    List<String> columns) {

  static final Windows WINDOWS =
      new Windows(
          new TimeRange(
              Instant.parse("2026-04-01T00:00:00Z"), Instant.parse("2026-05-01T00:00:00Z")),
          new TimeRange(
              Instant.parse("2026-05-01T00:00:00Z"), Instant.parse("2026-06-01T00:00:00Z")),
          WindowLengths.parse("1 day"),
          0);

  static final List<TimeRange> RANGES = List.of(WINDOWS.reference(), WINDOWS.current());

  static final List<String> CLASSES = List.of("DOWN", "UP");

  /** Predictions without a key: columns q and at. */
  public static Datasets in(SparkSession spark, Path directory) {
    PredictionSpec predictions =
        new PredictionSpec(
            view(directory, "predictions"),
            List.of(),
            ProbabilitySpec.ofColumn("q", ProbabilitySpec.Scale.PROBABILITY),
            "at",
            null,
            null,
            DuplicatePolicy.LATEST,
            null,
            List.of());
    return new Datasets(spark, directory, CLASSES, predictions, null, List.of(), List.of());
  }

  /** A table that {@link #of} made. */
  static SourceSpec view(Path directory, String name) {
    return new SourceSpec("parquet", null, table(directory, name), Map.of(), null);
  }

  private static String table(Path directory, String name) {
    return name + "_" + directory.getFileName().toString().replaceAll("\\W", "_");
  }

  public static SourceSpec parquet(Path directory, String name) {
    return new SourceSpec("parquet", directory.resolve(name).toString(), null, Map.of(), null);
  }

  public Datasets classes(String... names) {
    return new Datasets(spark, directory, List.of(names), predictions, labels, dimensions, columns);
  }

  Datasets predictions(PredictionSpec other) {
    return new Datasets(spark, directory, classes, other, labels, dimensions, columns);
  }

  public Datasets probability(ProbabilitySpec probability) {
    PredictionSpec p = predictions;
    return predictions(
        new PredictionSpec(
            p.source(),
            p.key(),
            probability,
            p.timestamp(),
            p.version(),
            p.label(),
            p.duplicates(),
            null,
            List.of()));
  }

  public Datasets label(String label) {
    PredictionSpec p = predictions;
    return predictions(
        new PredictionSpec(
            p.source(),
            p.key(),
            p.probability(),
            p.timestamp(),
            p.version(),
            label,
            p.duplicates(),
            null,
            List.of()));
  }

  /** Reads the predictions from files. */
  public Datasets files(String format, Map<String, String> options, @Nullable String schema) {
    return source(new SourceSpec(format, path("predictions"), null, options, schema));
  }

  public Datasets source(SourceSpec source) {
    PredictionSpec p = predictions;
    return predictions(
        new PredictionSpec(
            source,
            p.key(),
            p.probability(),
            p.timestamp(),
            p.version(),
            p.label(),
            p.duplicates(),
            null,
            List.of()));
  }

  public Datasets timestamp(String timestamp) {
    PredictionSpec p = predictions;
    return predictions(
        new PredictionSpec(
            p.source(),
            p.key(),
            p.probability(),
            timestamp,
            p.version(),
            p.label(),
            p.duplicates(),
            null,
            List.of()));
  }

  public Datasets version(String version) {
    PredictionSpec p = predictions;
    return predictions(
        new PredictionSpec(
            p.source(),
            p.key(),
            p.probability(),
            p.timestamp(),
            version,
            p.label(),
            p.duplicates(),
            null,
            List.of()));
  }

  Datasets weight(String weight) {
    return predictions(
        new PredictionSpec(
            predictions.source(),
            predictions.key(),
            predictions.probability(),
            predictions.timestamp(),
            predictions.version(),
            predictions.label(),
            predictions.duplicates(),
            weight,
            predictions.unlabelled()));
  }

  public Datasets key(DuplicatePolicy duplicates, String... key) {
    PredictionSpec p = predictions;
    return predictions(
        new PredictionSpec(
            p.source(),
            List.of(key),
            p.probability(),
            p.timestamp(),
            p.version(),
            p.label(),
            duplicates,
            null,
            List.of()));
  }

  /** Labels of their own, by the columns of a key. */
  public Datasets labels(LabelSpec other) {
    return new Datasets(spark, directory, classes, predictions, other, dimensions, columns);
  }

  /** Labels of their own: columns id, label and, unless null, a timestamp. */
  public Datasets labelsById(DuplicatePolicy duplicates, @Nullable String timestamp) {
    return labels(
        new LabelSpec(
            view(directory, "labels"),
            List.of("id"),
            "label",
            timestamp,
            duplicates,
            null,
            List.of()));
  }

  public Datasets dimensions(String... names) {
    return new Datasets(spark, directory, classes, predictions, labels, List.of(names), columns);
  }

  public Datasets columns(String... names) {
    return new Datasets(spark, directory, classes, predictions, labels, dimensions, List.of(names));
  }

  /** Makes the rows of a query the predictions. */
  public Datasets of(String query) {
    return of("predictions", query);
  }

  /** Makes the rows of a query a table. */
  public Datasets of(String name, String query) {
    Dataset<Row> rows = spark.sql(query);
    // By way of an RDD: Spark would compute rows that it knows while it plans, without its
    // compiler.
    spark
        .createDataFrame(rows.javaRDD(), rows.schema())
        .createOrReplaceTempView(table(directory, name));
    return this;
  }

  /** Writes the rows of a query as files. */
  public Datasets write(String name, String format, String query) {
    spark
        .sql(query)
        .coalesce(1)
        .write()
        .mode("overwrite")
        .format(format)
        .option("header", true)
        .save(path(name));
    return this;
  }

  public String path(String name) {
    return directory.resolve(name).toString();
  }

  public Scoring scoring() {
    return new Scoring(
        classes,
        predictions,
        labels,
        null,
        dimensions,
        columns,
        CheckPolicy.DEFAULT,
        "predictions");
  }

  Layout layout() {
    Layout layout = new Layout(classes.size(), ZeroPolicy.DEFAULT, columns.size());
    return predictions.weight() == null ? layout : layout.weighted();
  }

  public CheckedRows checked() {
    return new Reader(spark, scoring(), Inheritance.NONE).open().rows(RANGES);
  }

  /** The profile of all rows. */
  public Profile profile() {
    return profile(checked());
  }

  public Profile profile(CheckedRows rows) {
    Profile total = Profile.empty(layout());
    for (Cell cell :
        new Profiler(layout(), WINDOWS, dimensions, List.of(dimensions)).profile(rows)) {
      total = total.plus(cell.profile().open());
    }
    return total;
  }

  /** How many rows came to which end; the ends of no row are left out. */
  public Map<String, Long> counts() {
    return counts(profile());
  }

  public static Map<String, Long> counts(Profile profile) {
    Map<String, Long> counts = new TreeMap<>();
    for (RowStatus status : RowStatus.values()) {
      if (profile.rows(status) > 0) {
        counts.put(status.label(), profile.rows(status));
      }
    }
    return counts;
  }
}
