package dev.surprisal.math.statistics;

import dev.surprisal.math.CompensatedSum;
import dev.surprisal.math.Kernels;
import java.util.Arrays;

/** Counts of several samples over the same cells, beside what one common distribution expects. */
final class ContingencyTable {
  /** A cell's contribution to a statistic. */
  @FunctionalInterface
  interface Term {
    double of(double observed, double expected, double difference);
  }

  private final double[][] counts;
  private final double[] rowTotals;
  private final double[] columnTotals;
  private final double total;

  private ContingencyTable(
      double[][] counts, double[] rowTotals, double[] columnTotals, double total) {
    this.counts = counts;
    this.rowTotals = rowTotals;
    this.columnTotals = columnTotals;
    this.total = total;
  }

  static ContingencyTable of(long[][] counts) {
    double[][] masses = new double[counts.length][];
    for (int i = 0; i < counts.length; i++) {
      // Refuses negative counts in their own words.
      Counts.total(counts[i]);
      masses[i] = Arrays.stream(counts[i]).asDoubleStream().toArray();
    }
    return of(masses);
  }

  static ContingencyTable of(double[][] counts) {
    int columns = counts.length == 0 ? 0 : counts[0].length;
    double[] rowTotals = new double[counts.length];
    double[] columnTotals = new double[columns];
    for (int i = 0; i < counts.length; i++) {
      Counts.requireSameLength(columns, counts[i].length);
      rowTotals[i] = Counts.total(counts[i]);
      for (int j = 0; j < columns; j++) {
        columnTotals[j] += counts[i][j];
      }
    }
    return new ContingencyTable(
        counts, rowTotals, columnTotals, Kernels.sum(rowTotals, rowTotals.length));
  }

  TestResult test(Term term, double factor) {
    int rows = filled(rowTotals);
    int columns = filled(columnTotals);
    if (rows < 2) {
      return TestResult.UNDEFINED;
    }
    CompensatedSum sum = new CompensatedSum();
    for (int i = 0; i < counts.length; i++) {
      for (int j = 0; j < columnTotals.length; j++) {
        if (rowTotals[i] > 0 && columnTotals[j] > 0) {
          sum.add(contribution(i, j, term));
        }
      }
    }
    return TestResult.ofChiSquared(factor * sum.value(), (rows - 1.0) * (columns - 1.0));
  }

  private double contribution(int row, int column, Term term) {
    double observed = counts[row][column];
    double expected = rowTotals[row] * (columnTotals[column] / total);
    // o − e = (o·N − R·C)/N, without the rounding of e, which would swamp a small difference.
    double difference =
        Counts.differenceOfProducts(observed, total, rowTotals[row], columnTotals[column]) / total;
    return term.of(observed, expected, difference);
  }

  static TestResult fit(long[] observed, double[] weights, Term term, double factor) {
    Counts.requireSameLength(observed.length, weights.length);
    double total = Counts.total(observed);
    double weight = requireWeights(weights);
    if (total == 0 || weight == 0) {
      return TestResult.UNDEFINED;
    }
    CompensatedSum sum = new CompensatedSum();
    int cells = 0;
    for (int i = 0; i < observed.length; i++) {
      if (observed[i] > 0 || weights[i] > 0) {
        double expected = total * (weights[i] / weight);
        double difference =
            Counts.differenceOfProducts(observed[i], weight, total, weights[i]) / weight;
        sum.add(term.of(observed[i], expected, difference));
        cells++;
      }
    }
    return TestResult.ofChiSquared(factor * sum.value(), cells - 1.0);
  }

  private static double requireWeights(double[] weights) {
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0 && weights[i] <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "Invalid weights[%d]: %s (must be finite and at least 0)".formatted(i, weights[i]));
      }
    }
    return Kernels.sum(weights, weights.length);
  }

  private static int filled(double[] totals) {
    int filled = 0;
    for (double x : totals) {
      filled += x > 0 ? 1 : 0;
    }
    return filled;
  }
}
