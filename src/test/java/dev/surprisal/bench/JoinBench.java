package dev.surprisal.bench;

import dev.surprisal.bench.Turns.Work;
import dev.surprisal.job.Session;
import java.nio.file.Path;
import java.time.ZoneOffset;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A whole run that joins labels beside Spark's bare join of the same columns followed by a count:
 * of each column's values, since Spark would leave out of the join what a count of rows does not
 * need.
 */
final class JoinBench {

  private final SparkSession spark;
  private final Runs runs;

  private JoinBench(SparkSession spark, Runs runs) {
    this.spark = spark;
    this.runs = runs;
  }

  /**
   * Measures.
   *
   * @param words the folder of the dataset, the rows of predictions and of labels, and the rounds
   */
  public static void main(String[] words) {
    try (Session session = Session.open(ZoneOffset.UTC)) {
      long rows = Long.parseLong(words[1]);
      Runs runs = new Runs(session.spark(), Path.of(words[0]), Math.max(1, rows / SizeBench.LOTS));
      runs.write(SizeBench.LOTS);
      new JoinBench(session.spark(), runs).measure(rows, new Turns(Integer.parseInt(words[2])));
    }
  }

  private void measure(long rows, Turns turns) {
    Work join = turns.add("Spark's join and count", this::join);
    Work run = turns.add("run", () -> runs.runJoined(SizeBench.LOTS));
    turns.run(
        "%,d predictions and as many labels, %s".formatted(rows, spark.sparkContext().master()));
    Turns.compare(run, join, "at most 1.50");
  }

  private void join() {
    Dataset<Row> predictions =
        spark
            .read()
            .parquet(runs.path("predictions", SizeBench.LOTS))
            .select("id", "probability", "slice", "scored_at");
    Dataset<Row> labels = spark.read().parquet(runs.path("labels", SizeBench.LOTS));
    Row counts =
        predictions
            .join(labels, "id")
            .selectExpr(
                "count(id)",
                "count(probability)",
                "count(slice)",
                "count(scored_at)",
                "count(label)")
            .head();
    if (counts.getLong(0) != counts.getLong(4)) {
      throw new IllegalStateException("Joined " + counts);
    }
  }
}
