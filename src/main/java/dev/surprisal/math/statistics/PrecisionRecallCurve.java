package dev.surprisal.math.statistics;

import java.util.ArrayList;
import java.util.List;

/**
 * The precision–recall curve of a score in cells, from the highest down: what precision and recall
 * are if the rows of a cell and of those above it are predicted to be positive.
 *
 * <p>The average precision is Σ (R_i − R_{i−1}) P_i over the cells, scikit-learn's for scores that
 * are equal within a cell; no unit, in [0, 1], NaN without a positive. Where a cell has several
 * scores, that of the scores themselves lies between {@link #least} and {@link #greatest}, whatever
 * their order: with T positives and F negatives above a cell of p and n, each of its positives has
 * a precision of at most (T + p)/(T + p + F), and the one with x of them above or equal at least (T
 * + x)/(T + x + F + n), of which the mean over x from 0 to p is a lower bound.
 *
 * @param positives the rows of each cell that are positive, the highest cell first; not necessarily
 *     integers
 * @param negatives the others
 * @param exact whether all rows of a cell have one score
 */
public record PrecisionRecallCurve(double[] positives, double[] negatives, boolean[] exact) {

  /**
   * A point of the curve.
   *
   * @param cell the last cell that is predicted to be positive
   * @param precision the share of positives among its rows and those above
   * @param recall the share of all positives that they have
   */
  public record Point(int cell, double precision, double recall) {}

  /** The points, by rising recall: one for each cell that has rows; none without a positive. */
  public List<Point> points() {
    double all = all(positives);
    List<Point> points = new ArrayList<>();
    double above = 0;
    double rows = 0;
    for (int i = 0; i < positives.length && all > 0; i++) {
      above += positives[i];
      rows += positives[i] + negatives[i];
      if (positives[i] + negatives[i] > 0) {
        points.add(new Point(i, above / rows, above / all));
      }
    }
    return points;
  }

  /** The average precision. */
  public double average() {
    return sum((above, below, p, n, isExact) -> p * (above + p) / (above + p + below + n));
  }

  /** The least that the average precision of the scores themselves can be. */
  public double least() {
    return sum(
        (above, below, p, n, isExact) -> {
          double wrong = below + n;
          return isExact
              ? p * (above + p) / (above + p + wrong)
              : p - (wrong > 0 ? wrong * Math.log1p(p / (above + wrong)) : 0);
        });
  }

  /** The most that it can be. */
  public double greatest() {
    return sum(
        (above, below, p, n, isExact) -> p * (above + p) / (above + p + below + (isExact ? n : 0)));
  }

  /** What the positives of a cell add. */
  @FunctionalInterface
  private interface Term {
    double of(double above, double below, double positives, double negatives, boolean isExact);
  }

  private double sum(Term term) {
    double sum = 0;
    double above = 0;
    double below = 0;
    for (int i = 0; i < positives.length; i++) {
      if (positives[i] > 0) {
        sum += term.of(above, below, positives[i], negatives[i], exact[i]);
      }
      above += positives[i];
      below += negatives[i];
    }
    return sum / above;
  }

  /**
   * The variance of a row, so that the average precision of n independent rows has to first order
   * the variance v/n: that of the influence of a row (the delta method over the cells' shares). A
   * row above a positive changes its precision, and a positive has a precision of its own.
   */
  public double varianceOfRow() {
    int cells = positives.length;
    double all = all(positives);
    double rows = all + all(negatives);
    double average = average();
    double[] precision = new double[cells];
    double[] seen = new double[cells];
    double above = 0;
    double below = 0;
    for (int i = 0; i < cells; i++) {
      above += positives[i];
      below += negatives[i];
      seen[i] = above + below;
      precision[i] = above / seen[i];
    }
    double mean = 0;
    double squares = 0;
    double gain = 0;
    double loss = 0;
    for (int i = cells - 1; i >= 0; i--) {
      if (positives[i] > 0) {
        gain += positives[i] * (1 - precision[i]) / seen[i];
        loss += positives[i] * precision[i] / seen[i];
      }
      double ofPositive = (precision[i] - average + gain) * rows / all;
      double ofNegative = -loss * rows / all;
      if (positives[i] > 0) {
        mean += positives[i] / rows * ofPositive;
        squares += positives[i] / rows * ofPositive * ofPositive;
      }
      mean += negatives[i] / rows * ofNegative;
      squares += negatives[i] / rows * ofNegative * ofNegative;
    }
    return Math.max(0, squares - mean * mean);
  }

  private static double all(double[] rows) {
    double sum = 0;
    for (double each : rows) {
      sum += each;
    }
    return sum;
  }
}
