package dev.surprisal;

import dev.surprisal.function.SurprisalCatalog;
import dev.surprisal.function.SurprisalExtensions;
import dev.surprisal.tables.DeltaLake;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/**
 * The base of every test that needs Spark: one context for the whole JVM, so that a class costs no
 * start of its own, and what one class has compiled serves the others. It ends with the JVM.
 * Classes run beside each other, so each thread has a session of its own, with the catalog
 * registered; a class that counts what the context does must be {@link
 * org.junit.jupiter.api.parallel.Isolated}.
 *
 * <p>The tag is that of every test of what depends on the platform, Spark or Hadoop: it is run on
 * each that the jar is for.
 */
@Tag("platform")
public abstract class SparkTest {

  /** Before any job, which would own the context that it starts, and stop it under the others. */
  @BeforeAll
  static void start() {
    spark();
  }

  /**
   * The session of this thread, which other classes will have after this one. Tests must leave its
   * configuration as they found it.
   */
  protected static SparkSession spark() {
    SparkSession own = Session.OWN.get();
    // Else Spark 3.5 takes settings from that which this thread had last.
    SparkSession.setActiveSession(own);
    return own;
  }

  /** The one value of a query of one row and one column. */
  protected static @Nullable Object scalar(String query) {
    return row(query).get(0);
  }

  /** The one row of a query. */
  protected static Row row(String query) {
    return spark().sql(query).head();
  }

  private static final class Session {
    // Two shuffle partitions: more than one, so that merging is tested, and few, so that it is
    // quick.
    private static final SparkSession FIRST = open();
    private static final ThreadLocal<SparkSession> OWN =
        ThreadLocal.withInitial(() -> configured(FIRST.newSession()));

    private static SparkSession open() {
      return configured(
          SparkSession.builder()
              .master("local[2]")
              .appName("surprisal-tests")
              .config("spark.ui.enabled", false)
              .config("spark.driver.host", "127.0.0.1")
              .config("spark.driver.bindAddress", "127.0.0.1")
              .config("spark.sql.shuffle.partitions", 2)
              .config("spark.sql.session.timeZone", "UTC")
              .config("spark.sql.warehouse.dir", "target/spark-warehouse")
              // Else tasks ask the driver over the network for every name that the compiler of
              // generated code tries, which takes a sixth of all time.
              .config("spark.sql.artifact.isolation.enabled", false)
              // Delta Lake's is not there on Spark 3.5, which says so in its log and goes on.
              .config(
                  "spark.sql.extensions",
                  SurprisalExtensions.class.getName() + "," + DeltaLake.EXTENSION)
              .config(
                  "spark.sql.catalog." + SurprisalCatalog.NAME, SurprisalCatalog.class.getName())
              .getOrCreate());
    }

    private static SparkSession configured(SparkSession spark) {
      // As the job's own sessions have it on either Spark; not of the context, which they would
      // take for the user's word.
      spark.conf().set("spark.sql.ansi.enabled", true);
      spark.conf().set("spark.sql.parquet.int96RebaseModeInWrite", "CORRECTED");
      return spark;
    }
  }
}
