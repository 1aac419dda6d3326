package dev.surprisal.report;

import dev.surprisal.profile.time.TimeRange;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a later run has to know of a run to say what is new.
 *
 * @param id the run's identifier
 * @param position its rows
 * @param base the run that it was itself compared with, or null where there was none
 * @param incidents its incidents
 */
public record KnownRun(
    String id, Position position, @Nullable String base, List<KnownIncident> incidents) {

  public KnownRun {
    incidents = List.copyOf(incidents);
  }

  /**
   * Where the rows of a run end: what is new is told against a run on earlier rows. A run that is
   * started again, because it failed or because labels came late, is compared with the same run as
   * before; else whatever made it fail would be new to nobody the second time.
   *
   * @param model the model's name
   * @param end the end of the last current window; null where rows have no time
   * @param revision how often the current windows were profiled, at most
   */
  public record Position(String model, @Nullable Instant end, int revision) {

    /** The position of a report on those of the windows that are in the current range. */
    public static Position of(String model, TimeRange current, Collection<ReportWindow> windows) {
      Instant end = null;
      int revision = 1;
      for (ReportWindow window : windows) {
        TimeRange range = window.range();
        if (!current.contains(range)) {
          continue;
        }
        revision = Math.max(revision, window.revision());
        if (!range.isAlways()) {
          end = end == null || range.to().isAfter(end) ? range.to() : end;
        }
      }
      return new Position(model, end, revision);
    }

    /** Whether the run is on earlier rows than these. */
    public boolean isAfter(KnownRun run) {
      Position other = run.position;
      if (!other.model.equals(model)) {
        return false;
      }
      if (end == null || other.end == null) {
        return end == null && other.end == null && other.revision < revision;
      }
      return other.end.isBefore(end);
    }
  }
}
