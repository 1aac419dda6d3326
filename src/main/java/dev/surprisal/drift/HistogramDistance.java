package dev.surprisal.drift;

import dev.surprisal.math.Wasserstein;
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
 * @param wasserstein ∫|F − G| dx over the finite values, each cell's rows spread evenly, in the
 *     values' own unit
 * @param wassersteinError half the mean width of the cells, of both sides together
 */
record HistogramDistance(double ks, double ksError, double wasserstein, double wassersteinError) {

  static HistogramDistance of(ColumnDistribution before, ColumnDistribution after) {
    List<Cell> first = finite(before);
    List<Cell> second = finite(after);
    if (first.isEmpty() || second.isEmpty()) {
      double none = Double.NaN;
      return new HistogramDistance(none, none, none, none);
    }
    double[] edges = commonEdges(first, second);
    long[] x = counts(edges, first);
    long[] y = counts(edges, second);
    return new HistogramDistance(
        greatestDifference(x, y),
        Math.max(greatestShare(x), greatestShare(y)),
        Wasserstein.distance(edges, x, y),
        (width(edges, x) + width(edges, y)) / 2);
  }

  List<Measure> measures() {
    return List.of(
        Measure.number("ks_statistic", ks),
        Measure.number("ks_error", ksError),
        Measure.number("wasserstein", wasserstein),
        Measure.number("wasserstein_error", wassersteinError));
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

  private static double greatestDifference(long[] first, long[] second) {
    double n = Arrays.stream(first).sum();
    double m = Arrays.stream(second).sum();
    double below1 = 0;
    double below2 = 0;
    double greatest = 0;
    for (int i = 0; i < first.length; i++) {
      below1 += first[i];
      below2 += second[i];
      greatest = Math.max(greatest, Math.abs(below1 / n - below2 / m));
    }
    return greatest;
  }

  private static double greatestShare(long[] counts) {
    long most = 0;
    long total = 0;
    for (long count : counts) {
      most = Math.max(most, count);
      total += count;
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
