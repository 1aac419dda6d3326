package dev.surprisal.report;

import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.narrative.Verdict.VersionVerdict;
import dev.surprisal.profile.time.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a report has for somebody who knows the report before: the run that its incidents are
 * compared with.
 *
 * @param items what there is, the most urgent first
 */
public record News(List<Item> items) {

  /** Why somebody should hear of it. */
  public enum Occasion {
    /** An incident that the run before did not have, or whatever else is wrong since. */
    NEW,
    /** An incident that was on and is worse. */
    WORSE,
    /** An incident that had recovered and is on again. */
    RECURRED,
    /** An incident that was on, or came and went, and is not on. */
    RECOVERED;

    /** The name in configurations and reports. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Whether something is wrong. */
    public boolean isAlarming() {
      return this != RECOVERED;
    }
  }

  /**
   * One thing.
   *
   * @param occasion why somebody should hear of it
   * @param id the incident's id, or null where it is none
   * @param headline what it is, in one sentence
   * @param details how bad it is, a sentence each
   */
  public record Item(
      Occasion occasion, @Nullable String id, String headline, List<String> details) {

    public Item {
      details = List.copyOf(details);
    }
  }

  public News {
    items = List.copyOf(items);
  }

  /** The news of a report. Of what people have acknowledged there is none. */
  public static News of(Report report) {
    Lineage lineage = report.run().lineage();
    KnownRun base = lineage == null ? null : lineage.base();
    List<Item> items = new ArrayList<>();
    if (report.verdict().state() == FindingState.ERROR) {
      items.add(new Item(Occasion.NEW, null, report.verdict().sentence(), List.of()));
    }
    for (ReportedIncident incident : report.incidents()) {
      if (isDue(incident, base)) {
        items.add(due(incident));
      } else {
        occasion(incident, base != null).ifPresent(it -> items.add(item(it, incident)));
      }
    }
    Instant known = base == null ? null : base.position().end();
    report.verdict().versions().stream()
        .filter(it -> isRaised(it, known))
        .forEach(it -> items.add(new Item(Occasion.NEW, null, it.sentence(), List.of())));
    if (lineage != null) {
      lineage.gone().stream()
          .filter(it -> it.isOngoing() && !it.isAcknowledged())
          .forEach(it -> items.add(gone(it)));
    }
    items.sort((a, b) -> a.occasion().compareTo(b.occasion()));
    return new News(items);
  }

  /** Whether it is as it was, and people have to see to it again: what they said has run out. */
  private static boolean isDue(ReportedIncident incident, @Nullable KnownRun base) {
    return base != null
        && incident.isOpen()
        && incident.change() == IncidentChange.UNCHANGED
        && base.incidents().stream()
            .filter(KnownIncident::isAcknowledged)
            .anyMatch(it -> it.id().equals(incident.id()) || incident.knownAs().contains(it.id()));
  }

  private static Item due(ReportedIncident incident) {
    List<String> details = new ArrayList<>(List.of("Its acknowledgement has run out."));
    details.addAll(incident.described().details());
    return new Item(Occasion.NEW, incident.id(), incident.described().headline(), details);
  }

  private static Optional<Occasion> occasion(ReportedIncident incident, boolean hasBase) {
    if (incident.isOpen()) {
      return switch (incident.change()) {
        case NEW -> Optional.of(Occasion.NEW);
        case WORSE -> Optional.of(Occasion.WORSE);
        case RECURRED -> Optional.of(Occasion.RECURRED);
        case UNCHANGED, RECOVERED -> Optional.empty();
      };
    }
    boolean isOver = !incident.isOngoing() && incident.described().acknowledgement() == null;
    return isOver && hasBase && incident.change() != IncidentChange.UNCHANGED
        ? Optional.of(Occasion.RECOVERED)
        : Optional.empty();
  }

  private static Item item(Occasion occasion, ReportedIncident incident) {
    return new Item(
        occasion, incident.id(), incident.described().headline(), incident.described().details());
  }

  private static Item gone(KnownIncident incident) {
    return new Item(
        Occasion.RECOVERED,
        incident.id(),
        incident.headline(),
        List.of("This run no longer finds it."));
  }

  /** The alarm for life stays on; it is news in the window that sets it off. */
  private static boolean isRaised(VersionVerdict version, @Nullable Instant known) {
    TimeRange alarm = version.lifetime() == null ? null : version.lifetime().alarm();
    return alarm != null
        && version.state() == FindingState.ALERT
        && (known == null || alarm.to().isAfter(known));
  }

  /** Whether something is wrong that the run before did not have. */
  public boolean isAlarming() {
    return items.stream().anyMatch(it -> it.occasion().isAlarming());
  }
}
