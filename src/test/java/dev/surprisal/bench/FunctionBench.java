package dev.surprisal.bench;

import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.sum;

import dev.surprisal.bench.Turns.Work;
import dev.surprisal.job.Session;
import java.nio.file.Path;
import java.time.ZoneOffset;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.Seq;

/**
 * The SQL functions beside Spark's bare scan of the same columns, and beside what one would write
 * without them: a lambda, higher-order functions, MLlib's evaluator.
 *
 * <p>Every work of a row ends in the same sink, Spark's noop, which takes each row and forgets it:
 * the scan hands it the columns that the function reads, the function its figure.
 */
final class FunctionBench {

  private static final String KL = "surprisal.kl_divergence(reference, probability)";
  private static final String SUMMED =
      "aggregate(zip_with(reference, probability, (p, q) -> p * ln(p / q)), 0D, (s, x) -> s + x)";
  private static final String CROSS_ENTROPY = "surprisal.cross_entropy(label, probability)";
  private static final String LOG_LOSS = "surprisal.log_loss(CAST(label AS INT), probability)";

  private final Draws draws;
  private final String title;

  private FunctionBench(Draws draws, String title) {
    this.draws = draws;
    this.title = title;
  }

  /**
   * Measures.
   *
   * @param words the folder of the dataset, its rows, and the number of rounds
   */
  public static void main(String[] words) {
    try (Session session = Session.open(ZoneOffset.UTC)) {
      SparkSession spark = session.spark();
      long rows = Long.parseLong(words[1]);
      int rounds = Integer.parseInt(words[2]);
      UDF2<Seq<Double>, Seq<Double>, Double> lambda = FunctionBench::divergence;
      spark.udf().register("by_lambda", lambda, DataTypes.DoubleType);
      FunctionBench bench =
          new FunctionBench(
              Draws.of(spark, Path.of(words[0]), rows),
              "%,d rows, %d classes, %s"
                  .formatted(rows, Draws.CLASSES, spark.sparkContext().master()));
      bench.check();
      bench.divergences(new Turns(rounds));
      bench.crossEntropies(new Turns(rounds));
      bench.logLosses(new Turns(rounds));
    }
  }

  /** What a user would write. */
  private static double divergence(Seq<Double> p, Seq<Double> q) {
    double sum = 0;
    for (int i = 0; i < p.length(); i++) {
      sum += p.apply(i) * Math.log(p.apply(i) / q.apply(i));
    }
    return sum;
  }

  /** Whether all of them compute the same. */
  private void check() {
    double expected = total(draws.ofArrays(), expr(KL));
    requireSame(expected, total(draws.ofArrays(), expr("by_lambda(reference, probability)")));
    requireSame(expected, total(draws.ofArrays(), expr(SUMMED)));
    requireSame(expected, total(draws.ofVectors(), expr(KL)));
    requireSame(expected, total(draws.ofVectors(), ofMllibsArrays()));
    double loss = draws.ofArrays().select(expr(LOG_LOSS)).head().getDouble(0);
    requireSame(loss, draws.ofVectors().select(expr(LOG_LOSS)).head().getDouble(0));
    requireSame(loss, LogLoss.ofMllib(draws.ofVectors()));
  }

  private static double total(Dataset<Row> rows, Column figure) {
    return rows.select(sum(figure)).head().getDouble(0);
  }

  private static void requireSame(double expected, double actual) {
    if (!(Math.abs(actual - expected) <= 1e-9 * expected)) {
      throw new IllegalStateException("Computed " + actual + ", not " + expected);
    }
  }

  private void divergences(Turns turns) {
    Dataset<Row> arrays = draws.ofArrays();
    Dataset<Row> vectors = draws.ofVectors();
    Work scan = add(turns, "scan of two arrays", arrays.select("reference", "probability"));
    Work ours = add(turns, "kl_divergence", arrays.select(expr(KL)));
    Work lambda = add(turns, "a lambda", arrays.select(expr("by_lambda(reference, probability)")));
    Work summed = add(turns, "aggregate(zip_with(...))", arrays.select(expr(SUMMED)));
    Work scanned = add(turns, "scan of two vectors", vectors.select("reference", "probability"));
    Work direct = add(turns, "kl_divergence of vectors", vectors.select(expr(KL)));
    Work copied = add(turns, "... by vector_to_array", vectors.select(ofMllibsArrays()));
    turns.run("Kullback-Leibler divergence, " + title);
    Turns.tell(ours, scan, "at most 1.30");
    Turns.tell(lambda, ours, "at least 1.30");
    Turns.tell(summed, ours, "at least 3.00");
    Turns.tell(direct, scanned, "at most 1.30");
    Turns.tell(copied, direct, "above 1.00");
  }

  private void crossEntropies(Turns turns) {
    Dataset<Row> arrays = draws.ofArrays();
    Work scan = add(turns, "scan of label and array", arrays.select("label", "probability"));
    Work ours = add(turns, "cross_entropy", arrays.select(expr(CROSS_ENTROPY)));
    turns.run("Cross-entropy, " + title);
    Turns.tell(ours, scan, "at most 1.15");
  }

  private void logLosses(Turns turns) {
    Work ours = turns.add("log_loss", () -> draws.ofArrays().select(expr(LOG_LOSS)).head());
    Work mllib = turns.add("MLlib's logLoss", () -> LogLoss.ofMllib(draws.asVectors()));
    Work direct =
        turns.add("log_loss of vectors", () -> draws.ofVectors().select(expr(LOG_LOSS)).head());
    Work stored = turns.add("MLlib's logLoss of vectors", () -> LogLoss.ofMllib(draws.ofVectors()));
    turns.run("Log loss, " + title);
    Turns.tell(mllib, ours, "at least 3.00");
    Turns.tell(stored, direct, "at least 3.00");
  }

  private static Work add(Turns turns, String name, Dataset<Row> rows) {
    return turns.add(name, () -> rows.write().format("noop").mode("overwrite").save());
  }

  /** Our function of vectors that MLlib's own function turned into arrays. */
  private static Column ofMllibsArrays() {
    return call_function(
        "surprisal.kl_divergence",
        functions.vector_to_array(col("reference"), "float64"),
        functions.vector_to_array(col("probability"), "float64"));
  }
}
