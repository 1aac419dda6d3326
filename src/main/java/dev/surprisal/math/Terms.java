package dev.surprisal.math;

/**
 * One class's share of a divergence, without cancellation.
 *
 * <p>Where p and q are close, p ln(p/q) − p + q is a small difference of large numbers: computed as
 * written it has no correct digit left once p and q agree in half of theirs, and can be negative.
 * With s = (p − q)/(p + q), so that p/q = (1 + s)/(1 − s), the terms are series in s whose first
 * term is the leading order and whose differences are exact:
 *
 * <pre>
 *   ln(p/q)                  = 2 artanh(s)
 *   p ln(p/q) − p + q        = (p − q)·s·(1 + (1 + s)·s·A(s²))
 *   ½ p ln(p/m) + ½ q ln(q/m) = ½(p − q)·s·P(s²)          m = (p + q)/2
 *
 *   A(z) = (artanh(√z) − √z)/√z³          = 1/3 + z/5 + z²/7 + …
 *   P(z) = ((1+√z) ln(1+√z) + (1−√z) ln(1−√z))/2z = 1/2 + z/12 + z²/30 + …
 * </pre>
 *
 * <p>Invariant 1: p − q is exact where the series are used, because p/q is then between ½ and 2
 * (Sterbenz), or between ⅓ and 3 with an error that is small beside it. Invariant 2: elsewhere the
 * logarithm is at least ln 2 away from 0 and a rounding error of it, or of the ratio, is small
 * beside the term.
 *
 * <p>The polynomials are Chebyshev fits in 60 digits; the script {@code scripts/coefficients.py}
 * makes them and states their errors.
 */
final class Terms {
  /** |s| up to here, p/q between ½ and 2, by the series A. Its relative error is 6e-17. */
  private static final double ARTANH_LIMIT = 1.0 / 3.0;

  /** |s| up to here, p/q between ⅓ and 3, by the series P. Its relative error is 2e-18. */
  private static final double ENTROPY_LIMIT = 0.5;

  private Terms() {}

  /** Adds p ln(p/q) for p, q &gt; 0. */
  static void addLogRatio(CompensatedSum sum, double p, double q) {
    double d = p - q;
    double s = d / (p + q);
    if (Math.abs(s) <= ARTANH_LIMIT) {
      sum.add(d * s * (1 + (1 + s) * s * artanhSeries(s * s)));
      sum.add(d);
      return;
    }
    double ratio = p / q;
    if (isNormal(ratio)) {
      sum.addProduct(p, Math.log(ratio));
      // p ln(1 + e) = p·e, where the ratio was rounded by the factor 1 + e, e = (p − ratio·q)/p
      sum.addError(Math.fma(-ratio, q, p));
    } else {
      sum.addProduct(p, Math.log(p));
      sum.addProduct(-p, Math.log(q));
    }
  }

  /**
   * The term p ln(p/q) − p + q ≥ 0 of the generalised Kullback–Leibler divergence.
   *
   * @param p at least 0
   * @param q at least 0; +∞ is the result if q is 0 where p is not
   */
  static double generalisedKullbackLeibler(double p, double q) {
    return generalisedKullbackLeibler(p, q, p - q);
  }

  /** The same, for a caller that knows the difference d = p − q better than p and q tell it. */
  static double generalisedKullbackLeibler(double p, double q, double d) {
    if (p == 0) {
      return q;
    }
    if (q == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double s = d / (p + q);
    if (Math.abs(s) <= ARTANH_LIMIT) {
      return d * s * (1 + (1 + s) * s * artanhSeries(s * s));
    }
    double ratio = p / q;
    double log = isNormal(ratio) ? Math.log(ratio) : Math.log(p) - Math.log(q);
    return Math.fma(p, log, -d);
  }

  /** The term (p − q) ln(p/q) ≥ 0 of the Jeffreys divergence. */
  static double jeffreys(double p, double q) {
    double d = p - q;
    if (d == 0) {
      return 0.0;
    }
    if (p == 0 || q == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double s = d / (p + q);
    double z = s * s;
    if (Math.abs(s) <= ARTANH_LIMIT) {
      return 2 * d * s * (1 + z * artanhSeries(z));
    }
    double ratio = p / q;
    return d * (isNormal(ratio) ? Math.log(ratio) : Math.log(p) - Math.log(q));
  }

  /** The term ½ (p ln(p/m) + q ln(q/m)) ≥ 0, m = (p + q)/2, of the Jensen–Shannon divergence. */
  static double jensenShannon(double p, double q) {
    double d = p - q;
    if (d == 0) {
      return 0.0;
    }
    double w = p + q;
    double s = d / w;
    if (Math.abs(s) <= ENTROPY_LIMIT) {
      return 0.5 * d * s * entropySeries(s * s);
    }
    double high = Math.max(p, q);
    double low = Math.min(p, q);
    double term = high * Math.log(2 * (high / w));
    // 0·ln 0 = 0
    return low == 0 ? 0.5 * term : 0.5 * Math.fma(low, Math.log(2 * (low / w)), term);
  }

  private static boolean isNormal(double ratio) {
    return ratio >= Double.MIN_NORMAL && ratio <= Double.MAX_VALUE;
  }

  /** A(z) for 0 ≤ z ≤ 1/9. */
  private static double artanhSeries(double z) {
    double y = 0.07815288900461426;
    y = Math.fma(y, z, 0.03746071897775383);
    y = Math.fma(y, z, 0.05422589197440007);
    y = Math.fma(y, z, 0.05867139530651599);
    y = Math.fma(y, z, 0.06667589315724629);
    y = Math.fma(y, z, 0.07692271982430275);
    y = Math.fma(y, z, 0.09090909948981357);
    y = Math.fma(y, z, 0.11111111099118386);
    y = Math.fma(y, z, 0.1428571428580005);
    y = Math.fma(y, z, 0.19999999999999762);
    return Math.fma(y, z, 0.3333333333333333);
  }

  /** P(z) for 0 ≤ z ≤ 1/4. */
  private static double entropySeries(double z) {
    double y = 0.007083624972301045;
    y = Math.fma(y, z, -0.004298908386787089);
    y = Math.fma(y, z, 0.004862411517738935);
    y = Math.fma(y, z, 0.0011735495840152898);
    y = Math.fma(y, z, 0.002846995730090491);
    y = Math.fma(y, z, 0.0032356104426490054);
    y = Math.fma(y, z, 0.004170057995494637);
    y = Math.fma(y, z, 0.005494259557528864);
    y = Math.fma(y, z, 0.007575769619325915);
    y = Math.fma(y, z, 0.01111111073056067);
    y = Math.fma(y, z, 0.017857142864322256);
    y = Math.fma(y, z, 0.033333333333262855);
    y = Math.fma(y, z, 0.0833333333333336);
    return Math.fma(y, z, 0.5);
  }
}
