package dev.surprisal.dataset;

import static org.apache.spark.sql.functions.expr;

import dev.surprisal.dataset.source.ReadFailures;
import dev.surprisal.dataset.source.SparkText;
import dev.surprisal.dataset.spec.DuplicatePolicy;
import dev.surprisal.dataset.spec.Scoring;
import dev.surprisal.drift.classifier.SampledRow;
import dev.surprisal.profile.time.TimeRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/**
 * Samples of valid predictions, the same whatever the partitioning: of each stratum the rows with
 * the least hashes, of the key where there is one, else of all that is read of the row.
 *
 * <p>It is one scan, of the predictions alone: labels are not read. How many rows a stratum has is
 * known, so the scan passes on few more than are wanted, and only these are shuffled, to tell
 * duplicates. A key that is repeated in two strata counts in both.
 *
 * @param scoring what is asked of the rows
 * @param rows the rows of a stratum at most
 * @param seed chooses the sample
 */
public record RowSample(Scoring scoring, int rows, long seed) {

  /** How far the rows passed on may stay behind what is expected of them, in deviations. */
  private static final double DEVIATIONS = 8;

  /** For rows that the profile counts among the duplicates, or rejects for their label. */
  private static final double SPARE = 1.2;

  /**
   * A version in a stretch of time.
   *
   * @param version the version, or null where there is none
   * @param range the stretch
   * @param rows how many valid predictions it has, about
   * @param whole whether it is the rows of every version, whichever one they are compared with
   */
  public record Stratum(@Nullable String version, TimeRange range, long rows, boolean whole) {

    /** The rows of a version. */
    public Stratum(@Nullable String version, TimeRange range, long rows) {
      this(version, range, rows, false);
    }

    /** The rows of every version. */
    public static Stratum ofAll(TimeRange range, long rows) {
      return new Stratum(null, range, rows, true);
    }
  }

  /** Draws the samples of some strata, each ordered by hash. */
  public Map<Stratum, List<SampledRow>> draw(CheckedRows checked, List<Stratum> strata) {
    Map<Stratum, List<SampledRow>> samples = new HashMap<>();
    strata.forEach(stratum -> samples.put(stratum, new ArrayList<>()));
    if (strata.isEmpty()) {
      return samples;
    }
    int texts = checked.categorical().size();
    List<Row> drawn =
        ReadFailures.explaining(
            scoring, () -> distinct(checked, hashed(checked, strata)).collectAsList());
    for (Row row : drawn) {
      samples
          .computeIfAbsent(strata.get(row.getInt(0)), it -> new ArrayList<>())
          .add(sampled(row, texts));
    }
    Comparator<SampledRow> order =
        Comparator.comparingLong(SampledRow::hash).thenComparingLong(SampledRow::micros);
    samples.replaceAll((stratum, all) -> all.stream().sorted(order).limit(rows).toList());
    return samples;
  }

  /** The rows of the strata with a hash that may be among the least, numbered by stratum. */
  private Dataset<Row> hashed(CheckedRows checked, List<Stratum> strata) {
    StringBuilder stratum = new StringBuilder("case");
    for (int i = 0; i < strata.size(); i++) {
      stratum.append(" when ").append(condition(strata.get(i))).append(" then ").append(i);
    }
    return checked
        .slices()
        .where("fault = " + RowStatusSql.NONE)
        .withColumn("hash", expr(hash(checked)))
        .withColumn("stratum", expr(stratum.append(" end").toString()))
        .where("stratum is not null");
  }

  private String condition(Stratum stratum) {
    return "ts >= "
        + TimeRange.micros(stratum.range().from())
        + "L and ts < "
        + TimeRange.micros(stratum.range().to())
        + "L and version <=> "
        + (stratum.version() == null
            ? "cast(null as string)"
            : SparkText.literal(stratum.version()))
        + leastHashes(stratum.rows());
  }

  /** Hashes are spread evenly over all longs, so a share of the rows has the least such share. */
  private String leastHashes(long available) {
    double wanted = SPARE * rows + DEVIATIONS * Math.sqrt(rows);
    return wanted >= available
        ? ""
        : " and hash < " + (long) (wanted / available * 0x1p64 - 0x1p63) + "L";
  }

  private String hash(CheckedRows checked) {
    String of =
        checked.keys() > 0
            ? "key_hash"
            : "ts, version, q, columns" + categories(checked.categorical().size());
    return "xxhash64(" + of + ", " + seed + "L)";
  }

  private static String categories(int texts) {
    return IntStream.range(0, texts).mapToObj(i -> ", c" + i).collect(Collectors.joining());
  }

  private Dataset<Row> distinct(CheckedRows checked, Dataset<Row> hashed) {
    String texts = categories(checked.categorical().size());
    String keys =
        IntStream.range(0, checked.keys()).mapToObj(i -> ", k" + i).collect(Collectors.joining());
    String first =
        scoring.predictions().duplicates() == DuplicatePolicy.FIRST ? "ts asc" : "ts desc";
    Dataset<Row> one =
        checked.keys() == 0
            ? hashed
            : hashed
                .withColumn(
                    "place",
                    expr(
                        "row_number() over (partition by key_hash, version"
                            + keys
                            + " order by "
                            + first
                            + ", q, columns"
                            + texts
                            + ")"))
                .where("place = 1");
    return one.selectExpr(("stratum, ts, hash, columns" + texts).split(", "));
  }

  private static SampledRow sampled(Row row, int texts) {
    List<@Nullable String> categories = new ArrayList<>();
    for (int i = 0; i < texts; i++) {
      categories.add(row.getString(4 + i));
    }
    return new SampledRow(row.getLong(1), row.getLong(2), row.<Double>getList(3), categories);
  }
}
