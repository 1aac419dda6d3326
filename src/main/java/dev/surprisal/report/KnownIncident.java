package dev.surprisal.report;

import dev.surprisal.drift.finding.Family;
import dev.surprisal.drift.incident.Check;
import dev.surprisal.drift.incident.Incident;
import dev.surprisal.drift.incident.Shift;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.time.TimeRange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a later run has to know of an incident to tell it from others.
 *
 * @param id its id
 * @param knownAs the ids that runs before gave it, oldest first, if others
 * @param kind the last family that it reached
 * @param isOngoing whether it was still on
 * @param isAcknowledged whether people had said that it may wait
 * @param versions the model's versions
 * @param slice the place
 * @param time from its first window to its last; null where only the whole range shows it
 * @param checks what alerted, such as {@code column_numeric:pages}, in order
 * @param moved the first of its figures, or null where none is known
 * @param headline what it is, in one sentence
 */
public record KnownIncident(
    String id,
    List<String> knownAs,
    Family kind,
    boolean isOngoing,
    boolean isAcknowledged,
    List<@Nullable String> versions,
    Slice slice,
    @Nullable TimeRange time,
    Set<String> checks,
    @Nullable Moved moved,
    String headline) {

  public KnownIncident {
    knownAs = List.copyOf(knownAs);
    versions = Collections.unmodifiableList(new ArrayList<>(versions));
    checks = Collections.unmodifiableSet(new TreeSet<>(checks));
  }

  /**
   * By how much a figure had moved.
   *
   * @param figure the figure's name
   * @param difference after less before
   */
  public record Moved(String figure, double difference) {

    static @Nullable Moved of(Incident incident) {
      if (incident.shifts().isEmpty()) {
        return null;
      }
      Shift shift = incident.shifts().get(0);
      double difference = shift.after() - shift.before();
      return Double.isFinite(difference) ? new Moved(shift.figure(), difference) : null;
    }
  }

  /** What a report says of one. */
  public static KnownIncident of(ReportedIncident reported) {
    Incident incident = reported.incident();
    return new KnownIncident(
        reported.id(),
        reported.knownAs(),
        incident.kind(),
        reported.isOngoing(),
        reported.described().acknowledgement() != null,
        incident.versions(),
        incident.slice(),
        time(incident),
        checks(incident),
        Moved.of(incident),
        reported.described().headline());
  }

  static @Nullable TimeRange time(Incident incident) {
    TimeRange since = incident.time().since();
    TimeRange until = incident.time().until();
    return since == null || until == null ? null : since.with(since.from(), until.to());
  }

  static Set<String> checks(Incident incident) {
    Set<String> checks = new TreeSet<>();
    (incident.evidence().isEmpty() ? incident.echoes() : incident.evidence())
        .forEach(it -> checks.add(Check.of(it).label()));
    return checks;
  }
}
