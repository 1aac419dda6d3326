package dev.surprisal.math.statistics;

import dev.surprisal.math.CompensatedSum;
import dev.surprisal.math.Kernels;
import java.util.Arrays;
import java.util.Collection;

/**
 * The area under the receiver operating characteristic curve of a score: P(x &lt; y) + ½ P(x = y)
 * for a random negative's score x and a random positive's y. ½ where the score tells nothing, 1
 * where it tells all; no unit.
 *
 * <p>It is the share of pairs of a negative and a positive in which the positive has the higher
 * score, ties worth ½ (Mann and Whitney), counted exactly by ranks. Its variance is that of E. R.
 * DeLong, D. M. DeLong and D. L. Clarke-Pearson, <a
 * href="https://doi.org/10.2307/2531595">Comparing the Areas under Two or More Correlated Receiver
 * Operating Characteristic Curves</a> (1988), by the ranks of X. Sun and W. Xu, <a
 * href="https://doi.org/10.1109/LSP.2014.2337313">Fast Implementation of DeLong's Algorithm…</a>
 * (2014).
 *
 * @param negatives the rows without the property
 * @param positives the rows with it
 * @param area the area; NaN where a side is empty or a score is NaN
 * @param variance the estimate's variance; NaN where a side has fewer than two rows
 * @param chanceVariance what the variance is if the score has nothing to do with the property,
 *     given the scores and their ties
 * @param disjointPairs the most pairs that can be made so that none shares a row with another
 */
