package dev.surprisal.store;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.surprisal.dataset.source.InputProblem;
import dev.surprisal.dataset.source.InputRefusedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The tables of an output directory: each in a folder of its own name, all of one format.
 *
 * @param spark the session to read and write with
 * @param path the output directory, on any Hadoop file system
 * @param format the format
 */
public record OutputTables(SparkSession spark, String path, TableFormat format) {

  /** The extension without which Delta Lake writes nothing; the session must be started with it. */
  public static final String DELTA_EXTENSION = "io.delta.sql.DeltaSparkSessionExtension";

  private static final String DELTA_CATALOG = "org.apache.spark.sql.delta.catalog.DeltaCatalog";
  private static final String LOG_PARTITIONS = "spark.databricks.delta.snapshotPartitions";
  private static final String BUILT_IN = "builtin";
  private static final String SESSION_CATALOG = "spark.sql.catalog.spark_catalog";
  private static final String ICEBERG_CATALOG = "org.apache.iceberg.spark.SparkCatalog";

  /** What is there in every table of a format, and in no other. */
  private static final Map<String, List<TableFormat>> MARKS =
      Map.of(
          "_delta_log",
          List.of(TableFormat.DELTA),
          "metadata/version-hint.text",
          List.of(TableFormat.ICEBERG),
          FileTable.COMMITS,
          List.of(TableFormat.PARQUET, TableFormat.ORC));

  /** The name under which the session knows the output directory, where it holds Iceberg tables. */
  private static final String CATALOG = "surprisal_output";

  /**
   * Proves before any work that the format can be written, and leaves the session as it is.
   *
   * @throws InputRefusedException where what it needs is not on the class path
   */
  public void requireAvailable() {
    switch (format) {
      case PARQUET, ORC -> {
        // Every Spark has them.
      }
      case DELTA -> {
        requireClass(DELTA_EXTENSION, "io.delta:delta-spark_4.1_2.13:4.1.0");
        requireExtension();
      }
      case ICEBERG ->
          requireClass(ICEBERG_CATALOG, "org.apache.iceberg:iceberg-spark-runtime-4.1_2.13:1.11.0");
    }
  }

  /**
   * Sets in the session what the format is read and written with, once it {@linkplain
   * #requireAvailable is available}. What the user has set stays.
   */
  public void configureSession() {
    switch (format) {
      case PARQUET, ORC -> {
        // Every Spark knows them.
      }
      case DELTA -> {
        if (spark.conf().get(SESSION_CATALOG, BUILT_IN).equals(BUILT_IN)) {
          spark.conf().set(SESSION_CATALOG, DELTA_CATALOG);
        }
        if (spark.sparkContext().isLocal() && spark.conf().getOption(LOG_PARTITIONS).isEmpty()) {
          // Fifty, Delta's default, is for logs of millions of files on clusters.
          spark.conf().set(LOG_PARTITIONS, 2L);
        }
      }
      case ICEBERG -> {
        String catalog = "spark.sql.catalog." + CATALOG;
        spark.conf().set(catalog, ICEBERG_CATALOG);
        spark.conf().set(catalog + ".type", "hadoop");
        spark.conf().set(catalog + ".warehouse", qualified(path).toString());
      }
    }
  }

  private void requireClass(String name, String artifact) {
    try {
      Class.forName(name, false, Thread.currentThread().getContextClassLoader());
    } catch (ClassNotFoundException | LinkageError e) {
      throw refused(
          "is not on the class path; start with --packages "
              + artifact
              + ", or what fits your Spark, or choose parquet");
    }
  }

  private void requireExtension() {
    String extensions = spark.sparkContext().getConf().get("spark.sql.extensions", "");
    if (!extensions.contains(DELTA_EXTENSION)) {
      throw refused(
          "needs a session with its extension; start with --conf spark.sql.extensions="
              + (extensions.isEmpty() ? "" : extensions + ",")
              + DELTA_EXTENSION);
    }
  }

  private InputRefusedException refused(String reason) {
    return new InputRefusedException(
        InputProblem.invalid("output.tables.format", format.label(), reason));
  }

  /**
   * Proves that what stands in a table's place is of this format.
   *
   * @throws InputRefusedException where it is of another
   */
  void requireFormatOf(String table) {
    Path place = qualified(place(table));
    try {
      var files = place.getFileSystem(spark.sparkContext().hadoopConfiguration());
      for (Map.Entry<String, List<TableFormat>> mark : MARKS.entrySet()) {
        List<TableFormat> marked = mark.getValue();
        if (!marked.contains(format) && files.exists(new Path(place, mark.getKey()))) {
          throw refused(
              "must be that of the table in "
                  + place(table)
                  + ", "
                  + marked.get(0).label()
                  + "; or choose another output.path");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where a table is. */
  public String place(String table) {
    return below(path, table);
  }

  /** The path of what a directory holds. */
  public static String below(String directory, String name) {
    return directory.endsWith("/") ? directory + name : directory + "/" + name;
  }

  /**
   * Adds a partition to a table, or makes one of it.
   *
   * @param rows its rows, without the column that the table is partitioned by
   * @param table the name of the table
   * @param partition that column
   * @param value its value, of letters, digits, dots, dashes and underscores
   */
  public void append(Dataset<Row> rows, String table, String partition, String value) {
    Path place = qualified(place(table));
    switch (format) {
      case PARQUET, ORC ->
          // Straight into its folder: Spark would sort all rows by the one value first.
          rows.write()
              .mode(SaveMode.Append)
              .format(format.label())
              .options(withoutDictionaries(rows.schema()))
              .save(new Path(place, partition + "=" + value).toString());
      case DELTA -> partitioned(rows, partition, value).save(place.toString());
      case ICEBERG -> partitioned(rows, partition, value).saveAsTable(identifier(table));
    }
  }

  private DataFrameWriter<Row> partitioned(Dataset<Row> rows, String partition, String value) {
    return rows.select(lit(value).as(partition), col("*"))
        .write()
        .mode(SaveMode.Append)
        .format(format.label())
        .partitionBy(partition);
  }

  /** Figures are hardly ever alike: Parquet would look up each of them, and give up then. */
  private Map<String, String> withoutDictionaries(StructType schema) {
    return Stream.of(schema.fields())
        .filter(it -> format == TableFormat.PARQUET && it.dataType().equals(DataTypes.DoubleType))
        .collect(Collectors.toMap(it -> "parquet.enable.dictionary#" + it.name(), it -> "false"));
  }

  /** Takes a partition off a table; does nothing where there is none. */
  public void remove(String table, String partition, String value) throws IOException {
    Path place = qualified(place(table));
    var files = place.getFileSystem(spark.sparkContext().hadoopConfiguration());
    if (!files.exists(place)) {
      return;
    }
    switch (format) {
      case PARQUET, ORC -> files.delete(new Path(place, partition + "=" + value), true);
      case DELTA -> delete("delta.`" + place.toString().replace("`", "``") + "`", partition, value);
      case ICEBERG -> delete(identifier(table), partition, value);
    }
  }

  private void delete(String table, String partition, String value) {
    spark.sql("DELETE FROM " + table + " WHERE " + partition + " = '" + value + "'");
  }

  /** The name of an Iceberg table. */
  String identifier(String table) {
    return CATALOG + "." + table;
  }

  /** A path with its file system. */
  Path qualified(String place) {
    Path given = new Path(place);
    try {
      return given.getFileSystem(spark.sparkContext().hadoopConfiguration()).makeQualified(given);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
