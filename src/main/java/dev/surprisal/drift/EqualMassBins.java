package dev.surprisal.drift;

import dev.surprisal.profile.ColumnDistribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The cells in which a numeric column is compared, read off the reference: where it has up to
 * {@value #VALUES} distinct values, one for each of them and one for all values between that it
 * does not have; else bins of about equal mass. Beside these a cell for the values below its least
 * and one for those above its greatest; one for null; one for NaN.
 *
 * <p>Bounds of a coarser histogram are bounds of every finer one. So a bin's bound lies inside a
 * cell of another histogram only if that one is coarser; {@link #fitting} then reads the bins off
 * the reference anew, from the bounds that both have.
 */
final class EqualMassBins {

  /** Enough to see a shape, few enough for a hundred rows. */
  static final int BINS = 10;

  /** As many distinct values are compared one by one. */
  static final int VALUES = 64;

  private final ColumnDistribution reference;

  /** Whether the values of the reference have cells of their own. */
  private final boolean byValue;

  /**
   * Ascending: the bound below the first bin, those between bins, the one above the last; or the
   * values.
   */
  private final double[] bounds;

  private EqualMassBins(ColumnDistribution reference, boolean byValue, double[] bounds) {
    this.reference = reference;
    this.byValue = byValue;
    this.bounds = bounds;
  }

  /** The bins of a reference. A reference without numbers has one cell for all of them. */
  static EqualMassBins of(ColumnDistribution reference) {
    List<ColumnDistribution.Cell> cells = reference.cells();
    boolean few = !cells.isEmpty() && cells.size() <= VALUES;
    if (few && cells.stream().allMatch(ColumnDistribution.Cell::isExact)) {
      double[] values = cells.stream().mapToDouble(ColumnDistribution.Cell::upper).toArray();
      return new EqualMassBins(reference, true, values);
    }
    return new EqualMassBins(reference, false, bounds(cells, List.of()));
  }

  /** These bins, or coarser ones where the other histogram is too coarse for these. */
  EqualMassBins fitting(ColumnDistribution other) {
    for (double bound : bounds) {
      for (ColumnDistribution.Cell cell : other.cells()) {
        if (byValue ? isAmong(bound, cell) : isInside(bound, cell)) {
          double[] common = bounds(reference.cells(), other.cells());
          return new EqualMassBins(reference, false, common);
        }
      }
    }
    return this;
  }

  /** Whether a value is one of a cell that has others as well. */
  private static boolean isAmong(double value, ColumnDistribution.Cell cell) {
    return cell.lower() < value && value <= cell.upper();
  }

  private static boolean isInside(double bound, ColumnDistribution.Cell cell) {
    return lower(cell) < bound && bound < cell.upper();
  }

  /** The greatest value below a cell; that of zeros holds nothing below zero. */
  private static double lower(ColumnDistribution.Cell cell) {
    return cell.isExact() ? Math.nextDown(cell.lower()) : cell.lower();
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

  /** The rows by cell: below, the bins or values, above, null, NaN; last, other values between. */
  double[] count(ColumnDistribution distribution) {
    double[] counts = new double[bounds.length + (byValue ? 5 : 3)];
    int bin = 0;
    for (ColumnDistribution.Cell cell : distribution.cells()) {
      while (bin < bounds.length && cell.upper() > bounds[bin]) {
        bin++;
      }
      counts[byValue ? place(bin, cell) : bin] += cell.rows();
    }
    counts[nulls()] = distribution.nulls();
    counts[nulls() + 1] = distribution.notNumbers();
    return counts;
  }

  /** The cell of a histogram's cell of which so many values are below. */
  private int place(int below, ColumnDistribution.Cell cell) {
    if (below == bounds.length) {
      return below + 1;
    }
    if (cell.upper() == bounds[below]) {
      return below + 1;
    }
    return below == 0 ? 0 : nulls() + 2;
  }

  private int nulls() {
    return bounds.length + (byValue ? 2 : 1);
  }

  /** The cell in words, so that "40 % of the rows are (cell)" reads well. */
  String name(int cell) {
    if (cell == nulls()) {
      return "null";
    }
    if (cell == nulls() + 1) {
      return "NaN";
    }
    if (cell == nulls() + 2) {
      return "other values than the reference has";
    }
    if (bounds.length == 0) {
      return "a number";
    }
    if (cell == 0) {
      return "below the reference's range (under " + least() + ")";
    }
    if (cell == nulls() - 1) {
      return "above the reference's range (over " + greatest() + ")";
    }
    return byValue ? Words.exactly(bounds[cell - 1]) : between(bounds[cell - 1], bounds[cell]);
  }

  /** A bin is open below: the first whole number in it is the next one. */
  private String between(double below, double upper) {
    if (!reference.whole() || !isCountable(below) || !isCountable(upper)) {
      double width = upper - below;
      return "between " + Words.number(below, width) + " and " + Words.number(upper, width);
    }
    String first = Words.exactly(Math.floor(below) + 1);
    String last = Words.exactly(Math.floor(upper));
    return first.equals(last) ? first : "from " + first + " to " + last;
  }

  private String least() {
    if (byValue) {
      return Words.exactly(bounds[0]);
    }
    return reference.whole() && isCountable(bounds[0])
        ? Words.exactly(Math.floor(bounds[0]) + 1)
        : Words.number(bounds[0], range());
  }

  private String greatest() {
    double last = bounds[bounds.length - 1];
    if (byValue) {
      return Words.exactly(last);
    }
    return reference.whole() && isCountable(last)
        ? Words.exactly(Math.floor(last))
        : Words.number(last, range());
  }

  private double range() {
    return bounds[bounds.length - 1] - bounds[0];
  }

  /** Whether a number and the next whole one are different doubles. */
  private static boolean isCountable(double value) {
    return Math.abs(value) < 0x1p53;
  }

  @Override
  public String toString() {
    return "EqualMassBins" + Arrays.toString(bounds);
  }
}
