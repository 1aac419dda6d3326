package dev.surprisal.report.publication;

import dev.surprisal.report.KnownIncident;
import dev.surprisal.report.KnownRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The incidents of many runs, each once.
 *
 * @param entries the incidents: ongoing ones of the last run first, then the others, the one told
 *     of last first
 */
public record IncidentHistory(List<Entry> entries) {

  public IncidentHistory {
    entries = List.copyOf(entries);
  }

  /**
   * One incident.
   *
   * @param last what the last run that had it told of it
   * @param firstRun the first run that had it
   * @param lastRun the last run that had it
   * @param isCurrent whether that is the last run of all
   */
  public record Entry(KnownIncident last, String firstRun, String lastRun, boolean isCurrent) {

    /** Whether it is on, as far as is known. */
    public boolean isOngoing() {
      return isCurrent && last.isOngoing();
    }
  }

  /** By the rows, not the time of the run: people run earlier ranges again. */
  private static final Comparator<KnownRun> BY_ROWS =
      Comparator.comparing(
              (KnownRun it) -> it.position().end(),
              Comparator.nullsFirst(Comparator.<Instant>naturalOrder()))
          .thenComparing(KnownRun::id);

  /** The incidents of some runs; later names of an incident lead to it. */
  public static IncidentHistory of(List<KnownRun> all) {
    List<KnownRun> runs = all.stream().sorted(BY_ROWS).toList();
    Map<String, Entry> byId = new HashMap<>();
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      KnownRun run = runs.get(i);
      boolean isCurrent = i == runs.size() - 1;
      for (KnownIncident incident : run.incidents()) {
        Entry before = before(byId, incident);
        String first = before == null ? run.id() : before.firstRun();
        entries.remove(before);
        Entry entry = new Entry(incident, first, run.id(), isCurrent);
        entries.add(entry);
        byId.put(incident.id(), entry);
        incident.knownAs().forEach(id -> byId.put(id, entry));
      }
    }
    Collections.reverse(entries);
    entries.sort(Comparator.comparing((Entry it) -> !it.isOngoing()));
    return new IncidentHistory(entries);
  }

  private static @Nullable Entry before(Map<String, Entry> byId, KnownIncident incident) {
    Entry same = byId.get(incident.id());
    if (same != null) {
      return same;
    }
    return incident.knownAs().stream()
        .map(byId::get)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }
}
