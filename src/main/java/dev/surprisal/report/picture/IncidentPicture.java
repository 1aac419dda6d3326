package dev.surprisal.report.picture;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The place of an incident.
 *
 * @param version the version that the incident's figures are of, or null where the model has none
 * @param windows its windows, in order of time
 * @param distribution what shifted, the reference beside the windows of the incident; null where
 *     that is no distribution
 */
public record IncidentPicture(
    @Nullable String version, List<WindowPicture> windows, @Nullable Distribution distribution) {

  /** Copies the list. */
  public IncidentPicture {
    windows = List.copyOf(windows);
  }
}
