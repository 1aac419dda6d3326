package dev.surprisal.job.notes;

import dev.surprisal.profile.time.TimeRange.Side;
import dev.surprisal.report.Classifier;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the reading of rows gave to tell beside their profiles.
 *
 * @param classifier what rows were told apart by, or null where none were read
 * @param notes what was odd about rows
 * @param strays what labels without a prediction look like, of the datasets that have many
 */
public record Readings(
    @Nullable Classifier classifier, List<String> notes, Map<Side, StrayLabels> strays) {

  /** Where no row was read. */
  public static final Readings NONE = new Readings(null, List.of(), Map.of());

  /** Copies them. */
  public Readings {
    notes = List.copyOf(notes);
    strays = Map.copyOf(strays);
  }
}
