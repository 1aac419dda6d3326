package dev.surprisal.drift.comparison;

import dev.surprisal.math.statistics.Normal;
import dev.surprisal.profile.Calibration;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.SampleSize;
import java.util.List;

/**
 * Figures read off the bins of the confidence, each a mean over the scored rows to first order: the
 * variance of a row is that of the row's influence on the figure.
 *
 * <p>Reliability and resolution split the log loss of the event that the most probable class
 * happens: uncertainty − resolution + reliability (J. Bröcker, <a
 * href="https://doi.org/10.1002/qj.456">Reliability, sufficiency, and the decomposition of proper
 * scores</a>, 2009), with the bias of few rows taken off as G's: half a row a bin that has rows
 * enough.
 */
public final class Calibrations {

  /** As if by half a row more, of which what is expected came. */
  private static final double PRIOR = 0.5;

  /** From so many expected rows of the rarer kind on, twice n·D̂ has the mean 1. */
  private static final double MANY = 20;

  private Calibrations() {}

  /**
   * The cost of bad calibration: Σ n_b/n · D(accuracy_b‖mean confidence_b), less its mean for a
   * calibrated model. Second-order noise, B/2n², is part of the variance: without it that would be
   * 0 for a calibrated model.
   */
  static Moments reliability(Profile profile) {
    Bins bins = new Bins(profile);
    return bins.information(
        bin -> clamp(bins.of.confidence()[bin] / bins.of.rows()[bin]), bins.free());
  }

  /**
   * What the confidence tells of the outcome: Σ n_b/n · D(accuracy_b‖accuracy), less its mean for
   * one that tells nothing.
   */
  static Moments resolution(Profile profile) {
    Bins bins = new Bins(profile);
    SampleSize size = profile.scoredSize();
    double accuracy = clamp(profile.mostProbable() * size.scale() / size.effective());
    return bins.information(bin -> accuracy, Math.max(0, bins.free() - 1));
  }

  /**
   * The expected calibration error Σ n_b/n |accuracy_b − mean confidence_b|, less what noise adds
   * to it: the gap d̂ of each equal-width bin has the standard error s, and E|N(d̂, s)| − |d̂| is
   * taken off.
   */
  public static Moments calibrationError(Profile profile) {
    return error(profile.calibration().even(), profile.scoredSize());
  }

  /**
   * The mean over the classes of the calibration error of their probabilities, less what noise adds
   * to it. The errors of the classes go together in no known way; the standard error of their mean
   * is at most the mean of theirs.
   */
  public static Moments classwiseError(Profile profile) {
    List<Calibration> classes = profile.calibrationByClass();
    double error = 0;
    double deviation = 0;
    for (Calibration ofClass : classes) {
      Moments moments = error(ofClass, profile.scoredSize());
      error += moments.mean() / classes.size();
      deviation += Math.sqrt(moments.variance()) / classes.size();
    }
    return classes.isEmpty()
        ? new Moments(profile.scoredSize(), Double.NaN, Double.NaN)
        : new Moments(profile.scoredSize(), error, deviation * deviation);
  }

  /** The same of one class. */
  public static Moments classError(Profile profile, int ofClass) {
    return error(profile.calibrationOf(ofClass), profile.scoredSize());
  }

  private static Moments error(Calibration even, SampleSize size) {
    Bins bins = new Bins(even, size);
    double error = 0;
    double squares = 0;
    double signed = 0;
    double n = size.effective();
    for (int b = 0; b < bins.of.bins(); b++) {
      double rows = bins.of.rows()[b];
      if (rows > 0) {
        double accuracy = bins.accuracy(b);
        double gap = (bins.of.correct()[b] - bins.of.confidence()[b]) / rows;
        double deviation = Math.sqrt(accuracy * (1 - accuracy) / rows);
        error += rows / n * (2 * Math.abs(gap) - Folded.mean(gap, deviation));
        signed += rows / n * Math.abs(gap);
        squares += rows / n * (accuracy * (1 - accuracy) + gap * gap);
      }
    }
    return new Moments(size, error, Math.max(0, squares - signed * signed));
  }

