package dev.surprisal.drift.narrative;

import dev.surprisal.drift.history.ChangePoint;
import dev.surprisal.drift.history.ExpectedScores;
import dev.surprisal.drift.history.SequentialAlarm;
import dev.surprisal.drift.history.VersionHistory;
import dev.surprisal.format.Figures;
import dev.surprisal.format.Times;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.profile.time.TimeRange;
import java.util.ArrayList;
import java.util.List;

/** Puts into words what the windows of a version show together. */
public final class HistorySentences {

  private HistorySentences() {}

  /** The change point in words. */
  public static String of(ChangePoint point) {
    TimeRange window = point.window();
    TimeRange earliest = point.earliest();
    TimeRange latest = point.latest();
    List<String> ends = new ArrayList<>();
    if (!earliest.equals(window)) {
      ends.add("earliest " + Times.range(earliest));
    }
    if (!latest.equals(window)) {
      ends.add("latest " + Times.range(latest));
    }
    return " Change point: "
        + Times.range(window)
        + (ends.isEmpty() ? "" : " (" + String.join(", ", ends) + ")")
        + ".";
  }

  /** The alarm in words; nothing where there is none. */
  public static String of(SequentialAlarm lifetime) {
    TimeRange alarm = lifetime.alarm();
    return alarm == null
        ? ""
        : " Sequential test: cumulative evidence exceeded "
            + Figures.number(lifetime.threshold())
            + ":1 "
            + Times.during(alarm)
            + ".";
  }

  /** What is to be expected, where nothing is known; nothing where no estimate could be made. */
  static String expectation(VersionHistory history, InformationUnit unit) {
    ExpectedScores.Estimate expected = history.expected();
    if (Double.isNaN(expected.value())) {
      return "";
    }
    return " Estimated log loss without labels: "
        + Figures.amount(unit.fromNats(expected.value()))
        + " "
        + unit.label()
        + " ("
        + Figures.interval(unit.fromNats(expected.lower()), unit.fromNats(expected.upper()))
        + "), accuracy "
        + Figures.percent(history.expectedAccuracy().value())
        + " (assuming calibration has not changed since the reference).";
  }
}
