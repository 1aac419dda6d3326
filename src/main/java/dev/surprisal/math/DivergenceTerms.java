package dev.surprisal.math;

/**
 * One class's share of a divergence, without cancellation.
 *
 * <p>Where p and q are close, p ln(p/q) − p + q is a small difference of large numbers: computed as
 * written it has no correct digit left once p and q agree in half of theirs, and can be negative.
 *
 * <p>So the logarithm of the ratio r = p/q is not rounded before the difference is taken. {@link
 * Logarithm} has it as a sum whose first part is exact, and near 1 that part is r − 1. The rounding
 * error of r itself is carried along: p ln(p/q) = p ln r + p ln(1 + e), and p·e = p − r·q, one
 * fused operation. There is no branch to foresee.
 *
 * <p>That leaves out (p·e)²/2p, which counts once p and q agree in half of their digits. There, and
 * where a caller knows the difference better than p and q tell it, the terms are series in s = (p −
 * q)/(p + q), so that p/q = (1 + s)/(1 − s), and begin with the leading order:
 *
 * <pre>
 *   p ln(p/q) − p + q         = (p − q)·s·(1 + (1 + s)·s·A(s²))
 *
 *   A(z) = (artanh(√z) − √z)/√z³                         = 1/3 + z/5 + z²/7 + …
 * </pre>
 *
 * <p>Invariant 1: p − q is exact where it cancels (Sterbenz), for p/q is then between ½ and 2.
 * Invariant 2: a term that is not negative is within a few ulp, and so is a sum of such.
 *
 * <p>The polynomial is a Chebyshev fit in 60 digits; the script {@code scripts/coefficients.py}
 * makes it and states its error.
 */
public final class DivergenceTerms {
  /** Up to this |s| by the series A. */
  private static final double RATIO_LIMIT = 0.05;

  /**
   * Up to this |p/q − 1| by the series A too: the logarithm of the rounded ratio has too little.
   */
  private static final double NEAR_ONE = 0x1p-24;

  private static final long LEAST_NORMAL = Double.doubleToRawLongBits(Double.MIN_NORMAL);
  private static final long INFINITY = Double.doubleToRawLongBits(Double.POSITIVE_INFINITY);

  private DivergenceTerms() {}

  /** Adds p ln(p/q) for p, q &gt; 0. */
  static void addRelativeEntropy(CompensatedSum sum, double p, double q) {
    double ratio = p / q;
    if (isNormal(ratio)) {
      addRelativeEntropy(sum, p, q, ratio);
    } else {
      sum.add(p * logOfExtremes(p, q));
    }
  }

  /** Adds p ln(p/q), where the ratio p/q is {@linkplain #isNormal normal}. */
  static void addRelativeEntropy(CompensatedSum sum, double p, double q, double ratio) {
    if (isNearOne(ratio)) {
      double d = p - q;
      sum.add(excess(d, d / (p + q)));
      sum.add(d);
    } else {
      Logarithm.addOfRatio(sum, p, q, ratio);
    }
  }

  /** Adds p ln(p/q) − p + q ≥ 0 for p ≥ 0 and q &gt; 0. */
  public static void addGeneralised(CompensatedSum sum, double p, double q) {
    double d = p - q;
    double ratio = p / q;
    if (isNormal(ratio)) {
      sum.add(isNearOne(ratio) ? excess(d, d / (p + q)) : Logarithm.excessOfRatio(p, q, d, ratio));
      return;
    }
    // 0·ln 0 = 0
    if (p > 0) {
      sum.add(p * logOfExtremes(p, q));
    }
    sum.add(-d);
  }

  /**
   * The term o ln(o/e) − o + e ≥ 0 of a statistic, for a caller that knows the difference d = o − e
   * better than o and e tell it; +∞ if e is 0 where o is not.
   */
  public static double excess(double observed, double expected, double d) {
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
    addRelativeEntropy(sum, observed, expected);
    sum.add(-d);
    return sum.value();
  }

  /** Adds (p − q) ln(p/q) ≥ 0 for p, q &gt; 0. */
  static void addJeffreys(CompensatedSum sum, double p, double q) {
    double d = p - q;
    double ratio = p / q;
    if (isNormal(ratio)) {
      sum.add(d * Logarithm.ln(ratio, Math.fma(-ratio, q, p) / p));
    } else {
      sum.add(d * logOfExtremes(p, q));
    }
  }

  /** Adds p ln(p/m) + q ln(q/m) ≥ 0, where m = (p + q)/2: twice the Jensen–Shannon term. */
  static void addJensenShannon(CompensatedSum sum, double p, double q) {
    double d = Math.abs(p - q);
    double w = p + q;
    double s = d / w;
    if (s <= JensenShannonTable.MOST) {
      sum.add(d * s * JensenShannonTable.perSquare(s));
    } else if (d != 0) {
      addShareOfMean(sum, p, w);
      addShareOfMean(sum, q, w);
    }
  }

  /** Adds p ln(2p/w). */
  private static void addShareOfMean(CompensatedSum sum, double p, double w) {
    // 0·ln 0 = 0
    if (p > 0) {
      sum.add(p * Logarithm.ln(2 * p / w));
    }
  }

  /** ln(p/q) where the ratio is not normal: the logarithms are then too far apart to cancel. */
  private static double logOfExtremes(double p, double q) {
    return Logarithm.ln(p) - Logarithm.ln(q);
  }

  /**
   * Whether a ratio of what is not negative is neither 0 nor so small or large as to be inexact.
   */
  static boolean isNormal(double ratio) {
    long bits = Double.doubleToRawLongBits(ratio);
    return bits >= LEAST_NORMAL && bits < INFINITY;
  }

  private static boolean isNearOne(double ratio) {
    return Math.abs(ratio - 1) < NEAR_ONE;
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
}
