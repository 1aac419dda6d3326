package dev.surprisal.job.notes;

import dev.surprisal.format.Figures;
import dev.surprisal.format.Times;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.WindowStatus;
import dev.surprisal.profile.time.Windows;
import dev.surprisal.report.ReportWindow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reports windows of which a figure is missing that a reader would look for. */
public final class WindowNotes {

  private final Windows windows;
  private final Map<TimeRange, ReportWindow> present;

  /**
   * Notes on the windows of a report.
   *
   * @param windows those that were asked for
   * @param present those that have rows
   */
  public WindowNotes(Windows windows, Map<TimeRange, ReportWindow> present) {
    this.windows = windows;
    this.present = Map.copyOf(present);
  }

  /**
   * Makes the notes.
   *
   * @param sliding the windows that a sliding one is made of; 0 where none were asked for
   */
  public List<String> of(int sliding) {
    List<String> notes = new ArrayList<>();
    withoutLabels().ifPresent(notes::add);
    if (sliding > 0 && windows.sliding().stream().allMatch(windows::isReference)) {
      notes.add(
          "No sliding windows: the current range has fewer than "
              + Figures.count(sliding)
              + " windows.");
    }
    withoutRows().ifPresent(notes::add);
    return notes;
  }

  private Optional<String> withoutLabels() {
    List<TimeRange> open =
        present.entrySet().stream()
            .filter(it -> it.getValue().status() == WindowStatus.OPEN)
            .map(Map.Entry::getKey)
            .sorted(Comparator.comparing(TimeRange::from))
            .toList();
    return open.isEmpty()
        ? Optional.empty()
        : Optional.of(
            (open.size() == 1 ? "1 window has" : Figures.count(open.size()) + " windows have")
                + " no labels yet ("
                + first(open)
                + (open.size() == 1 ? "); its" : "); their")
                + " log loss is unknown.");
  }

  /** Windows of the current range without a row. */
  private Optional<String> withoutRows() {
    List<TimeRange> missing =
        windows.all().stream()
            .filter(window -> !windows.isReference(window) && !present.containsKey(window))
            .toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            (missing.size() == 1
                    ? "1 current window has"
                    : Figures.count(missing.size()) + " current windows have")
                + " no rows ("
                + first(missing)
                + ").");
  }

  private static String first(List<TimeRange> some) {
    return (some.size() == 1 ? "" : "first: ") + Times.range(some.get(0));
  }
}
