package dev.surprisal.drift.history;

import dev.surprisal.profile.time.TimeRange;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the windows of the current range have shown together, all rows of a version.
 *
 * @param version the model's version, or null where the model has none
 * @param evidence the evidence up to the last window: an e-value, 1 at the start
 * @param greatest the greatest evidence up to any window
 * @param threshold 1/α: without drift it is ever reached with a probability of at most α
 * @param windows the windows that added evidence
 * @param alarm the first window at which the evidence reached the threshold, or null
 * @param streams the evidence of each comparison, of which {@code evidence} is the mean
 */
public record SequentialAlarm(
    @Nullable String version,
    double evidence,
    double greatest,
    double threshold,
    long windows,
    @Nullable TimeRange alarm,
    Map<String, Double> streams) {

  /** Copies the map. */
  public SequentialAlarm {
    streams = Collections.unmodifiableMap(new LinkedHashMap<>(streams));
  }
}
