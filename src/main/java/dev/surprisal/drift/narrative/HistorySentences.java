package dev.surprisal.drift.narrative;

import dev.surprisal.drift.history.ChangePoint;
import dev.surprisal.drift.history.ExpectedScores;
import dev.surprisal.drift.history.SequentialAlarm;
import dev.surprisal.drift.history.VersionHistory;
import dev.surprisal.format.Words;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.profile.time.TimeRange;

/** Puts into words what the windows of a version show together. */
public final class HistorySentences {

  private HistorySentences() {}

  /** The change point in words. */
  public static String of(ChangePoint point) {
    TimeRange window = point.window();
    TimeRange earliest = point.earliest();
    TimeRange latest = point.latest();
    String likely = earliest.equals(latest) ? " It changed" : " It most likely changed";
    String before =
        earliest.equals(window)
            ? ""
            : ", at the earliest in the one from " + Words.instant(earliest.from());
    String after =
        latest.equals(window)
            ? ""
            : ", at the latest in the one from " + Words.instant(latest.from());
    return likely + " in the window " + Words.range(window) + before + after + ".";
  }

  /** The alarm in words; nothing where there is none. */
  public static String of(SequentialAlarm lifetime) {
    TimeRange alarm = lifetime.alarm();
    return alarm == null
        ? ""
        : " The evidence of all windows together passed "
            + Words.number(lifetime.threshold())
            + " to 1 in the window "
            + Words.range(alarm)
            + ".";
  }

  /** What is to be expected, where nothing is known; nothing where no estimate could be made. */
  static String expectation(VersionHistory history, InformationUnit unit) {
    ExpectedScores.Estimate expected = history.expected();
    if (Double.isNaN(expected.value())) {
      return "";
    }
    return " Estimated log loss without labels: "
        + Words.amount(unit.fromNats(expected.value()))
        + " "
        + unit.label()
        + " ("
        + Words.amount(unit.fromNats(expected.lower()))
        + " to "
        + Words.amount(unit.fromNats(expected.upper()))
        + "), accuracy "
        + Words.percent(history.expectedAccuracy().value())
        + " (assuming calibration has not changed since the reference).";
  }
}
