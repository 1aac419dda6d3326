package dev.surprisal.dataset;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.surprisal.dataset.source.ReadFailures;
import dev.surprisal.dataset.spec.DuplicatePolicy;
import dev.surprisal.dataset.spec.Scoring;
import dev.surprisal.drift.classifier.SampledRow;
import dev.surprisal.profile.time.TimeRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
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

  private static final String HASH = "hash";
  private static final String STRATUM = "stratum";

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
    Column stratum = when(condition(strata.get(0)), 0);
    for (int i = 1; i < strata.size(); i++) {
      stratum = stratum.when(condition(strata.get(i)), i);
    }
    return checked
        .slices()
        .where(RowColumn.FAULT.column().equalTo(RowFaults.NONE))
        .withColumn(HASH, hash(checked))
        .withColumn(STRATUM, stratum)
        .where(col(STRATUM).isNotNull());
  }

  private Column condition(Stratum stratum) {
    Column time = RowColumn.TIME.column();
    Column version = stratum.version() == null ? RowColumn.VERSION.none() : lit(stratum.version());
    Column condition =
        time.geq(TimeRange.micros(stratum.range().from()))
            .and(time.lt(TimeRange.micros(stratum.range().to())))
            .and(RowColumn.VERSION.column().eqNullSafe(version));
    // Hashes are spread evenly over all longs, so a share of the rows has the least such share.
    double wanted = SPARE * rows + DEVIATIONS * Math.sqrt(rows);
    return wanted >= stratum.rows()
        ? condition
        : condition.and(col(HASH).lt((long) (wanted / stratum.rows() * 0x1p64 - 0x1p63)));
  }

  private Column hash(CheckedRows checked) {
    List<Column> of = new ArrayList<>();
    if (checked.keys() > 0) {
      of.add(RowColumn.KEY_HASH.column());
    } else {
      of.add(RowColumn.TIME.column());
      of.add(RowColumn.VERSION.column());
      of.addAll(values(checked));
    }
    of.add(lit(seed));
    return xxhash64(of.toArray(Column[]::new));
  }

  /** The prediction and the columns. */
  private static List<Column> values(CheckedRows checked) {
    List<Column> values = new ArrayList<>();
    values.add(RowColumn.PREDICTION.column());
    values.add(RowColumn.COLUMNS.column());
    values.addAll(NumberedColumn.CATEGORY.columns(checked.categorical().size()));
    return values;
  }

  private Dataset<Row> distinct(CheckedRows checked, Dataset<Row> hashed) {
    Dataset<Row> one =
        checked.keys() == 0
            ? hashed
            : hashed
                .withColumn(
                    RowColumn.PLACE.label(),
                    row_number().over(Window.partitionBy(key(checked)).orderBy(order(checked))))
                .where(RowColumn.PLACE.column().equalTo(1));
    List<Column> select =
        new ArrayList<>(
            List.of(col(STRATUM), RowColumn.TIME.column(), col(HASH), RowColumn.COLUMNS.column()));
    select.addAll(NumberedColumn.CATEGORY.columns(checked.categorical().size()));
    return one.select(select.toArray(Column[]::new));
  }

  private static Column[] key(CheckedRows checked) {
    List<Column> key =
        new ArrayList<>(List.of(RowColumn.KEY_HASH.column(), RowColumn.VERSION.column()));
    key.addAll(NumberedColumn.KEY.columns(checked.keys()));
    return key.toArray(Column[]::new);
  }

  private Column[] order(CheckedRows checked) {
    Column time = RowColumn.TIME.column();
    List<Column> order = new ArrayList<>();
    order.add(
        scoring.predictions().duplicates() == DuplicatePolicy.FIRST ? time.asc() : time.desc());
    order.addAll(values(checked));
    return order.toArray(Column[]::new);
  }

  private static SampledRow sampled(Row row, int texts) {
    List<@Nullable String> categories = new ArrayList<>();
    for (int i = 0; i < texts; i++) {
      categories.add(row.getString(4 + i));
    }
    return new SampledRow(row.getLong(1), row.getLong(2), row.<Double>getList(3), categories);
  }
}
