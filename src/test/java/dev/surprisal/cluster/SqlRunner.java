package dev.surprisal.cluster;

import java.io.IOException;
import org.apache.spark.sql.SparkSession;

/**
 * Submitted to Spark as an application, hence public: runs a query and prints its rows, as
 * spark-sql does.
 */
public final class SqlRunner {

  private SqlRunner() {}

  /** The query is the one word. */
  public static void main(String[] words) throws IOException {
    try (SparkSession spark = SparkSession.builder().getOrCreate()) {
      spark.sql(words[0]).collectAsList().forEach(row -> System.out.println(row.mkString("\t")));
    }
  }
}
