package dev.surprisal.bench;

import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** MLlib's log loss, of rows with a vector {@code probability} and a {@code label}. */
final class LogLoss {

  private LogLoss() {}

  static double ofMllib(Dataset<Row> rows) {
    return new MulticlassClassificationEvaluator()
        .setMetricName("logLoss")
        .setLabelCol("label")
        .setPredictionCol("label")
        .setProbabilityCol("probability")
        .evaluate(rows);
  }
}
