package dev.surprisal.drift;

import dev.surprisal.profile.Slice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The change of a version's log loss from reference to current, split over the slices of one set of
 * dimensions: total = Σ (mix + within).
 *
 * @param version the model's version, or null where the model has none
 * @param dimensions the slice dimensions
 * @param unit the unit of all figures
 * @param total the change of the mean log loss
 * @param mix what the change of the slices' shares did
 * @param within what the slices' own changes did
 * @param parts the slices, largest contribution first
 */
public record Attribution(
    @Nullable String version,
    List<String> dimensions,
    String unit,
    double total,
    double mix,
    double within,
    List<Part> parts) {

  /**
   * One slice's contribution.
   *
   * @param slice the slice
   * @param mix (share in current − share in reference) × (its reference loss − the reference loss)
   * @param within share in current × (its current loss − its reference loss)
   * @param referenceRows labelled rows on the reference's side
   * @param currentRows labelled rows on the current side
   */
  public record Part(
      Slice slice, double mix, double within, long referenceRows, long currentRows) {}
}
