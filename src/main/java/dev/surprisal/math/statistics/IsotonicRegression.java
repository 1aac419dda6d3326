package dev.surprisal.math.statistics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The share of positives as a function of a score that never falls as the score rises, by pooling
 * adjacent violators; a share, from 0 to 1.
 *
 * <p>Rows of neighbouring scores are taken together in groups, so that the ends of the function do
 * not rest on a row or two; equal scores are in the same group. The share of k positives among n
 * rows is (k + ½)/(n + 1) (Jeffreys), so that it is never 0 or 1, and groups are pooled until these
 * ascend. But for that half a row it is the function with the least squared error. Below the least
 * and above the greatest score it goes on as it is there.
 *
 * <p>R. E. Barlow, D. J. Bartholomew, J. M. Bremner and H. D. Brunk, Statistical Inference under
 * Order Restrictions (1972); for calibration, B. Zadrozny and C. Elkan, <a
 * href="https://doi.org/10.1145/775047.775151">Transforming Classifier Scores into Accurate
 * Multiclass Probability Estimates</a> (2002).
 */
public final class IsotonicRegression {

  private final double[] from;
  private final double[] shares;

  private IsotonicRegression(double[] from, double[] shares) {
    this.from = from;
    this.shares = shares;
  }

  /**
   * Fits the function.
   *
   * @param scores the scores, none of them NaN
   * @param positive whether each row is a positive
   * @param leastRows the rows that a group has at least; the last one takes what remains
   * @throws IllegalArgumentException if there is no row, or not as many marks as scores
   */
  public static IsotonicRegression of(double[] scores, boolean[] positive, int leastRows) {
    if (scores.length == 0 || scores.length != positive.length) {
      throw new IllegalArgumentException(
          "Invalid positive: %d marks (must be as many as scores, %d, and at least one)"
              .formatted(positive.length, scores.length));
    }
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> scores[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    Blocks blocks = new Blocks(scores.length);
    for (int first = 0; first < order.length; ) {
      int end = end(order, scores, first, leastRows);
      long positives = 0;
      for (int i = first; i < end; i++) {
        positives += positive[order[i]] ? 1 : 0;
      }
      blocks.add(scores[order[first]], end - first, positives);
      first = end;
    }
    return blocks.regression();
  }

  /** One after the last row of a group. */
  private static int end(int[] order, double[] scores, int first, int leastRows) {
    int end = Math.min(order.length, first + Math.max(1, leastRows));
    if (order.length - end < leastRows) {
      return order.length;
    }
    while (end < order.length && scores[order[end]] == scores[order[end - 1]]) {
      end++;
    }
    return end;
  }

  /** The share of positives at a score. */
  public double at(double score) {
    int place = Arrays.binarySearch(from, score);
    int block = place >= 0 ? place : -place - 2;
    return shares[Math.max(0, block)];
  }

  /** The blocks so far, their shares ascending. */
  private static final class Blocks {

    private final double[] from;
    private final long[] rows;
    private final long[] positives;
    private int size;

    Blocks(int most) {
      this.from = new double[most];
      this.rows = new long[most];
      this.positives = new long[most];
    }

    void add(double least, long ofRows, long ofPositives) {
      from[size] = least;
      rows[size] = ofRows;
      positives[size] = ofPositives;
      size++;
      while (size > 1 && !isAbove(size - 1, size - 2)) {
        size--;
        rows[size - 1] += rows[size];
        positives[size - 1] += positives[size];
      }
    }

    /** Whether the share of one block is above that of another, without rounding. */
    private boolean isAbove(int block, int other) {
      return (2 * positives[block] + 1) * (rows[other] + 1)
          > (2 * positives[other] + 1) * (rows[block] + 1);
    }

    IsotonicRegression regression() {
      double[] shares = new double[size];
      Arrays.setAll(shares, i -> (positives[i] + 0.5) / (rows[i] + 1.0));
      return new IsotonicRegression(Arrays.copyOf(from, size), shares);
    }
  }
}
