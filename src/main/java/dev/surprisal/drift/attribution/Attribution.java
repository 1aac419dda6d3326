package dev.surprisal.drift.attribution;

import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.profile.cube.Slice;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A change of a version from reference to current, split over the slices of one set of dimensions:
 * total = mix + within = Σ (mix + within), to a few ulp.
 *
 * <ul>
 *   <li>Of the log loss: {@link LossSplit}. Of finite losses only.
 *   <li>Of the labels: {@link LabelSplit}, the divergence of the joint distribution of label and
 *       slice.
 * </ul>
 *
 * @param comparison what changed
 * @param version the model's version, or null where the model has none
 * @param dimensions the slice dimensions
 * @param unit the unit of all figures
 * @param total the change of the mean log loss
 * @param mix what the change of the slices' shares did
 * @param within what the slices' own changes did
 * @param parts the slices, those that drove the change first: the significant ones that go with the
 *     total, then the significant ones that go against it, farthest first, then the others; else in
 *     descending order of contribution where the total is a rise, ascending where it is a fall;
 *     then in the slices' order
 */
public record Attribution(
    ComparisonKind comparison,
    @Nullable String version,
    List<String> dimensions,
    String unit,
    double total,
    double mix,
    double within,
    List<Part> parts) {

  private static final int AGAINST = 1;

  /** Copies the lists. */
  public Attribution {
    dimensions = List.copyOf(dimensions);
    parts = List.copyOf(parts);
  }

  /**
   * One slice's contribution.
   *
   * @param slice the slice
   * @param mix what the change of the slice's share did
   * @param within what the change inside the slice did; 0 for a slice that either side lacks
   * @param noise what chance alone makes of {@code within}, for any slice of the split, in a share
   *     α of splits
   * @param referenceRows labelled rows on the reference's side
   * @param currentRows labelled rows on the current side
   */
  public record Part(
      Slice slice, double mix, double within, double noise, long referenceRows, long currentRows) {

    /** What the slice did to the total. */
    public double contribution() {
      return mix + within;
    }

    /** Whether the change inside the slice is more than chance. */
    public boolean isSignificant() {
      return Math.abs(within) > noise;
    }
  }

  /**
   * Those that drove a change first.
   *
   * @param parts the parts
   * @param total the change
   * @param weight what a part did to it
   */
  static List<Part> ordered(Stream<Part> parts, double total, ToDoubleFunction<Part> weight) {
    double sign = total < 0 ? 1 : -1;
    return parts
        .sorted(
            Comparator.comparingInt((Part part) -> rank(part, sign))
                .thenComparingDouble(
                    part -> {
                      double did = sign * weight.applyAsDouble(part);
                      return rank(part, sign) == AGAINST ? -did : did;
                    })
                .thenComparing(Part::slice))
        .toList();
  }

  /**
   * The total may be of either sign by the chance of the large slices alone, so a slice that
   * changed significantly comes before them, whichever way.
   */
  private static int rank(Part part, double sign) {
    if (!part.isSignificant()) {
      return AGAINST + 1;
    }
    return part.within() * sign < 0 ? AGAINST - 1 : AGAINST;
  }
}
