package dev.surprisal.job.notes;

import dev.surprisal.dataset.CostliestRows;
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
 * @param costliest the costliest rows, or null where none are to be shown
 * @param strays what labels without a prediction look like, of the datasets that have many
 */
public record Readings(
    @Nullable Classifier classifier,
    List<String> notes,
    @Nullable CostliestRows costliest,
    Map<Side, StrayLabels> strays) {

  /** Where no row was read. */
  public static final Readings NONE = new Readings(null, List.of(), null, Map.of());

  /** Copies them. */
  public Readings {
    notes = List.copyOf(notes);
    strays = Map.copyOf(strays);
  }
}
