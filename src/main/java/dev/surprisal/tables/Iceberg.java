package dev.surprisal.tables;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.SparkSession;

/** Apache Iceberg, which users bring along. The output directory is the warehouse of a catalog. */
public final class Iceberg implements TableLibrary {

  /** The source's name, for Spark and in the configuration. */
  public static final String SOURCE = "iceberg";

  /** The file that every table of a Hadoop catalog has. */
  public static final String VERSION_HINT = "metadata/version-hint.text";

  private static final String CATALOG_CLASS = "org.apache.iceberg.spark.SparkCatalog";

  /** The name under which the session knows the output directory. */
  private static final String CATALOG = "surprisal_output";

  /** The name of a table in the session. */
  public static String identifier(String table) {
    return CATALOG + "." + table;
  }

  @Override
  public List<String> extensions() {
    return List.of();
  }

  @Override
  public void requireAvailable(SparkSession spark, FormatSetting setting) {
    ClassPath.require(
        CATALOG_CLASS, "org.apache.iceberg:iceberg-spark-runtime-4.1_2.13:1.11.0", setting);
  }

  @Override
  public void configure(TableDirectory directory) {
    settings(directory).forEach(directory.spark().conf()::set);
  }

  /** By which settings a session knows the tables of a directory. */
  public static Map<String, String> settings(TableDirectory directory) {
    String catalog = "spark.sql.catalog." + CATALOG;
    return new TreeMap<>(
        Map.of(
            catalog,
            CATALOG_CLASS,
            catalog + ".type",
            "hadoop",
            catalog + ".warehouse",
            directory.root().toString()));
  }
}
