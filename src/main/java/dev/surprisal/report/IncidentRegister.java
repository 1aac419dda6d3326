package dev.surprisal.report;

import dev.surprisal.drift.incident.Acknowledgement;
import dev.surprisal.drift.incident.Incident;
import dev.surprisal.drift.narrative.DescribedIncident;
import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.report.KnownIncident.Moved;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Knows the incidents of a run again among those of the run before, and those that people have
 * acknowledged.
 *
 * <p>An incident is the one before if it has its id, or else if they have a version, a check and a
 * time in common and the place of one lies in that of the other: more windows move an onset, bring
 * labels, narrow a place down.
 */
public final class IncidentRegister {

  /** A figure that has moved on by so much of what it had moved is worse. */
  private static final double MUCH = 0.25;

  private final String model;
  private final @Nullable KnownRun base;
  private final List<Acknowledgement> acknowledgements;
  private final Map<Incident, KnownIncident> before = new IdentityHashMap<>();

  /**
   * Prepares.
   *
   * @param model the model's name
   * @param base the last run on earlier rows, or null where there is none
   * @param acknowledgements what people said
   * @param now what was said until then or earlier does not count any more
   */
  public IncidentRegister(
      String model, @Nullable KnownRun base, List<Acknowledgement> acknowledgements, Instant now) {
    this.model = model;
    this.base = base;
    this.acknowledgements =
        acknowledgements.stream().filter(it -> it.until().isAfter(now)).toList();
  }

  /** Adds what people said; those that may wait come after those that are open. */
  public List<DescribedIncident> acknowledged(List<DescribedIncident> incidents) {
    match(incidents);
    return incidents.stream()
        .map(it -> it.acknowledged(acknowledgement(it.incident())))
        .sorted(Comparator.comparing(IncidentRegister::rank))
        .toList();
  }

  private static int rank(DescribedIncident incident) {
    if (incident.isOpen()) {
      return 0;
    }
    return incident.incident().time().isOngoing() ? 1 : 2;
  }

  /** What a report says of incidents that went through {@link #acknowledged}. */
  public List<ReportedIncident> reported(List<DescribedIncident> incidents) {
    return incidents.stream()
        .map(
            it ->
                new ReportedIncident(
                    ReportedIncident.id(model, it.incident()),
                    knownAs(it.incident()),
                    change(it.incident()),
                    it))
        .toList();
  }

  /** The incidents of the run before that this one does not have, in their order. */
  public List<KnownIncident> gone() {
    return base == null
        ? List.of()
        : base.incidents().stream().filter(it -> !before.containsValue(it)).toList();
  }

  /** The acknowledgements, still in force, that are of none of the given incidents. */
  public List<Acknowledgement> unmatched(List<ReportedIncident> incidents) {
    Set<String> ids = new HashSet<>();
    incidents.forEach(
        it -> {
          ids.add(it.id());
          ids.addAll(it.knownAs());
        });
    return acknowledgements.stream().filter(it -> !ids.contains(it.id())).toList();
  }

  private record Pair(Incident now, KnownIncident then, double likeness) {}

  private void match(List<DescribedIncident> incidents) {
    if (base == null) {
      return;
    }
    List<Pair> pairs = new ArrayList<>();
    for (DescribedIncident now : incidents) {
      for (KnownIncident then : base.incidents()) {
        double likeness = likeness(now.incident(), then);
        if (likeness > 0) {
          pairs.add(new Pair(now.incident(), then, likeness));
        }
      }
    }
    // A stable sort: of two that are as like, the more severe one comes first.
    pairs.sort(Comparator.comparingDouble(Pair::likeness).reversed());
    Set<KnownIncident> taken = new HashSet<>();
    for (Pair pair : pairs) {
      if (!before.containsKey(pair.now()) && taken.add(pair.then())) {
        before.put(pair.now(), pair.then());
      }
    }
  }

  /** 0 of two that are not the same; 3 of the same id; else more, the more they share. */
  private double likeness(Incident now, KnownIncident then) {
    if (ReportedIncident.id(model, now).equals(then.id())) {
      return 3;
    }
    Set<String> checks = KnownIncident.checks(now);
    Set<String> shared = new HashSet<>(checks);
    shared.retainAll(then.checks());
    boolean isSame =
        !shared.isEmpty()
            && now.versions().stream().anyMatch(then.versions()::contains)
            && (now.slice().isIn(then.slice()) || then.slice().isIn(now.slice()))
            && overlap(KnownIncident.time(now), then.time());
    if (!isSame) {
      return 0;
    }
    double either = (double) checks.size() + then.checks().size() - shared.size();
    return (now.slice().equals(then.slice()) ? 1 : 0) + shared.size() / either;
  }

  private static boolean overlap(@Nullable TimeRange now, @Nullable TimeRange then) {
    return now == null || then == null || now.overlaps(then);
  }

  /** Its names; a worse kind is no longer what people spoke of by the old ones. */
  private List<String> knownAs(Incident incident) {
    KnownIncident then = before.get(incident);
    if (then == null || incident.kind().compareTo(then.kind()) > 0) {
      return List.of();
    }
    List<String> names = new ArrayList<>(then.knownAs());
    names.add(then.id());
    names.remove(ReportedIncident.id(model, incident));
    return names;
  }

  private IncidentChange change(Incident incident) {
    KnownIncident then = before.get(incident);
    if (then == null) {
      return IncidentChange.NEW;
    }
    if (!incident.time().isOngoing()) {
      return then.isOngoing() ? IncidentChange.RECOVERED : IncidentChange.UNCHANGED;
    }
    if (!then.isOngoing()) {
      return IncidentChange.RECURRED;
    }
    return isWorse(incident, then) ? IncidentChange.WORSE : IncidentChange.UNCHANGED;
  }

  private static boolean isWorse(Incident now, KnownIncident then) {
    Slice place = now.slice();
    return now.kind().compareTo(then.kind()) > 0
        || !then.versions().containsAll(now.versions())
        || !place.isIn(then.slice())
        || hasMovedOn(now, then.moved());
  }

  /** By much, and by more than the rows of now leave open. */
  private static boolean hasMovedOn(Incident incident, @Nullable Moved then) {
    Moved now = Moved.of(incident);
    if (now == null || then == null || !now.figure().equals(then.figure())) {
      return false;
    }
    double further = (now.difference() - then.difference()) * Math.signum(then.difference());
    ConfidenceInterval interval = incident.shifts().get(0).interval();
    return further > MUCH * Math.abs(then.difference())
        && (interval == null
            || then.difference() < interval.lower()
            || then.difference() > interval.upper());
  }

  private @Nullable Acknowledgement acknowledgement(Incident incident) {
    Set<String> names = new HashSet<>(knownAs(incident));
    names.add(ReportedIncident.id(model, incident));
    return acknowledgements.stream()
        .filter(it -> names.contains(it.id()))
        .max(Comparator.comparing(Acknowledgement::until))
        .orElse(null);
  }
}
