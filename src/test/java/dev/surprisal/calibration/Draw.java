package dev.surprisal.calibration;

import java.util.SplittableRandom;
import org.apache.commons.numbers.gamma.LogGamma;

/** Draws counts: exactly, and as fast for a hundred thousand rows as for a hundred. */
final class Draw {

  /** Below so many expected successes, adding up the probabilities is faster. */
  private static final double FEW = 10;

  private final SplittableRandom random;

  Draw(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** A number of the standard normal distribution. */
  double gaussian() {
    return random.nextGaussian();
  }

  /** How many of n rows fall into each cell of the given shares, which add up to 1. */
  long[] multinomial(long n, double[] shares) {
    long[] counts = new long[shares.length];
    long left = n;
    double mass = 1;
    for (int i = 0; i + 1 < shares.length && left > 0; i++) {
      counts[i] = binomial(left, Math.min(1, shares[i] / mass));
      left -= counts[i];
      mass -= shares[i];
    }
    counts[shares.length - 1] += left;
    return counts;
  }

  /** How many of n coins that each fall to heads with probability p do. */
  long binomial(long n, double p) {
    if (p > 0.5) {
      return n - binomial(n, 1 - p);
    }
    if (p <= 0 || n == 0) {
      return 0;
    }
    return n * p < FEW ? inverted(n, p) : rejected(n, p);
  }

  private long inverted(long n, double p) {
    double odds = p / (1 - p);
    double probability = Math.exp(n * Math.log1p(-p));
    double u = random.nextDouble();
    long k = 0;
    while (u > probability && k < n) {
      u -= probability;
      k++;
      probability *= odds * (n - k + 1) / k;
    }
    return k;
  }

  /**
   * Transformed rejection with squeeze: W. Hörmann, <a
   * href="https://doi.org/10.1080/00949659308811496">The generation of binomial random variates</a>
   * (1993), algorithm BTRS, whose constants these are.
   */
  private long rejected(long n, double p) {
    double deviation = Math.sqrt(n * p * (1 - p));
    double b = 1.15 + 2.53 * deviation;
    double a = -0.0873 + 0.0248 * b + 0.01 * p;
    double centre = n * p + 0.5;
    double surely = 0.92 - 4.2 / b;
    double scale = (2.83 + 5.1 / b) * deviation;
    double mode = Math.floor((n + 1) * p);
    while (true) {
      double v = random.nextDouble();
      double u = random.nextDouble() - 0.5;
      double edge = 0.5 - Math.abs(u);
      double k = Math.floor((2 * a / edge + b) * u + centre);
      if (edge >= 0.07 && v <= surely) {
        return (long) k;
      }
      if (k >= 0 && k <= n) {
        double height = ways(n, mode) - ways(n, k) + (k - mode) * (Math.log(p) - Math.log1p(-p));
        if (Math.log(v * scale / (a / (edge * edge) + b)) <= height) {
          return (long) k;
        }
      }
    }
  }

  private static double ways(long n, double k) {
    return LogGamma.value(k + 1) + LogGamma.value(n - k + 1);
  }
}
