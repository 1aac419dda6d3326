package dev.surprisal.drift;

import dev.surprisal.profile.Slice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The change of a version's log loss from reference to current, split over the slices of one set of
 * dimensions: total = mix + within = Σ (mix + within), to a few ulp of the losses. Of finite losses
 * only.
 *
 * @param version the model's version, or null where the model has none
 * @param dimensions the slice dimensions
 * @param unit the unit of all figures
 * @param total the change of the mean log loss
 * @param mix what the change of the slices' shares did
 * @param within what the slices' own changes did
 * @param parts the slices, those that drove the change first: in descending order of contribution
 *     where the total is a rise, ascending where it is a fall; then in the slices' order
 */
public record Attribution(
    @Nullable String version,
    List<String> dimensions,
    String unit,
    double total,
    double mix,
    double within,
    List<Part> parts) {

  /** Copies the lists. */
  public Attribution {
    dimensions = List.copyOf(dimensions);
    parts = List.copyOf(parts);
  }

  /**
   * One slice's contribution.
   *
   * @param slice the slice
   * @param mix (share in current − share in reference) × (its reference loss − the reference loss);
   *     for a slice that the reference lacks: its share × (its current loss − the reference loss)
   * @param within share in current × (its current loss − its reference loss); 0 for a slice that
   *     either side lacks
   * @param referenceRows labelled rows of finite loss on the reference's side
   * @param currentRows labelled rows of finite loss on the current side
   */
  public record Part(Slice slice, double mix, double within, long referenceRows, long currentRows) {

    /** What the slice did to the total. */
    public double contribution() {
      return mix + within;
    }
  }
}
