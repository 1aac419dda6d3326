package dev.surprisal.math.statistics;

import java.util.Arrays;

/**
 * The two-sample Kolmogorov–Smirnov test, two-sided: D = max |F(x) − G(x)| between the samples'
 * distribution functions.
 *
 * <p>The p-value P(D ≥ d) is exact for up to a million pairs of rows, by the recursion over the
 * lattice of their orders, and beyond that the limit of Kolmogorov with √(nm/(n+m))·d, whose error
 * is of the order of 1/√n. It is that of continuous values: with ties it is an upper bound, so that
 * the test errs towards finding nothing.
 *
 * <p>J. L. Hodges, <a href="https://doi.org/10.1007/BF02589501">The significance probability of the
 * Smirnov two-sample test</a> (1958); G. Marsaglia, W. Tsang and J. Wang, <a
 * href="https://doi.org/10.18637/jss.v008.i18">Evaluating Kolmogorov's Distribution</a> (2003).
 */
public final class KolmogorovSmirnov {
  /** Up to here the recursion takes a few milliseconds. */
  private static final double EXACT_PAIRS = 1e6;

  /** Differences of the distribution functions that are the same but for rounding. */
  private static final double ROUNDING = 1e-9;

  private KolmogorovSmirnov() {}

  /**
   * Tests whether two samples come from one distribution. Infinite values are ordered like others.
   * {@link TestResult#UNDEFINED} if a sample is empty or has a NaN. The degrees of freedom are NaN.
   */
  public static TestResult twoSample(double[] x, double[] y) {
    if (x.length == 0 || y.length == 0 || hasNaN(x) || hasNaN(y)) {
      return TestResult.UNDEFINED;
    }
    double statistic = statistic(sorted(x), sorted(y));
    return new TestResult(statistic, Double.NaN, pValue(statistic, x.length, y.length));
  }

  /**
   * Tests whether two histograms over the same bins come from one distribution, from their
   * distribution functions at the bins' edges.
   *
   * <p>The statistic of the values themselves is at least as large, and larger by at most the share
   * of the fullest bin: the bins' width is the error. The p-value is an upper bound. {@link
   * TestResult#UNDEFINED} if a histogram is empty.
   *
   * @throws IllegalArgumentException if a count is negative or the lengths differ
   */
  public static TestResult twoSample(long[] first, long[] second) {
    Counts.requireSameLength(first.length, second.length);
    double n = Counts.total(first);
    double m = Counts.total(second);
    if (n == 0 || m == 0) {
      return TestResult.UNDEFINED;
    }
    double below1 = 0;
    double below2 = 0;
    double max = 0;
    for (int i = 0; i < first.length; i++) {
      below1 += first[i];
      below2 += second[i];
      max = Math.max(max, Math.abs(Counts.differenceOfProducts(below1, m, below2, n)));
    }
    double statistic = Math.min(1.0, max / n / m);
    return new TestResult(statistic, Double.NaN, pValue(statistic, n, m));
  }

  private static double statistic(double[] x, double[] y) {
    long max = 0;
    int i = 0;
    int j = 0;
    while (i < x.length && j < y.length) {
      double value = Math.min(x[i], y[j]);
      // The functions step over all rows of one value together.
      while (i < x.length && x[i] <= value) {
        i++;
      }
      while (j < y.length && y[j] <= value) {
        j++;
      }
      max = Math.max(max, Math.abs((long) i * y.length - (long) j * x.length));
    }
    return (double) max / x.length / y.length;
  }

  /** P(D ≥ statistic) for n and m rows. */
  public static double pValue(double statistic, double n, double m) {
    return n * m <= EXACT_PAIRS
        ? exact(statistic, (int) n, (int) m)
        : limit(statistic * Math.sqrt(n / (n + m) * m));
  }

  /**
   * The share of the ways to order n and m rows that lead past the statistic. touched[j] is that
   * share among the orders of the first i and j rows; only positive numbers are added.
   */
  private static double exact(double statistic, int n, int m) {
    double threshold = statistic * (1 - ROUNDING);
    double[] touched = new double[m + 1];
    for (int i = 0; i <= n; i++) {
      for (int j = 0; j <= m; j++) {
        if (Math.abs((double) i / n - (double) j / m) >= threshold) {
          touched[j] = 1;
        } else if (i + j > 0) {
          double fromX = i > 0 ? i * touched[j] : 0;
          double fromY = j > 0 ? j * touched[j - 1] : 0;
          touched[j] = (fromX + fromY) / (i + j);
        }
      }
    }
    return Math.min(1.0, touched[m]);
  }

  /** 2 Σ (−1)ᵏ⁻¹ exp(−2k²λ²), for small λ in the form that converges there. */
  private static double limit(double lambda) {
    if (lambda < 0.2) {
      // The other tail is below 1e-13.
      return 1.0;
    }
    if (lambda < 1.18) {
      double sum = 0;
      for (int k = 1; k <= 7; k += 2) {
        sum += Math.exp(-k * k * Math.PI * Math.PI / (8 * lambda * lambda));
      }
      return 1 - Math.sqrt(2 * Math.PI) / lambda * sum;
    }
    double sum = 0;
    for (int k = 5; k >= 1; k--) {
      sum = Math.exp(-2.0 * k * k * lambda * lambda) - sum;
    }
    return Math.min(1.0, 2 * sum);
  }

  private static boolean hasNaN(double[] values) {
    return Arrays.stream(values).anyMatch(Double::isNaN);
  }

  private static double[] sorted(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }
}
