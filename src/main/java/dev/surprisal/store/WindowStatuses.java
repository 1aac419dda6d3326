package dev.surprisal.store;

import dev.surprisal.profile.time.LabelWait;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.WindowStatus;
import dev.surprisal.store.ProfileTable.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the status of windows among all that are stored, the last of which tells what time it is.
 *
 * @param maxLabelDelay how long labels are waited for; null where for ever
 */
record WindowStatuses(@Nullable Duration maxLabelDelay) {

  /** The entries as they are once some have been replaced. */
  static List<Entry> overlaid(List<Entry> before, List<Entry> changed) {
    Map<String, Entry> all = new LinkedHashMap<>();
    Stream.concat(before.stream(), changed.stream()).forEach(it -> all.put(it.partition(), it));
    return List.copyOf(all.values());
  }

  /** The entries with the status that they have among all. */
  List<Entry> withStatus(List<Entry> entries, List<Entry> all) {
    Instant end =
        all.stream()
            .filter(it -> it.predictions() > 0)
            .flatMap(it -> Stream.ofNullable(it.window()))
            .filter(window -> !window.isAlways())
            .map(TimeRange::to)
            .max(Comparator.naturalOrder())
            .orElse(Instant.MIN);
    LabelWait wait = new LabelWait(maxLabelDelay, end);
    return entries.stream().map(it -> it.withStatus(status(it, wait))).toList();
  }

  private static WindowStatus status(Entry entry, LabelWait wait) {
    TimeRange window = entry.window();
    long predictions = entry.predictions();
    long scored = entry.scored();
    return window == null
        ? WindowStatus.of(scored, predictions - scored)
        : wait.status(window, predictions, scored);
  }
}
