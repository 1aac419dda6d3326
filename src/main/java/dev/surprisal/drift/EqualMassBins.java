package dev.surprisal.drift;

import dev.surprisal.profile.ColumnDistribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The cells in which a numeric column is compared: bins of about equal mass, read off the
 * reference; a cell for the values below its least and one for those above its greatest; one for
 * null; one for NaN.
 *
 * <p>Bounds of a coarser histogram are bounds of every finer one. So a bin's bound lies inside a
 * cell of another histogram only if that one is coarser; {@link #fitting} then reads the bins off
 * the reference anew, from the bounds that both have.
 */
final class EqualMassBins {

  /** Enough to see a shape, few enough for a hundred rows. */
  static final int BINS = 10;

  private final ColumnDistribution reference;

  /** Ascending: the bound below the first bin, those between bins, the one above the last. */
  private final double[] bounds;

  private EqualMassBins(ColumnDistribution reference, double[] bounds) {
    this.reference = reference;
    this.bounds = bounds;
  }

  /** The bins of a reference. A reference without numbers has one cell for all of them. */
  static EqualMassBins of(ColumnDistribution reference) {
    return new EqualMassBins(reference, bounds(reference.cells(), List.of()));
  }

  /** These bins, or coarser ones where the other histogram is too coarse for these. */
  EqualMassBins fitting(ColumnDistribution other) {
    for (double bound : bounds) {
      for (ColumnDistribution.Cell cell : other.cells()) {
        if (isInside(bound, cell)) {
          return new EqualMassBins(reference, bounds(reference.cells(), other.cells()));
        }
      }
    }
    return this;
  }

  private static boolean isInside(double bound, ColumnDistribution.Cell cell) {
    return lower(cell) < bound && bound < cell.upper();
  }

  /** The greatest value below a cell; that of zeros holds nothing below zero. */
  private static double lower(ColumnDistribution.Cell cell) {
    return cell.lower() == cell.upper() ? Math.nextDown(cell.lower()) : cell.lower();
  }

  private static double[] bounds(
      List<ColumnDistribution.Cell> reference, List<ColumnDistribution.Cell> other) {
    if (reference.isEmpty()) {
      return new double[0];
    }
    List<Double> bounds = new ArrayList<>();
    bounds.add(outwards(lower(reference.get(0)), other, false));
    addInner(bounds, reference, other);
    bounds.add(outwards(reference.get(reference.size() - 1).upper(), other, true));
    return bounds.stream().mapToDouble(Double::doubleValue).distinct().toArray();
  }

  /** The bound itself, or where it lies inside a cell of the other histogram that cell's bound. */
  private static double outwards(
      double bound, List<ColumnDistribution.Cell> other, boolean upwards) {
    for (ColumnDistribution.Cell cell : other) {
      if (isInside(bound, cell)) {
        return upwards ? cell.upper() : lower(cell);
      }
    }
    return bound;
  }

  /** Cuts wherever the mass since the last cut is nearest to an equal part of what was left. */
  private static void addInner(
      List<Double> bounds,
      List<ColumnDistribution.Cell> reference,
      List<ColumnDistribution.Cell> other) {
    double left = reference.stream().mapToLong(ColumnDistribution.Cell::rows).sum();
    double mass = 0;
    int bins = BINS;
    for (int i = 0; i + 1 < reference.size() && bins > 1; i++) {
      mass += reference.get(i).rows();
      double bound = reference.get(i).upper();
      double target = left / bins;
      double overshoot = mass + reference.get(i + 1).rows() - target;
      if (target - mass <= overshoot && other.stream().noneMatch(cell -> isInside(bound, cell))) {
        bounds.add(bound);
        left -= mass;
        mass = 0;
        bins--;
      }
    }
  }

  /** The rows by cell: below, the bins, above, null, NaN. */
  double[] count(ColumnDistribution distribution) {
    double[] counts = new double[bounds.length + 3];
    int bin = 0;
    for (ColumnDistribution.Cell cell : distribution.cells()) {
      while (bin < bounds.length && cell.upper() > bounds[bin]) {
        bin++;
      }
      counts[bin] += cell.rows();
    }
    counts[bounds.length + 1] = distribution.nulls();
    counts[bounds.length + 2] = distribution.notNumbers();
    return counts;
  }

  /** The cell in words, so that "40 % of the rows are (cell)" reads well. */
  String name(int cell) {
    if (cell == bounds.length + 1) {
      return "null";
    }
    if (cell == bounds.length + 2) {
      return "NaN";
    }
    if (bounds.length == 0) {
      return "a number";
    }
    if (cell == 0) {
      return "below the reference's range (under " + Words.number(bounds[0]) + ")";
    }
    if (cell == bounds.length) {
      return "above the reference's range (over " + Words.number(bounds[bounds.length - 1]) + ")";
    }
    return "between " + Words.number(bounds[cell - 1]) + " and " + Words.number(bounds[cell]);
  }

  @Override
  public String toString() {
    return "EqualMassBins" + Arrays.toString(bounds);
  }
}
