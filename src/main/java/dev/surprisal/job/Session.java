package dev.surprisal.job;

import dev.surprisal.function.SurprisalCatalog;
import java.time.ZoneId;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * The Spark session of one command: on the master that {@code spark-submit} chose, or on this
 * machine. What it sets is its own; the context, and what the user set on it, is shared.
 */
public final class Session implements AutoCloseable {

  /** Cells of one task that are aggregated by hash; past it Spark sorts rows, ten times slower. */
  private static final int CELLS_PER_TASK = 1 << 20;

  private final SparkSession spark;
  private final boolean owned;

  private Session(SparkSession spark, boolean owned) {
    this.spark = spark;
    this.owned = owned;
  }

  /** Opens a session in which times without a zone are read in the given one. */
  public static Session open(ZoneId timeZone) {
    boolean owned = SparkSession.getDefaultSession().isEmpty();
    SparkConf conf = new SparkConf();
    SparkSession.Builder builder = SparkSession.builder().appName("surprisal");
    if (!conf.contains("spark.master")) {
      builder = builder.master("local[*]");
    }
    SparkSession spark = builder.getOrCreate().newSession();
    spark
        .conf()
        .set("spark.sql.catalog." + SurprisalCatalog.NAME, SurprisalCatalog.class.getName());
    spark.conf().set("spark.sql.session.timeZone", timeZone.getId());
    spark.conf().set("spark.sql.objectHashAggregate.sortBased.fallbackThreshold", CELLS_PER_TASK);
    SparkContext context = spark.sparkContext();
    if (context.isLocal() && !context.getConf().contains("spark.sql.shuffle.partitions")) {
      // Two hundred, Spark's default, is for clusters.
      spark.conf().set("spark.sql.shuffle.partitions", 2L * context.defaultParallelism());
    }
    return new Session(spark, owned);
  }

  /** Spark's own session. */
  public SparkSession spark() {
    return spark;
  }

  /** Stops Spark, if this session started it. */
  @Override
  public void close() {
    if (owned) {
      spark.stop();
    }
  }
}
