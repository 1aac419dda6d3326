package dev.surprisal.tables;

import java.util.List;
import org.apache.spark.sql.SparkSession;

/** Delta Lake, which users bring along. */
public final class DeltaLake implements TableLibrary {

  /** The source's name, for Spark and in the configuration. */
  public static final String SOURCE = "delta";

  /** The folder that every Delta table has. */
  public static final String LOG = "_delta_log";

  /** The extension without which Delta Lake writes nothing. */
  public static final String EXTENSION = "io.delta.sql.DeltaSparkSessionExtension";

  private static final String EXTENSIONS = "spark.sql.extensions";
  private static final String SESSION_CATALOG = "spark.sql.catalog.spark_catalog";
  private static final String BUILT_IN = "builtin";
  private static final String CATALOG = "org.apache.spark.sql.delta.catalog.DeltaCatalog";
  private static final String LOG_PARTITIONS = "spark.databricks.delta.snapshotPartitions";

  @Override
  public List<String> extensions() {
    return List.of(EXTENSION);
  }

  @Override
  public void requireAvailable(SparkSession spark, FormatSetting setting) {
    ClassPath.require(EXTENSION, "io.delta:delta-spark_4.1_2.13:4.1.0", setting);
    String extensions = spark.sparkContext().getConf().get(EXTENSIONS, "");
    if (!extensions.contains(EXTENSION)) {
      throw setting.refused(
          "needs a session with its extension; start with --conf "
              + EXTENSIONS
              + "="
              + (extensions.isEmpty() ? "" : extensions + ",")
              + EXTENSION);
    }
  }

  @Override
  public void configure(TableDirectory directory) {
    SparkSession spark = directory.spark();
    if (spark.conf().get(SESSION_CATALOG, BUILT_IN).equals(BUILT_IN)) {
      spark.conf().set(SESSION_CATALOG, CATALOG);
    }
    if (spark.sparkContext().isLocal() && spark.conf().getOption(LOG_PARTITIONS).isEmpty()) {
      // Fifty, Delta's default, is for logs of millions of files on clusters.
      spark.conf().set(LOG_PARTITIONS, 2L);
    }
  }
}
