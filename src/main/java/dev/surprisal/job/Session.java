package dev.surprisal.job;

import dev.surprisal.function.SurprisalCatalog;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/**
 * The Spark session of one command: on the master that {@code spark-submit} chose, or on this
 * machine. What it sets is its own; the context, and what the user set on it, is shared.
 */
public final class Session implements AutoCloseable {

  private static final String EXTENSIONS = "spark.sql.extensions";
  private static final String HADOOP = "spark.hadoop.";

  /**
   * Each session has code of its own, for those of Spark Connect. With it, tasks ask the driver for
   * every name that the compiler of generated code tries, which takes a sixth of the time.
   */
  private static final String ISOLATION = "spark.sql.artifact.isolation.enabled";

  private static final String FIELDS_IN_PLANS = "spark.sql.debug.maxToStringFields";
  private static final String LISTING = "spark.sql.sources.parallelPartitionDiscovery.parallelism";

  /** Cells of one task that are aggregated by hash; past it Spark sorts rows, ten times slower. */
  private static final int CELLS_PER_TASK = 1 << 20;

  /**
   * What Spark 4 does unless told otherwise and Spark 3.5 does not. The same rows must have the
   * same end on both: a division by zero is told and no null, times are read by the calendar of
   * today, and a time that Spark 2 would have read otherwise is no failure.
   */
  private static final Map<String, String> AS_IN_SPARK_4 =
      Map.of(
          "spark.sql.ansi.enabled", "true",
          "spark.sql.legacy.timeParserPolicy", "CORRECTED",
          "spark.sql.avro.datetimeRebaseModeInRead", "CORRECTED",
          "spark.sql.avro.datetimeRebaseModeInWrite", "CORRECTED",
          "spark.sql.parquet.datetimeRebaseModeInRead", "CORRECTED",
          "spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED",
          "spark.sql.parquet.int96RebaseModeInRead", "CORRECTED",
          "spark.sql.parquet.int96RebaseModeInWrite", "CORRECTED");

  private final SparkSession spark;
  private final boolean owned;

  private Session(SparkSession spark, boolean owned) {
    this.spark = spark;
    this.owned = owned;
  }

  /** Whether Spark has been started already, so that the next session is there at once. */
  public static boolean isThere() {
    return SparkSession.getDefaultSession().isDefined();
  }

  /** What Spark would tell Hadoop of file systems, for commands that read no rows. */
  static Configuration fileSystems() {
    Configuration configuration = new Configuration();
    for (Tuple2<String, String> setting : new SparkConf().getAllWithPrefix(HADOOP)) {
      configuration.set(setting._1(), setting._2());
    }
    return configuration;
  }

  /** Opens a session in which times without a zone are read in the given one. */
  public static Session open(ZoneId timeZone) {
    return open(timeZone, Set.of());
  }

  /**
   * Opens a session.
   *
   * @param timeZone the zone in which times without one are read
   * @param extensions what it must be started with to write tables; what the user has set stays
   */
  public static Session open(ZoneId timeZone, Set<String> extensions) {
    boolean owned = SparkSession.getDefaultSession().isEmpty();
    SparkConf conf = new SparkConf();
    SparkSession.Builder builder = SparkSession.builder().appName("surprisal");
    if (!conf.contains("spark.master")) {
      builder = builder.master("local[*]");
    }
    if (!extensions.isEmpty() && !conf.contains(EXTENSIONS)) {
      builder = builder.config(EXTENSIONS, String.join(",", extensions));
    }
    if (!conf.contains(ISOLATION)) {
      builder = builder.config(ISOLATION, "false");
    }
    SparkSession spark = builder.getOrCreate().newSession();
    spark
        .conf()
        .set("spark.sql.catalog." + SurprisalCatalog.NAME, SurprisalCatalog.class.getName());
    spark.conf().set("spark.sql.session.timeZone", timeZone.getId());
    spark.conf().set("spark.sql.objectHashAggregate.sortBased.fallbackThreshold", CELLS_PER_TASK);
    SparkContext context = spark.sparkContext();
    SparkConf users = context.getConf();
    if (!users.contains(LISTING)) {
      // Else a task for each of a store's windows, which takes far longer than to list it.
      spark.conf().set(LISTING, 4L * context.defaultParallelism());
    }
    if (!users.contains(FIELDS_IN_PLANS)) {
      // Spark 3.5 warns of every plan that is wider than 25, as a row of a run is.
      spark.conf().set(FIELDS_IN_PLANS, 100);
    }
    AS_IN_SPARK_4.forEach(
        (key, value) -> {
          if (!users.contains(key)) {
            spark.conf().set(key, value);
          }
        });
    if (context.isLocal() && !users.contains("spark.sql.shuffle.partitions")) {
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
