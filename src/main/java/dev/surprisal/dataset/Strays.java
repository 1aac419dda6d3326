package dev.surprisal.dataset;

import static org.apache.spark.sql.functions.not;

import dev.surprisal.dataset.spec.LabelSpec;
import dev.surprisal.profile.time.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.Column;
import org.jspecify.annotations.Nullable;

/** Whether labels that belong to no prediction read are counted. */
enum Strays {
  /** They are, as far as they can be of the time that is read. */
  COUNTED,
  /** Only a part of the predictions is read, and the labels of all others would be strays. */
  IGNORED;

  /**
   * Which label rows without a prediction count, of the joined rows.
   *
   * @param labels how labels are read
   * @param ranges the stretches of time that predictions are read of
   */
  Column condition(LabelSpec labels, List<TimeRange> ranges) {
    Column stays = not(RowColumn.LABEL_REPEATED.column());
    return RowColumn.FAULT
        .column()
        .isNotNull()
        .or(labels.timestamp() == null ? stays : stays.and(isOfTime(labels, ranges)));
  }

  /**
   * A label that came after the first prediction read, and a {@code labels.lag} later, has its
   * prediction among those read. Where nobody knows when labels came, any may be one of these.
   */
  private static Column isOfTime(LabelSpec labels, List<TimeRange> ranges) {
    return joined(ranges).stream()
        .map(range -> isWithin(range, labels.maxLabelDelay()))
        .reduce(RowColumn.ARRIVAL.column().isNull(), Column::or);
  }

  private static Column isWithin(TimeRange range, @Nullable Duration lag) {
    Column arrival = RowColumn.ARRIVAL.column();
    Instant from = lag == null ? range.from() : range.from().plus(lag);
    return arrival.geq(TimeRange.micros(from)).and(arrival.lt(TimeRange.micros(range.to())));
  }

  /** Ranges of which one begins where another ends are one. */
  private static List<TimeRange> joined(List<TimeRange> ranges) {
    List<TimeRange> joined = new ArrayList<>();
    for (TimeRange range : ranges.stream().sorted(Comparator.comparing(TimeRange::from)).toList()) {
      int last = joined.size() - 1;
      if (last >= 0 && joined.get(last).to().equals(range.from())) {
        joined.set(last, new TimeRange(joined.get(last).from(), range.to()));
      } else {
        joined.add(range);
      }
    }
    return joined;
  }
}
