package dev.surprisal.math;

/**
 * One class's share of a divergence, without cancellation.
 *
 * <p>Where p and q are close, p ln(p/q) − p + q is a small difference of large numbers: computed as
 * written it has no correct digit left once p and q agree in half of theirs, and can be negative.
 * With s = (p − q)/(p + q), so that p/q = (1 + s)/(1 − s), the terms are series in s that begin
 * with the leading order:
 *
 * <pre>
 *   ln(p/q)                   = 2s·(1 + s²·A(s²))
 *   p ln(p/q) − p + q         = (p − q)·s·(1 + (1 + s)·s·A(s²))
 *   p ln(p/m) + q ln(q/m)     = (p − q)·s·P(s²)                m = (p + q)/2
 *
 *   A(z) = (artanh(√z) − √z)/√z³                         = 1/3 + z/5 + z²/7 + …
 *   P(z) = ((1 + √z) ln(1 + √z) + (1 − √z) ln(1 − √z))/2z = 1/2 + z/12 + z²/30 + …
 * </pre>
 *
 * <p>Elsewhere they are logarithms of the ratio, with eight bits to spare ({@link Logarithm}), and
 * with the rounding error of the ratio r itself: p ln(p/q) = p ln r + p ln(1 + e), and p·e = p −
 * r·q, one fused operation.
 *
 * <p>Invariant 1: p − q is exact where a series is used (Sterbenz), for p/q is then between ½ and
 * 2. Invariant 2: elsewhere the logarithm's error, 2⁻⁶⁰, is below half an ulp of the term. The
 * limits are the least that allow the second; few rows of unrelated p and q then change from one
 * branch to the other.
 *
 * <p>The polynomials are Chebyshev fits in 60 digits; the script {@code scripts/coefficients.py}
 * makes them and states their errors.
 */
final class Terms {
  /** Up to this |s| by the series A. */
  private static final double RATIO_LIMIT = 0.05;

  private Terms() {}

  /** Adds p ln(p/q) for p, q &gt; 0. */
  static void addRelativeEntropy(CompensatedSum sum, double p, double q) {
    double d = p - q;
    double s = d / (p + q);
    if (Math.abs(s) <= RATIO_LIMIT) {
      sum.add(excess(d, s));
      sum.add(d);
    } else {
      addLogRatio(sum, p, q);
    }
  }

  /** Adds p ln(p/q) − p + q ≥ 0 for p ≥ 0 and q &gt; 0. */
  static void addGeneralised(CompensatedSum sum, double p, double q) {
    double d = p - q;
    double s = d / (p + q);
    if (Math.abs(s) <= RATIO_LIMIT) {
      sum.add(excess(d, s));
      return;
    }
    // 0·ln 0 = 0
    if (p > 0) {
      addLogRatio(sum, p, q);
    }
    sum.add(-d);
  }

  /**
   * The term o ln(o/e) − o + e ≥ 0 of a statistic, for a caller that knows the difference d = o − e
   * better than o and e tell it; +∞ if e is 0 where o is not.
   */
  static double excess(double observed, double expected, double d) {
    // 0·ln 0 = 0
    if (observed == 0) {
      return expected;
    }
    if (expected == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double s = d / (observed + expected);
    if (Math.abs(s) <= RATIO_LIMIT) {
      return excess(d, s);
    }
    CompensatedSum sum = new CompensatedSum();
    addLogRatio(sum, observed, expected);
    sum.add(-d);
    return sum.value();
  }

  /** Adds (p − q) ln(p/q) ≥ 0 for p, q &gt; 0. */
  static void addJeffreys(CompensatedSum sum, double p, double q) {
    double d = p - q;
    double s = d / (p + q);
    if (Math.abs(s) <= RATIO_LIMIT) {
      double z = s * s;
      sum.add(2 * d * s * Math.fma(z, artanhSeries(z), 1.0));
      return;
    }
    double ratio = p / q;
    if (isNormal(ratio)) {
      Logarithm.addProduct(sum, d, ratio);
      sum.addError(d * (Math.fma(-ratio, q, p) / p));
    } else {
      Logarithm.addProduct(sum, d, p);
      Logarithm.addProduct(sum, -d, q);
    }
  }

  /** Adds p ln(p/m) + q ln(q/m) ≥ 0, where m = (p + q)/2: twice the Jensen–Shannon term. */
  static void addJensenShannon(CompensatedSum sum, double p, double q) {
    double d = p - q;
    double w = p + q;
    double s = Math.abs(d / w);
    if (s < CoinDivergence.LEAST) {
      sum.add(Math.abs(d) * s * entropySeries(s * s));
    } else if (s <= CoinDivergence.MOST) {
      sum.add(w * CoinDivergence.of(s));
    } else if (d != 0) {
      addShareOfMean(sum, p, w);
      addShareOfMean(sum, q, w);
    }
  }

  /** Adds p ln(2p/w). */
  private static void addShareOfMean(CompensatedSum sum, double p, double w) {
    // 0·ln 0 = 0
    if (p > 0) {
      sum.add(p * Math.log(2 * p / w));
    }
  }

  private static void addLogRatio(CompensatedSum sum, double p, double q) {
    double ratio = p / q;
    if (isNormal(ratio)) {
      Logarithm.addProduct(sum, p, ratio);
      sum.addError(Math.fma(-ratio, q, p));
    } else {
      Logarithm.addProduct(sum, p, p);
      Logarithm.addProduct(sum, -p, q);
    }
  }

  private static boolean isNormal(double ratio) {
    return ratio >= Double.MIN_NORMAL && ratio <= Double.MAX_VALUE;
  }

  /** p ln(p/q) − p + q. */
  private static double excess(double d, double s) {
    return d * s * Math.fma((1 + s) * s, artanhSeries(s * s), 1.0);
  }

  /** A(z) for 0 ≤ z ≤ 1/400. */
  private static double artanhSeries(double z) {
    double y = 0.091391557888306;
    y = Math.fma(y, z, 0.1111100545294034);
    y = Math.fma(y, z, 0.1428571438009941);
    y = Math.fma(y, z, 0.19999999999970497);
    return Math.fma(y, z, 0.33333333333333337);
  }

  /** P(z) for 0 ≤ z ≤ 1/64. */
  private static double entropySeries(double z) {
    double y = 0.0057284316086023785;
    y = Math.fma(y, z, 0.007570688698995871);
    y = Math.fma(y, z, 0.011111165329964588);
    y = Math.fma(y, z, 0.01785714255996589);
    y = Math.fma(y, z, 0.03333333333410822);
    y = Math.fma(y, z, 0.08333333333333258);
    return Math.fma(y, z, 0.5);
  }
}
