package dev.surprisal.catalyst;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import scala.jdk.javaapi.CollectionConverters;

/** What Spark knows of a query and promises nobody. */
public final class QueryPlans {

  private QueryPlans() {}

  /** The names of the columns that an expression of a query refers to, as the query found them. */
  public static List<String> references(Dataset<Row> query) {
    return CollectionConverters.asJava(query.queryExecution().analyzed().references().toSeq())
        .stream()
        .map(Attribute::name)
        .toList();
  }

  /** Whether a query gives the same whenever and wherever it is run. */
  public static boolean isDeterministic(Dataset<Row> query) {
    return query.queryExecution().analyzed().deterministic();
  }

  /** The bytes that a query's rows take, as Spark estimates them by the size of the files. */
  public static double estimatedBytes(Dataset<Row> query) {
    return query.queryExecution().optimizedPlan().stats().sizeInBytes().toDouble();
  }

  /** How Spark runs a query. */
  public static String executed(Dataset<Row> query) {
    return query.queryExecution().executedPlan().toString();
  }
}
