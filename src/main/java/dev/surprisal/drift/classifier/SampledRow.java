package dev.surprisal.drift.classifier;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of a sample, with its columns alone.
 *
 * @param micros its timestamp, in microseconds since 1970-01-01T00:00Z
 * @param hash what chose it, from the least hash on; of rows with the same key the same
 * @param numbers the numeric columns, null where there is no value
 * @param categories the categorical columns, likewise
 */
public record SampledRow(
    long micros, long hash, List<@Nullable Double> numbers, List<@Nullable String> categories) {

  /** Copies the lists. */
  public SampledRow {
    // List.copyOf takes no null.
    numbers = Collections.unmodifiableList(new ArrayList<>(numbers));
    categories = Collections.unmodifiableList(new ArrayList<>(categories));
  }
}
