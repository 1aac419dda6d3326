package dev.surprisal.drift.comparison;

import dev.surprisal.format.Figures;
import dev.surprisal.profile.ColumnDistribution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The cells in which a numeric column is compared. Where the reference has up to {@value #VALUES}
 * distinct values, one for each value of either side within the reference's range of which rows
 * enough are to be expected, and one for each group of rarer ones that together have as many; else
 * bins of about equal mass, read off the reference. Beside these a cell for the values below the
 * reference's least and one for those above its greatest; one for null; one for NaN.
 *
 * <p>Bounds of a coarser histogram are bounds of every finer one. So a bin's bound lies inside a
 * cell of another histogram only if that one is coarser; {@link #fitting} then reads the bins off
 * the reference anew, from the bounds that both have. It also groups the values that are rare in
 * both sides together ({@link RareGroups}).
 */
final class EqualMassBins {

  /** Enough to see a shape, few enough for a hundred rows. */
  static final int BINS = 10;

  /** As many distinct values are compared one by one. */
  static final int VALUES = 64;

  private final ColumnDistribution reference;

  /**
   * Ascending: the bound below the first bin, those between bins, the one above the last; or the
   * values that are compared one by one.
   */
  private final double[] bounds;

  /** The cell of each value, from 1; empty where bins are compared. */
  private final int[] cellOfValue;

  /** The cells between those for what is out of range. */
  private final int cells;

  private EqualMassBins(ColumnDistribution reference, double[] bounds, int[] cellOfValue) {
    this.reference = reference;
    this.bounds = bounds;
    this.cellOfValue = cellOfValue;
    this.cells = Arrays.stream(cellOfValue).max().orElse(Math.max(0, bounds.length - 1));
  }

  /** The bins of a reference. A reference without numbers has one cell for all of them. */
  static EqualMassBins of(ColumnDistribution reference) {
    List<ColumnDistribution.Cell> cells = reference.cells();
    boolean few = !cells.isEmpty() && cells.size() <= VALUES;
    if (few && cells.stream().allMatch(ColumnDistribution.Cell::isExact)) {
      double[] values = cells.stream().mapToDouble(ColumnDistribution.Cell::upper).toArray();
      return new EqualMassBins(
          reference, values, IntStream.rangeClosed(1, values.length).toArray());
    }
    return new EqualMassBins(reference, bounds(cells, List.of()), new int[0]);
  }

  /**
   * These bins, or coarser ones where the other histogram is too coarse for these. Counts need not
   * be of rows.
   *
   * @param other the other histogram
   * @param scale the rows that one of the reference's counts is
   * @param otherScale the rows that one of the other's is
   */
  EqualMassBins fitting(ColumnDistribution other, double scale, double otherScale) {
    boolean byValue = cellOfValue.length > 0;
    for (double bound : bounds) {
      for (ColumnDistribution.Cell cell : other.cells()) {
        if (byValue ? isAmong(bound, cell) : isInside(bound, cell)) {
          double[] common = bounds(reference.cells(), other.cells());
          return new EqualMassBins(reference, common, new int[0]);
        }
      }
    }
    return byValue ? grouped(other, scale, otherScale) : this;
  }

  /** Values of both sides, the rare ones in groups. */
  private EqualMassBins grouped(ColumnDistribution other, double scale, double otherScale) {
    NavigableMap<Double, Double> rows = new TreeMap<>();
    for (ColumnDistribution.Cell cell : other.cells()) {
      if (cell.upper() >= bounds[0] && cell.upper() <= bounds[bounds.length - 1]) {
        rows.put(cell.upper(), cell.rows() * otherScale);
      }
    }
    reference.cells().forEach(it -> rows.merge(it.upper(), it.rows() * scale, Double::sum));
    double m = reference.rows() * scale;
    double n = other.rows() * otherScale;
    double least = RareGroups.least(m + n, Math.min(m, n));
    double[] values = rows.keySet().stream().mapToDouble(Double::doubleValue).toArray();
    int[] groups = groups(rows.values(), least);
    boolean same = Arrays.equals(values, bounds) && Arrays.equals(groups, cellOfValue);
    return same ? this : new EqualMassBins(reference, values, groups);
  }

  /** The cells of values, from 1: one for each, and one for each group of rare ones. */
  private static int[] groups(Collection<Double> rows, double least) {
    int[] rare = RareGroups.of(rows.stream().mapToDouble(Double::doubleValue).toArray(), least);
    Map<Integer, Integer> cells = new HashMap<>();
    int[] groups = new int[rare.length];
    int last = 0;
    for (int i = 0; i < rare.length; i++) {
      if (rare[i] == RareGroups.NONE) {
        groups[i] = ++last;
      } else {
        Integer known = cells.get(rare[i]);
        groups[i] = known == null ? ++last : known;
        cells.put(rare[i], groups[i]);
      }
    }
    return groups;
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

  /** The rows by cell: below, the bins or values, above, null, NaN. */
  double[] count(ColumnDistribution distribution) {
    double[] counts = new double[cells + 4 - (bounds.length == 0 ? 1 : 0)];
    int bin = 0;
    for (ColumnDistribution.Cell cell : distribution.cells()) {
      while (bin < bounds.length && cell.upper() > bounds[bin]) {
        bin++;
      }
      counts[cellOfValue.length == 0 ? bin : cell(bin, cell)] += cell.rows();
    }
    counts[counts.length - 2] = distribution.nulls();
    counts[counts.length - 1] = distribution.notNumbers();
    return counts;
  }

  /** The group of each cell in {@link CoarseCells}: values or bins that are next to each other. */
  int[] neighbours(double[] rows) {
    return CoarseCells.byNeighbourhood(rows, 1, 1 + cells);
  }

  /** The cell of a histogram's cell that so many values are below. */
  private int cell(int below, ColumnDistribution.Cell cell) {
    if (below == bounds.length) {
      return cells + 1;
    }
    return below == 0 && cell.upper() < bounds[0] ? 0 : cellOfValue[below];
  }

  /** The cell in words, so that "40 % of the rows are (cell)" reads well. */
  String name(int cell) {
    int nulls = cells + (bounds.length == 0 ? 1 : 2);
    if (cell >= nulls) {
      return cell == nulls ? "null" : "NaN";
    }
    if (bounds.length == 0) {
      return "a number";
    }
    if (cell == 0) {
      return "below the reference's range (under " + least() + ")";
    }
    if (cell == cells + 1) {
      return "above the reference's range (over " + greatest() + ")";
    }
    return cellOfValue.length > 0 ? value(cell) : between(bounds[cell - 1], bounds[cell]);
  }

  /** A value, or of several the first and the last. */
  private String value(int cell) {
    int[] of = IntStream.range(0, bounds.length).filter(i -> cellOfValue[i] == cell).toArray();
    String first = Figures.exactly(bounds[of[0]]);
    return of.length == 1
        ? first
        : "one of "
            + Figures.count(of.length, "rare value")
            + " from "
            + first
            + " to "
            + Figures.exactly(bounds[of[of.length - 1]]);
  }

  /** A bin is open below: the first whole number in it is the next one. */
  private String between(double below, double upper) {
    if (!reference.whole() || !isCountable(below) || !isCountable(upper)) {
      double width = upper - below;
      return "between " + Figures.number(below, width) + " and " + Figures.number(upper, width);
    }
    String first = Figures.exactly(Math.floor(below) + 1);
    String last = Figures.exactly(Math.floor(upper));
    return first.equals(last) ? first : "from " + first + " to " + last;
  }

  private String least() {
    if (cellOfValue.length > 0) {
      return Figures.exactly(bounds[0]);
    }
    return reference.whole() && isCountable(bounds[0])
        ? Figures.exactly(Math.floor(bounds[0]) + 1)
        : Figures.number(bounds[0], range());
  }

  private String greatest() {
    double last = bounds[bounds.length - 1];
    if (cellOfValue.length > 0) {
      return Figures.exactly(last);
    }
    return reference.whole() && isCountable(last)
        ? Figures.exactly(Math.floor(last))
        : Figures.number(last, range());
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
