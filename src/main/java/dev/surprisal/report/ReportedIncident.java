package dev.surprisal.report;

import dev.surprisal.drift.incident.Incident;
import dev.surprisal.drift.narrative.DescribedIncident;
import dev.surprisal.format.Sha256;
import dev.surprisal.profile.time.TimeRange;
import java.util.List;

/**
 * An incident as a report tells of it.
 *
 * @param id names it in every report that has it
 * @param knownAs the ids that runs before gave it, oldest first, if others
 * @param change what became of it since the last run on earlier rows
 * @param described what it is, in figures and in words
 */
public record ReportedIncident(
    String id, List<String> knownAs, IncidentChange change, DescribedIncident described) {

  /** Digits of an id: among a thousand incidents of a model two alike are one in 10⁸. */
  private static final int DIGITS = 12;

  public ReportedIncident {
    knownAs = List.copyOf(knownAs);
  }

  /** One that no run before had. */
  public static ReportedIncident of(String model, DescribedIncident described) {
    return new ReportedIncident(
        id(model, described.incident()), List.of(), IncidentChange.NEW, described);
  }

  /**
   * The id of an incident of a model: that of the next run, too, as long as the model, the kind,
   * the versions, the place and the first window are the same.
   */
  static String id(String model, Incident incident) {
    TimeRange since = incident.time().since();
    List<String> parts =
        List.of(
            model,
            incident.kind().label(),
            incident.versions().toString(),
            incident.slice().dimensions().toString(),
            incident.slice().values().toString(),
            since == null ? "" : since.from().toString());
    return Sha256.of(String.join("\n", parts)).substring(0, DIGITS);
  }

  /** The incident itself. */
  public Incident incident() {
    return described.incident();
  }

  /** Whether it is still on. */
  public boolean isOngoing() {
    return incident().time().isOngoing();
  }

  /** Whether it is on and nobody has said that it may wait. */
  public boolean isOpen() {
    return described.isOpen();
  }

  /** What to know of it at a glance. */
  public Status status() {
    if (!isOngoing()) {
      return Status.RECOVERED;
    }
    if (!isOpen()) {
      return Status.ACKNOWLEDGED;
    }
    return switch (change) {
      case NEW -> Status.NEW;
      case WORSE -> Status.WORSE;
      case RECURRED -> Status.AGAIN;
      case UNCHANGED, RECOVERED -> Status.ONGOING;
    };
  }

  /** What there is to know of an incident at a glance. */
  public enum Status {
    NEW,
    WORSE,
    AGAIN,
    ONGOING,
    ACKNOWLEDGED,
    RECOVERED
  }

  /** Whether somebody should hear of it who heard of the run before. */
  public boolean isNews() {
    return isOpen()
        && switch (change) {
          case NEW, WORSE, RECURRED -> true;
          case UNCHANGED, RECOVERED -> false;
        };
  }
}
