package dev.surprisal.drift.classifier;

import dev.surprisal.math.statistics.DonskerVaradhan;
import dev.surprisal.math.statistics.IsotonicRegression;
import java.util.stream.IntStream;

/**
 * The divergence that a classifier's scores show. The share s of current rows at a score, by
 * isotonic regression, gives the ratio of the densities: T = ln(s/(1 − s)), but for a constant that
 * the bound of Donsker and Varadhan takes off. The regression of a fold's rows is that of the other
 * folds, so that no row is judged by itself; a plain mean of T would be too large for that.
 */
final class LogRatios {

  /** So few that the ends are not cut off, so many that the ends are not of chance. */
  private static final int LEAST_ROWS = 10;

  private LogRatios() {}

  static DonskerVaradhan divergence(CrossFit fit, double[] scores) {
    double[] ratios = new double[scores.length];
    for (int k = 0; k < fit.folds(); k++) {
      int[] others = fit.rowsWithout(k);
      if (others.length == 0) {
        continue; // all rows are in this fold, and have the ratio of 0
      }
      IsotonicRegression shares = regression(fit, scores, others);
      for (int row : fit.rowsOf(k)) {
        double share = shares.at(scores[row]);
        ratios[row] = Math.log(share / (1 - share));
      }
    }
    int[] all = IntStream.range(0, scores.length).toArray();
    return DonskerVaradhan.of(fit.of(ratios, all, true), fit.of(ratios, all, false));
  }

  private static IsotonicRegression regression(CrossFit fit, double[] scores, int[] rows) {
    double[] of = new double[rows.length];
    boolean[] current = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      of[i] = scores[rows[i]];
      current[i] = fit.current().get(rows[i]);
    }
    return IsotonicRegression.of(of, current, LEAST_ROWS);
  }
}
