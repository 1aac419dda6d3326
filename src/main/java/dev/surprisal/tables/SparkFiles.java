package dev.surprisal.tables;

import java.util.List;
import org.apache.spark.sql.SparkSession;

/** Bare files, which every Spark reads and writes. */
public final class SparkFiles implements TableLibrary {

  @Override
  public List<String> extensions() {
    return List.of();
  }

  @Override
  public void requireAvailable(SparkSession spark, FormatSetting setting) {
    // Every Spark has Parquet and ORC.
  }

  @Override
  public void configure(TableDirectory directory) {
    // Every Spark knows them.
  }
}
