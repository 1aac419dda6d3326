package dev.surprisal.job.demo;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/**
 * A sample dataset with a drift that is known beforehand.
 *
 * <p>A shop guesses what a visit will come to: {@code BROWSE}, {@code CART} or {@code BUY}. Two
 * versions of a model score every visit of sixty days. At first both are sound: a visit's label is
 * drawn from the very distribution that {@code v2} predicts, and {@code v1} predicts the same,
 * mixed with the base rates. From {@link #BREAK} on, {@code v2} is handed only every other page
 * that a tablet shows, and takes the classes for one another there, so that its mean log loss on
 * tablets rises by {@link #RISE_IN_NATS}. Nothing else changes. Labels come late, a few never; and
 * some rows are wrong, in every way that a row can be wrong.
 *
 * <p>Every value is a function of the visit's number: 53 bits of a 64-bit hash, then additions,
 * multiplications and comparisons, which give the same on every machine. There is no exponential or
 * logarithm, whose last digit may differ, and no random state.
 */
public final class DemoDataset {

  /** The classes, in the order of the predicted figures. */
  static final List<String> CLASSES = List.of("BROWSE", "CART", "BUY");

  /** The first day. */
  static final LocalDate FROM = LocalDate.of(2026, 4, 1);

  /** The day after the last one; a label that came later is not in the dataset. */
  static final LocalDate TO = LocalDate.of(2026, 5, 31);

  /** The first day on which {@code v2} is broken on tablets. */
  static final LocalDate BREAK = LocalDate.of(2026, 5, 18);

  /** Mean log loss of {@code v2} while it is sound, in nats: E[H(p)] over the visits. */
  static final double SOUND_LOG_LOSS = 0.721962;

  /**
   * What the break adds to the mean log loss of {@code v2} on tablets, in nats: E[D(p‖q)], where q
   * is p with its classes shifted by one. Both figures are integrals over peak and share, by the
   * midpoint rule; the order of the classes does not matter to them.
   */
  static final double RISE_IN_NATS = 1.261797;

  /** One file each; a fixed number, so that the files are the same on every machine. */
  private static final int PARTITIONS = 4;

  private static final long START = epochSecond(FROM);
  private static final long END = epochSecond(TO);

  /** A visit; {@code peak} is the likeliest class's probability, the others share the rest. */
  private static final List<String> VISIT =
      List.of(
          "id",
          "timestamp_seconds(%d + id * %d DIV visits) AS scored_at".formatted(START, END - START),
          "CASE WHEN %1$s < 0.50D THEN 'DE' WHEN %1$s < 0.80D THEN 'FR' ELSE 'JP' END AS country"
              .formatted(uniform(1)),
          "CASE WHEN %1$s < 0.45D THEN 'desktop' WHEN %1$s < 0.80D THEN 'phone' ELSE 'tablet' END"
                  .formatted(uniform(2))
              + " AS device",
          "CASE WHEN %1$s < 0.40D THEN 'search' WHEN %1$s < 0.75D THEN 'mail' ELSE 'ads' END"
                  .formatted(uniform(3))
              + " AS channel",
          "CASE WHEN %1$s < 0.60D THEN 0 WHEN %1$s < 0.85D THEN 1 ELSE 2 END AS likeliest"
              .formatted(uniform(4)),
          "0.5D + 0.45D * %s AS peak".formatted(uniform(5)),
          "0.25D + 0.5D * %s AS share".formatted(uniform(6)),
          "%s AS fate".formatted(uniform(7)),
          "1 + CAST(20 * %1$s * %1$s AS INT) AS pages".formatted(uniform(8)),
          "CAST(20000 * %1$s * %1$s AS INT) / 100D AS basket".formatted(uniform(9)),
          "%s AS patience".formatted(uniform(10)),
          "%s AS delay".formatted(uniform(11)));

  private DemoDataset() {}

  /**
   * Writes the dataset as Parquet, in place of what is there.
   *
   * @param spark a session
   * @param predictions the folder of the predictions, written last: it says that all is there
   * @param labels the folder of the labels
   * @param rows the number of predictions, two for every visit; those sent twice come on top
   */
  public static void write(SparkSession spark, String predictions, String labels, long rows) {
    Dataset<Row> visits = visits(spark, Math.max(1, rows / 2));
    writeParquet(labels(visits), labels);
    writeParquet(predictions(visits), predictions);
  }

  private static void writeParquet(Dataset<Row> rows, String path) {
    rows.write().mode(SaveMode.Overwrite).parquet(path);
  }

