package dev.surprisal.report.picture;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The place of an incident.
 *
 * @param windows its windows, in order of time
 * @param distribution what shifted, the reference beside the windows of the incident; null where
 *     that is no distribution
 */
public record IncidentPicture(List<WindowPicture> windows, @Nullable Distribution distribution) {

  /** Copies the list. */
  public IncidentPicture {
    windows = List.copyOf(windows);
  }
}