public record RocArea(
    long negatives,
    long positives,
    double area,
    double variance,
    double chanceVariance,
    long disjointPairs) {

  /** The area of the scores of both sides, in O(n log n). */
  public static RocArea of(double[] negatives, double[] positives) {
    long m = negatives.length;
    long n = positives.length;
    if (m == 0 || n == 0 || hasNaN(negatives) || hasNaN(positives)) {
      return new RocArea(m, n, Double.NaN, Double.NaN, Double.NaN, Math.min(m, n));
    }
    double[] below = sorted(negatives);
    double[] above = sorted(positives);
    double[] all = new double[below.length + above.length];
    System.arraycopy(below, 0, all, 0, below.length);
    System.arraycopy(above, 0, all, below.length, above.length);
    Arrays.sort(all);
    // Of each positive the share of negatives below it; of each negative that of positives below.
    double[] beaten = placements(above, all, m);
    double[] unbeaten = placements(below, all, n);
    double area = mean(beaten);
    double variance = sampleVariance(beaten) / n + sampleVariance(unbeaten) / m;
    return new RocArea(m, n, area, variance, chanceVariance(all, m, n), Math.min(m, n));
  }

  /**
   * The area over pairs within strata, each with a score of its own, such as the folds of a
   * cross-validation: Σ wₖAₖ, the weights wₖ the strata's shares of the pairs. Its variance is Σ
   * wₖ²Vₖ, for rows of different folds are independent given the models; E. LeDell, M. Petersen and
   * M. van der Laan, <a href="https://doi.org/10.1214/15-EJS1035">Computationally Efficient
   * Confidence Intervals for Cross-validated Area Under the ROC Curve Estimates</a> (2015). Strata
   * without a pair are passed over.
   */
  public static RocArea stratified(Collection<RocArea> strata) {
    double pairs = strata.stream().mapToDouble(RocArea::pairs).sum();
    CompensatedSum area = new CompensatedSum();
    CompensatedSum variance = new CompensatedSum();
    CompensatedSum chance = new CompensatedSum();
    long negatives = 0;
    long positives = 0;
    long disjoint = 0;
    for (RocArea stratum : strata) {
      negatives += stratum.negatives;
      positives += stratum.positives;
      disjoint += stratum.disjointPairs;
      if (stratum.pairs() > 0) {
        double weight = stratum.pairs() / pairs;
        area.add(weight * stratum.area);
        variance.add(weight * weight * stratum.variance);
        chance.add(weight * weight * stratum.chanceVariance);
      }
    }
    return pairs > 0
        ? new RocArea(
            negatives, positives, area.value(), variance.value(), chance.value(), disjoint)
        : new RocArea(negatives, positives, Double.NaN, Double.NaN, Double.NaN, disjoint);
  }

  /**
   * The confidence interval of the area by the normal approximation, cut at 0 and 1. Where each
   * positive is above each negative (or each below), DeLong's variance is 0, which says too much:
   * there the far end is (α/2)^(1/k), for k pairs that share no row would all be in order with a
   * probability of at least α/2 down to that area. NaN at both ends where there is no variance.
   *
   * @param level the probability that the interval holds the true area, such as 0.95
   * @throws IllegalArgumentException if the level is not between 0 and 1, both excluded
   */
  public ConfidenceInterval interval(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          "Invalid level: %s (must be above 0 and below 1)".formatted(level));
    }
    if (Double.isNaN(variance)) {
      return new ConfidenceInterval(Double.NaN, Double.NaN);
    }
    double far = Math.pow((1 - level) / 2, 1.0 / disjointPairs);
    if (area == 1) {
      return new ConfidenceInterval(far, 1);
    }
    if (area == 0) {
      return new ConfidenceInterval(0, 1 - far);
    }
    double margin = Normal.quantile(0.5 * (1 + level)) * Math.sqrt(variance);
    return new ConfidenceInterval(Math.max(0, area - margin), Math.min(1, area + margin));
  }

  /**
   * Tests whether the area is above ½: the probability of one at least as large if the score has
   * nothing to do with the property, by the normal approximation. The statistic is the distance
   * from ½ in standard deviations; 0 with a p-value of 1 where all scores are the same.
   */
  public TestResult aboveChance() {
    if (Double.isNaN(area)) {
      return TestResult.UNDEFINED;
    }
    return chanceVariance > 0
        ? ofNormal((area - 0.5) / Math.sqrt(chanceVariance))
        : new TestResult(0, Double.NaN, 1);
  }

  private static TestResult ofNormal(double statistic) {
    return new TestResult(statistic, Double.NaN, Normal.survival(statistic));
  }

  private double pairs() {
    return Double.isNaN(area) ? 0 : (double) negatives * positives;
  }

  /** Of each of the sorted values, the share of the others' side below it, ties worth half. */
  private static double[] placements(double[] side, double[] all, long others) {
    double[] placements = new double[side.length];
    int ownFrom = 0;
    int allFrom = 0;
    while (ownFrom < side.length) {
      double value = side[ownFrom];
      while (all[allFrom] < value) {
        allFrom++;
      }
      int ownTo = end(side, ownFrom);
      int allTo = end(all, allFrom);
      // Twice the others' rows below, and once those that are equal.
      long below = 2L * (allFrom - ownFrom) + (allTo - allFrom) - (ownTo - ownFrom);
      Arrays.fill(placements, ownFrom, ownTo, below / (2.0 * others));
      ownFrom = ownTo;
      allFrom = allTo;
    }
    return placements;
  }

  /** One after the last value that equals the one at the place. */
  private static int end(double[] sorted, int from) {
    int to = from + 1;
    while (to < sorted.length && sorted[to] == sorted[from]) {
      to++;
    }
    return to;
  }

  /** [(N + 1) − Σ(t³ − t)/(N(N − 1))]/12mn, with t rows in each tie. */
  private static double chanceVariance(double[] all, long m, long n) {
    double rows = all.length;
    CompensatedSum ties = new CompensatedSum();
    for (int from = 0; from < all.length; from = end(all, from)) {
      double tied = end(all, from) - from;
      ties.add(tied * (tied * tied - 1));
    }
    return Math.max(0, rows + 1 - ties.value() / (rows * (rows - 1))) / (12.0 * m * n);
  }

  private static double mean(double[] values) {
    return Kernels.sum(values, values.length) / values.length;
  }

  private static double sampleVariance(double[] values) {
    double mean = mean(values);
    CompensatedSum squares = new CompensatedSum();
    for (double value : values) {
      squares.add((value - mean) * (value - mean));
    }
    return values.length < 2 ? Double.NaN : squares.value() / (values.length - 1);
  }

  /** A zero has no sign here. */
  private static double[] sorted(double[] values) {
    double[] sorted = Arrays.stream(values).map(value -> value + 0.0).toArray();
    Arrays.sort(sorted);
    return sorted;
  }

  private static boolean hasNaN(double[] values) {
    return Arrays.stream(values).anyMatch(Double::isNaN);
  }
}
