package dev.surprisal.report.picture;

import dev.surprisal.dataset.CostliestRows;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the page draws beside the figures of a report.
 *
 * @param versions of each version on all rows
 * @param incidents of the first incidents, in their order
 * @param costliest the rows with the highest cross-entropy, or null where none are to be shown
 */
public record Pictures(
    List<VersionPicture> versions,
    List<IncidentPicture> incidents,
    @Nullable CostliestRows costliest) {

  /** Nothing but the figures. */
  public static final Pictures NONE = new Pictures(List.of(), List.of(), null);

  /** Copies the lists. */
  public Pictures {
    versions = List.copyOf(versions);
    incidents = List.copyOf(incidents);
  }

  /** Those of a version. */
  public Optional<VersionPicture> of(@Nullable String version) {
    return versions.stream().filter(it -> Objects.equals(it.version(), version)).findFirst();
  }
}