  private static double clamp(double share) {
    return Math.max(1e-6, Math.min(1 - 1e-6, share));
  }

  /** A figure by bin. */
  @FunctionalInterface
  private interface ByBin {
    double of(int bin);
  }

  /** The normal distribution, folded at 0. */
  private static final class Folded {

    /** E|N(mean, deviation)|. */
    static double mean(double mean, double deviation) {
      if (deviation == 0) {
        return Math.abs(mean);
      }
      double z = mean / deviation;
      return deviation * Math.sqrt(2 / Math.PI) * Math.exp(-z * z / 2)
          + mean * (2 * Normal.cumulative(z) - 1);
    }
  }

  /** The bins of a profile. */
  private record Bins(Calibration of, SampleSize scored) {

    Bins(Profile profile) {
      this(profile.calibration(), profile.scoredSize());
    }

    /**
     * How many bins' accuracies are free to differ from what is expected. A bin that is drawn
     * towards that as if by ε of a row is so by (n_b/(n_b + ε))².
     */
    double free() {
      double free = 0;
      for (double rows : of.rows()) {
        double share = rows / (rows + PRIOR);
        free += share * share;
      }
      return free;
    }

    /** With half a row on either side, so that no logarithm is infinite. */
    double accuracy(int bin) {
      return (of.correct()[bin] + 0.5) / (of.rows()[bin] + 1.0);
    }

    /** Where the noise is all there is, the figure is a χ² of k degrees of freedom. */
    private static double degreesOfFreedom(double n, double k, double shareOfNoise) {
      // With one filled bin there is neither noise nor anything to resolve.
      double most = k == 0 ? n - 1 : Math.min(n - 1, k / (shareOfNoise * shareOfNoise));
      return Math.max(1, most);
    }

    /** Σ n_b/n · D(o_b‖c_b) less its mean where o is c, and the variance of ln(o_b/c_b). */
    Moments information(ByBin expected, double k) {
      double mean = 0;
      double squares = 0;
      double bias = 0;
      double n = scored.effective();
      for (int b = 0; b < of.bins(); b++) {
        double rows = of.rows()[b];
        if (rows > 0) {
          double c = expected.of(b);
          double o = (of.correct()[b] + PRIOR * c) / (rows + PRIOR);
          double right = Math.log(o / c);
          double wrong = Math.log((1 - o) / (1 - c));
          mean += rows / n * (o * right + (1 - o) * wrong);
          squares += rows / n * (o * right * right + (1 - o) * wrong * wrong);
          bias += rows / n * ofNoise(rows, c);
        }
      }
      double noise = k / (2 * n);
      double variance = Math.max(0, squares - mean * mean) + noise;
      // One bin less is free where what is expected was read off them.
      double excess = mean - bias * (k / free());
      return new Moments(scored, excess, variance, degreesOfFreedom(n, k, noise / variance));
    }

    /** E[D(o‖c)] of rows that are right with probability c. */
    private static double ofNoise(double rows, double c) {
      double rare = Math.min(c, 1 - c);
      if (rows * rare >= MANY) {
        double share = rows / (rows + PRIOR);
        return share * share / (2 * rows);
      }
      long many = Math.max(1, Math.round(rows));
      double probability = Math.exp(many * Math.log1p(-rare));
      double sum = 0;
      for (long j = 0; j <= Math.min(many, 5 * MANY); j++) {
        double o = (j + PRIOR * rare) / (many + PRIOR);
        sum += probability * (o * Math.log(o / rare) + (1 - o) * Math.log((1 - o) / (1 - rare)));
        probability *= (many - j) / (j + 1.0) * rare / (1 - rare);
      }
      return sum;
    }
  }
}
