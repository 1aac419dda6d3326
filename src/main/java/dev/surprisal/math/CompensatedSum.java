package dev.surprisal.math;

/**
 * A running sum that carries the rounding error of every addition along, so that its value is that
 * of a sum in twice the precision, rounded once.
 *
 * <p>The error of the value is at most half an ulp plus n²·2⁻¹⁰⁶ times the sum of the terms'
 * magnitudes. The two chains of additions depend on each other only within a step, so the sum costs
 * a loop of logarithms nothing. An instance that does not leave the method is held in registers.
 *
 * <p>An infinite term makes the value infinite, a NaN one makes it NaN.
 *
 * @see <a href="https://doi.org/10.1137/030601818">T. Ogita, S. Rump and S. Oishi, Accurate Sum and
 *     Dot Product, SIAM J. Sci. Comput. 26 (2005), Algorithms 4.4 (Sum2) and 5.3 (Dot2)</a>
 */
public final class CompensatedSum {
  private double high;
  private double low;

  /**
   * Adds a term. Short enough that the compiler inlines it where it is seldom called too; else the
   * sum would be an object for all calls.
   */
  public void add(double term) {
    double total = high + term;
    low += lost(high, term, total);
    high = total;
  }

  private static double lost(double a, double b, double total) {
    double part = total - a;
    return (a - (total - part)) + (b - part);
  }

  /** Adds a product without rounding it. */
  public void addProduct(double a, double b) {
    double product = a * b;
    low += Math.fma(a, b, -product);
    add(product);
  }

  /** Adds what is known to be tiny beside the sum's own terms: a rounding error. */
  void addError(double error) {
    low += error;
  }

  public double value() {
    // The error of an addition that overflowed is NaN and means nothing.
    return Double.isInfinite(high) ? high : high + low;
  }
}