  /** The visits, with the distribution p that their labels are drawn from. */
  private static Dataset<Row> visits(SparkSession spark, long count) {
    return spark
        .range(0, count, 1, PARTITIONS)
        .selectExpr("id", count + "L AS visits")
        .selectExpr(VISIT.toArray(String[]::new))
        .selectExpr("*", probabilityOf(0), probabilityOf(1), probabilityOf(2));
  }

  /**
   * Both versions' predictions. Five in 10,000 have each of seven faults, one has no key, and
   * twenty were sent twice.
   */
  private static Dataset<Row> predictions(Dataset<Row> visits) {
    return visits
        .selectExpr("*", "explode(array('v1', 'v2')) AS model_version")
        .selectExpr(
            "*",
            "pmod(xxhash64(id, model_version, 12), 10000) AS fault",
            """
            model_version = 'v2' AND device = 'tablet' AND scored_at >= timestamp_seconds(%d)
              AS broken\
            """
                .formatted(epochSecond(BREAK)))
        .selectExpr("*", predicted(0, 0.6), predicted(1, 0.25), predicted(2, 0.15), copies())
        .selectExpr(
            "IF(fault = 0, NULL, id) AS id",
            """
            IF(fault BETWEEN 10 AND 14, NULL, timestamp_seconds(unix_seconds(scored_at) + 30 * copy))
              AS scored_at\
            """,
            "model_version",
            "country",
            "device",
            "channel",
            "IF(broken, (pages + 1) DIV 2, pages) AS pages",
            "basket",
            """
            CASE WHEN fault BETWEEN 20 AND 24 THEN NULL
              WHEN fault BETWEEN 30 AND 34 THEN array(q0, double('NaN'), q2)
              WHEN fault BETWEEN 40 AND 44 THEN array(q0, double('Infinity'), q2)
              WHEN fault BETWEEN 50 AND 54 THEN array(-0.1D, 0.6D, 0.5D)
              WHEN fault BETWEEN 60 AND 64 THEN array(0.9D * q0, 0.9D * q1, 0.9D * q2)
              WHEN fault BETWEEN 70 AND 74 THEN array(q0, q1)
              ELSE array(q0, q1, q2) END AS probability\
            """);
  }

  /**
   * The labels that had come by {@link #TO}: four in five within a day, the others within five; one
   * in fifty never. Ten in 10,000 are a class that the model does not know, and twenty were
   * corrected an hour later.
   */
  private static Dataset<Row> labels(Dataset<Row> visits) {
    return visits
        .selectExpr("*", "pmod(xxhash64(id, 13), 10000) AS fault")
        .where("fault >= 200")
        .selectExpr("*", copies())
        .selectExpr(
            "id",
            """
            CASE WHEN fault BETWEEN 200 AND 209 THEN 'REFUND'
              WHEN fault BETWEEN 5000 AND 5019 AND copy = 0 THEN 'BROWSE'
              WHEN fate < p0 THEN 'BROWSE' WHEN fate < p0 + p1 THEN 'CART' ELSE 'BUY' END
              AS label\
            """,
            """
            timestamp_seconds(unix_seconds(scored_at) + 3600 * copy
              + CAST(3600 * IF(patience < 0.8D, 6 + 18 * delay, 24 + 96 * delay) AS BIGINT))
              AS labelled_at\
            """)
        .where("labelled_at < timestamp_seconds(%d)".formatted(END));
  }

  /**
   * pᵢ: the peak for the likeliest class, the greater or lesser share of the rest for the others.
   */
  private static String probabilityOf(int i) {
    return """
    CASE pmod(%d - likeliest, 3) WHEN 0 THEN peak WHEN 1 THEN (1 - peak) * share
      ELSE (1 - peak) * (1 - share) END AS p%1$d\
    """
        .formatted(i);
  }

  /**
   * qᵢ: v1 hedges with the base rate; v2 knows pᵢ, until it takes the next class's figure for it.
   */
  private static String predicted(int i, double baseRate) {
    return """
    CASE WHEN model_version = 'v1' THEN 0.7D * p%1$d + 0.3D * %2$sD WHEN broken THEN p%3$d
      ELSE p%1$d END AS q%1$d\
    """
        .formatted(i, baseRate, (i + 1) % 3);
  }

  /** A second row, {@code copy = 1}, for twenty in 10,000. */
  private static String copies() {
    return "explode(sequence(0, IF(fault BETWEEN 5000 AND 5019, 1, 0))) AS copy";
  }

  /** A number in [0, 1), different for every visit and purpose: 53 bits of a hash. */
  private static String uniform(int purpose) {
    return "(shiftrightunsigned(xxhash64(id, %d), 11) * 1.1102230246251565E-16D)"
        .formatted(purpose);
  }

  private static long epochSecond(LocalDate day) {
    return day.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
  }
}
