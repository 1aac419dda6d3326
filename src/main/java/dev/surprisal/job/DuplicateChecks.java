package dev.surprisal.job;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.to_date;

import dev.surprisal.dataset.CheckedRows;
import dev.surprisal.dataset.RowColumn;
import dev.surprisal.dataset.source.InputProblem;
import dev.surprisal.dataset.source.InputRefusedException;
import dev.surprisal.dataset.source.ReadFailures;
import dev.surprisal.dataset.spec.LabelSpec;
import dev.surprisal.dataset.spec.Scoring;
import dev.surprisal.format.Figures;
import dev.surprisal.job.notes.InputNews;
import dev.surprisal.profile.row.RowStatus;
import dev.surprisal.profile.time.TimeRange.Side;
import dev.surprisal.report.LabelCounts;
import dev.surprisal.report.RowCounts;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Refuses keys that tell too few rows apart ({@code checks.max_duplicates}): of the others one is
 * left of each, and a report on those would look like one on all.
 */
final class DuplicateChecks {

  private static final String KEY = "checks.max_duplicates";
  private static final int TOLD = 3;

  private final Scoring scoring;
  private final CheckedRows rows;

  DuplicateChecks(Plan plan, Side side, CheckedRows rows) {
    this.scoring = plan.scoring(side);
    this.rows = rows;
  }

  /**
   * Checks the counts; where they are too high, reads rows again to say which keys are to blame.
   *
   * @throws InputRefusedException where too many rows repeat a key
   */
  void require(RowCounts counts) {
    double most = scoring.checks().maxDuplicateShare();
    if (counts.duplicate() > most * counts.read()) {
      throw new InputRefusedException(new InputProblem(KEY, predictions(counts)));
    }
    LabelSpec labels = scoring.labels();
    LabelCounts of = counts.labels();
    // With a timestamp, a label is corrected by a later one; without, one of several is as good as
    // another, and the choice decides the figures.
    if (labels != null && labels.timestamp() == null && of.repeated() > most * counts.scored()) {
      throw new InputRefusedException(new InputProblem(KEY, labels(counts, labels)));
    }
  }

  private String predictions(RowCounts counts) {
    boolean versioned = rows.versioned();
    long daily = duplicatesOfADay();
    return String.format(
        Locale.ROOT,
        "Duplicates%s: %,d of %,d rows have the same key %s%s as another row, %s (%s is %s). Most"
            + " frequent: %s. %s If rows really were sent more than once, raise %s.",
        ofWhich(),
        counts.duplicate(),
        counts.read(),
        scoring.predictions().key(),
        versioned ? " and version" : "",
        Figures.percent(counts.duplicate(), counts.read()),
        KEY,
        limit(),
        mostRepeated(valid()),
        daily < counts.duplicate() / 2 ? advice(daily) : InputNews.advice(scoring),
        KEY);
  }

  private String advice(long daily) {
    return String.format(
        Locale.ROOT,
        "With to_date(%1$s) in %4$s.key, %2$,d would remain: if these are predictions of"
            + " different days, write %4$s.key: [%3$s, to_date(%1$s)] and add the day to"
            + " %5$s.key, too.",
        scoring.predictions().timestamp(),
        daily,
        String.join(", ", scoring.predictions().key()),
        scoring.name(),
        scoring.labelsName());
  }

  private String labels(RowCounts counts, LabelSpec labels) {
    long repeated = counts.labels().repeated();
    Dataset<Row> ofRepeated =
        rows.rows()
            .where(RowColumn.LABEL_REPEATED.column().and(RowColumn.FAULT.column().isNotNull()));
    return String.format(
        Locale.ROOT,
        "Repeated labels%s: %,d of %,d scored predictions have more than one label for the key %s,"
            + " %s (%s is %s), such as %s. Without %s.timestamp, the choice among them is"
            + " arbitrary. If they are labels of different predictions, add the missing part of the"
            + " key, such as the day, to %s.key and %s.key. If later labels correct earlier ones,"
            + " set %s.timestamp; if they are all the same, raise %s.",
        ofWhich(),
        repeated,
        counts.scored(),
        labels.key(),
        Figures.percent(repeated, counts.scored()),
        KEY,
        limit(),
        mostRepeated(ofRepeated).replaceAll(" \\([\\d,]+ rows\\)", ""),
        scoring.labelsName(),
        scoring.name(),
        scoring.labelsName(),
        scoring.labelsName(),
        KEY);
  }

  private String ofWhich() {
    return scoring.isReference() ? " in the reference dataset" : "";
  }

  private String limit() {
    return Figures.percent(Math.round(1e6 * scoring.checks().maxDuplicateShare()), 1_000_000);
  }

  private Dataset<Row> valid() {
    Column isDuplicate = RowColumn.STATUS.column().equalTo(RowStatus.DUPLICATE.code());
    Column isFirst = RowColumn.PLACE.column().equalTo(1);
    Column isFaultless = RowColumn.FAULT.column().equalTo(RowStatus.SCORED.code());
    return rows.predictions().where(isDuplicate.or(isFirst.and(isFaultless)));
  }

  private String mostRepeated(Dataset<Row> of) {
    Column key = RowColumn.KEY_TEXT.column();
    Column version = RowColumn.VERSION.column();
    List<Row> most =
        collected(
            of.groupBy(key, version)
                .agg(count(lit(1)).as("n"))
                .orderBy(col("n").desc(), key, version)
                .limit(TOLD));
    return most.stream()
        .map(
            row ->
                String.format(
                    Locale.ROOT,
                    "'%s'%s (%,d rows)",
                    row.getString(0),
                    row.isNullAt(1) ? "" : " of " + row.getString(1),
                    row.getLong(2)))
        .collect(Collectors.joining(", "));
  }

  /** How many would be left if the day of the prediction were a part of the key. */
  private long duplicatesOfADay() {
    Dataset<Row> days =
        valid()
            .groupBy(
                RowColumn.KEY_TEXT.column(),
                RowColumn.VERSION.column(),
                to_date(timestamp_micros(RowColumn.TIME.column())).as("day"))
            .agg(count(lit(1)).as("n"))
            .agg(coalesce(sum(col("n").minus(1)), lit(0)).as("left"));
    return collected(days).get(0).getLong(0);
  }

  private List<Row> collected(Dataset<Row> few) {
    return ReadFailures.explaining(scoring, few::collectAsList);
  }
}
