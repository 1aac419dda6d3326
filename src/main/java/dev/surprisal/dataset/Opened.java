package dev.surprisal.dataset;

import dev.surprisal.dataset.source.Expression;
import dev.surprisal.dataset.source.SourceOrigin;
import dev.surprisal.dataset.source.StrictReading;
import dev.surprisal.dataset.source.UnfitColumn;
import dev.surprisal.dataset.spec.Scoring;
import dev.surprisal.profile.time.TimeRange;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Predictions and what belongs to them, opened: the schemas fit, and no row has been read. */
public final class Opened {

  private final Join join;

  Opened(Join join) {
    this.join = join;
  }

  /** What is asked of the rows, as far as the dataset has it. */
  public Scoring scoring() {
    return join.scoring();
  }

  /** Whether rows have a timestamp; without, they are all of one window. */
  public boolean timed() {
    return join.predictions().instant() != null;
  }

  /** What rows are grouped by: the slices in order, and the version, last, where there is one. */
  public List<Grouping> groupings() {
    PredictionPlan predictions = join.predictions();
    List<Grouping> groupings = new ArrayList<>();
    predictions.dimensions().forEach(it -> groupings.add(Grouping.of("slices", it)));
    Expression version = predictions.version();
    if (version != null) {
      groupings.add(Grouping.of(scoring().name() + ".version", version));
    }
    return groupings;
  }

  /** The places of the categorical columns among the columns that are asked for. */
  public List<Integer> categorical() {
    return ColumnKind.CATEGORICAL.places(join.predictions().columns());
  }

  /** Plans the checked rows whose timestamp lies in one of the ranges or cannot be read. */
  public CheckedRows rows(List<TimeRange> ranges) {
    return join.rows(ranges, Strays.COUNTED);
  }

  /**
   * Plans the same of a part of the predictions, to which many labels do not belong: labels without
   * a prediction are not counted.
   */
  public CheckedRows part(List<TimeRange> ranges) {
    return join.rows(ranges, Strays.IGNORED);
  }

  /**
   * Looks at all lines of CSV and JSON for cells that are not of their columns' types. There are
   * none to find where rows are read {@linkplain StrictReading#strictly so that it stops} there.
   *
   * @param ranges the stretches of time that predictions are read of
   */
  public List<UnfitColumn> unfit(List<TimeRange> ranges) {
    return new Uses(join).unfit(ranges);
  }

  /** What the rows are read from: the predictions, then labels and challenger where there are. */
  public List<SourceOrigin> origins() {
    List<SourceOrigin> origins = new ArrayList<>(List.of(join.predictions().input().origin()));
    LabelPlan labels = join.labels();
    if (labels != null) {
      origins.add(labels.input().origin());
    }
    ChallengerPlan challenger = join.challenger();
    if (challenger != null) {
      origins.add(challenger.input().origin());
    }
    return origins;
  }

  /**
   * The timestamps of all predictions, whatever their range, as {@link RowColumn#TIME}; no other
   * column is read.
   */
  public Dataset<Row> timestamps() {
    PredictionPlan predictions = join.predictions();
    return predictions.input().rows().select(RowColumn.TIME.as(predictions.time()));
  }
}
