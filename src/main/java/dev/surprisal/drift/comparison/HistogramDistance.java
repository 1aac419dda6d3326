package dev.surprisal.drift.comparison;

import dev.surprisal.drift.finding.Measure;
import dev.surprisal.drift.finding.MeasureKey;
import dev.surprisal.math.statistics.KolmogorovSmirnov;
import dev.surprisal.math.statistics.Wasserstein;
import dev.surprisal.profile.ColumnDistribution;
import dev.surprisal.profile.ColumnDistribution.Cell;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Distances between two histograms on the line, with the error that the cells leave: how far they
 * can be from the distances of the values themselves.
 *
 * @param ks the greatest difference of the distribution functions at bounds that both histograms
 *     have; that of the values is at least this and at most {@code ksError} more
 * @param ksError the greatest share of either side in one common cell
 * @param wasserstein ∫|F − G| dx over the finite values, in the values' own unit; each side's rows
 *     where in their cells its exact mean lets them be, or without a mean spread evenly
 * @param wassersteinError how far rows can be from there on average, of both sides together
 */
public record HistogramDistance(
    double ks, double ksError, double wasserstein, double wassersteinError) {

  /**
   * The distances.
   *
   * @param before a distribution
   * @param meanBefore the mean of its finite values, or NaN where it is not known
   * @param after another one
   * @param meanAfter its mean, or NaN
   */
  public static HistogramDistance of(
      ColumnDistribution before, double meanBefore, ColumnDistribution after, double meanAfter) {
    List<Cell> first = finite(before);
    List<Cell> second = finite(after);
    if (first.isEmpty() || second.isEmpty()) {
      double none = Double.NaN;
      return new HistogramDistance(none, none, none, none);
    }
    double[] edges = commonEdges(first, second);
    long[] x = counts(edges, first);
    long[] y = counts(edges, second);
    double ks = KolmogorovSmirnov.statistic(x, y);
    double ksError = Math.max(greatestShare(edges, x), greatestShare(edges, y));
    double widthX = width(edges, x);
    double widthY = width(edges, y);
    if (Double.isNaN(meanBefore) || Double.isNaN(meanAfter)) {
      double spread = Wasserstein.distance(edges, x, y);
      return new HistogramDistance(ks, ksError, spread, (widthX + widthY) / 2);
    }
    double placeX = place(edges, x, widthX, meanBefore);
    double placeY = place(edges, y, widthY, meanAfter);
    return new HistogramDistance(
        ks,
        ksError,
        Wasserstein.distance(points(edges, placeX), rows(x), points(edges, placeY), rows(y)),
        Math.max(placeX, 1 - placeX) * widthX + Math.max(placeY, 1 - placeY) * widthY);
  }

  /**
   * Where within their cells, from 0 below to 1 above, rows would have the mean that they have, if
   * it were the same place in every cell. The widest cells, which hold what lies far out, decide.
   */
  private static double place(double[] edges, long[] counts, double width, double mean) {
    double lower = 0;
    double total = 0;
    for (int i = 0; i < counts.length; i++) {
      lower += counts[i] * edges[i];
      total += counts[i];
    }
    return width > 0 ? Math.max(0, Math.min(1, (mean - lower / total) / width)) : 0.5;
  }

  private static double[] points(double[] edges, double place) {
    double[] points = new double[edges.length - 1];
    for (int i = 0; i < points.length; i++) {
      double lower = edges[i];
      double upper = edges[i + 1];
      points[i] = isExact(lower, upper) ? upper : lower + place * (upper - lower);
    }
    return points;
  }

  /** Whether there is but one number above one edge and up to the next. */
  private static boolean isExact(double lower, double upper) {
    return Math.nextUp(lower) == upper;
  }

  private static double[] rows(long[] counts) {
    return Arrays.stream(counts).asDoubleStream().toArray();
  }

  List<Measure> measures() {
    return List.of(
        new Measure(MeasureKey.KS_STATISTIC, ks),
        new Measure(MeasureKey.KS_ERROR, ksError),
        new Measure(MeasureKey.WASSERSTEIN, wasserstein),
        new Measure(MeasureKey.WASSERSTEIN_ERROR, wassersteinError));
  }

  /** Mass at infinity would make every distance infinite. */
  private static List<Cell> finite(ColumnDistribution distribution) {
    return distribution.cells().stream()
        .filter(cell -> Double.isFinite(cell.lower()) && Double.isFinite(cell.upper()))
        .toList();
  }

  /** The bounds of either histogram that are not inside a cell of the other. */
  private static double[] commonEdges(List<Cell> first, List<Cell> second) {
    TreeSet<Double> edges = new TreeSet<>();
    Stream.concat(first.stream(), second.stream())
        .forEach(
            cell -> {
              edges.add(lower(cell));
              edges.add(cell.upper());
            });
    Stream.concat(first.stream(), second.stream())
        .forEach(cell -> edges.subSet(lower(cell), false, cell.upper(), false).clear());
    return edges.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The cell of zeros has no width; its rows are just above what is below zero. */
  private static double lower(Cell cell) {
    return cell.lower() == cell.upper() ? Math.nextDown(cell.lower()) : cell.lower();
  }

  private static long[] counts(double[] edges, List<Cell> cells) {
    long[] counts = new long[edges.length - 1];
    int bin = 0;
    for (Cell cell : cells) {
      while (edges[bin + 1] < cell.upper()) {
        bin++;
      }
      counts[bin] += cell.rows();
    }
    return counts;
  }

  /** What is known exactly leaves no error. */
  private static double greatestShare(double[] edges, long[] counts) {
    long most = 0;
    long total = 0;
    for (int i = 0; i < counts.length; i++) {
      most = isExact(edges[i], edges[i + 1]) ? most : Math.max(most, counts[i]);
      total += counts[i];
    }
    return (double) most / total;
  }

  /** The mean width of the cell that a row is in. */
  private static double width(double[] edges, long[] counts) {
    double width = 0;
    long total = 0;
    for (int i = 0; i < counts.length; i++) {
      width += counts[i] * (edges[i + 1] - edges[i]);
      total += counts[i];
    }
    return width / total;
  }
}
