package dev.surprisal.drift.incident;

import dev.surprisal.drift.finding.Family;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.time.TimeRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One cause: what people are told of. Its findings are evidence.
 *
 * @param kind the last family that it reached
 * @param suspect the first one, where to look for the cause
 * @param versions the model's versions, in order; null for a model without
 * @param slice the place: all rows without it are quiet
 * @param scope what is known of the place
 * @param time when
 * @param evidence its findings at the place that alert
 * @param echoes its findings on other rows, which are loud because they have rows of the place
 * @param echoSeries how many slices echo, all rows among them
 * @param shifts figures of the place before and after, those of its kind first
 * @param allRows the first of the shifts, of all rows; null where that is the place or nothing is
 *     known
 * @param unchanged what did not change at the place, in words
 */
public record Incident(
    Family kind,
    Family suspect,
    List<@Nullable String> versions,
    Slice slice,
    Scope scope,
    Time time,
    List<Finding> evidence,
    List<Finding> echoes,
    int echoSeries,
    List<Shift> shifts,
    @Nullable Shift allRows,
    List<String> unchanged) {

  /**
   * What is known of the place.
   *
   * @param isProven whether every echo was shown to be quiet without the place, from kept cells;
   *     else some are only as loud as they would be with the place's share of all rows
   * @param restIsQuiet whether all rows without the place were shown to be quiet
   * @param shareOfRows the place's share of the rows in the windows of the incident
   * @param shareOfChange its share of the change of the log loss; NaN where that did not change
   */
  public record Scope(
      boolean isProven, boolean restIsQuiet, double shareOfRows, double shareOfChange) {}

  /**
   * When it was.
   *
   * @param isOngoing whether it is still on
   * @param since its first window; null where only the whole range shows it
   * @param earliest the earliest window that it may have begun in; null where nothing is known
   * @param until its last window; null where only the whole range shows it
   * @param stretches how often it came, with recoveries in between
   * @param alerting the windows in which it alerts
   * @param judged the windows judged from its first to its last, or to the last of all where it is
   *     ongoing
   */
  public record Time(
      boolean isOngoing,
      @Nullable TimeRange since,
      @Nullable TimeRange earliest,
      @Nullable TimeRange until,
      List<Stretch> stretches,
      int alerting,
      int judged) {

    public Time {
      stretches = List.copyOf(stretches);
    }
  }

  /**
   * One time that it came.
   *
   * @param from its first window
   * @param to its last window
   */
  public record Stretch(TimeRange from, TimeRange to) {}

  public Incident {
    versions = Collections.unmodifiableList(new ArrayList<>(versions));
    evidence = List.copyOf(evidence);
    echoes = List.copyOf(echoes);
    shifts = List.copyOf(shifts);
    unchanged = List.copyOf(unchanged);
  }

  /** Its findings that alert, wherever they are. */
  public int alerts() {
    return evidence.size() + echoes.size();
  }
}
