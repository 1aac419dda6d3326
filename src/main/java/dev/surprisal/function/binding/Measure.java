package dev.surprisal.function.binding;

import org.jspecify.annotations.Nullable;

/** What the measures have in common: null in, null out; nats inside, any base outside. */
public final class Measure {

  private static final double LN_2 = Math.log(2);

  private Measure() {}

  /** A figure of one distribution, in nats where it is an amount of information. */
  @FunctionalInterface
  public interface OfOne {

    double of(double[] p);

    default @Nullable Double measure(double @Nullable [] p) {
      return p == null ? null : of(p);
    }

    default @Nullable Double measure(double @Nullable [] p, double base) {
      return p == null ? null : inBase(of(p), base);
    }
  }

  /** A figure of two distributions, in nats where it is an amount of information. */
  @FunctionalInterface
  public interface OfTwo {

    double of(double[] p, double[] q);

    default @Nullable Double measure(double @Nullable [] p, double @Nullable [] q) {
      return p == null || q == null ? null : of(p, q);
    }

    default @Nullable Double measure(double @Nullable [] p, double @Nullable [] q, double base) {
      return p == null || q == null ? null : inBase(of(p, q), base);
    }
  }

  /** A figure of a class that is certain and a distribution. */
  @FunctionalInterface
  public interface OfLabel {

    double of(int label, double[] q);

    default @Nullable Double measure(long label, double @Nullable [] q) {
      return q == null ? null : of(index(label), q);
    }

    default @Nullable Double measure(long label, double @Nullable [] q, double base) {
      return q == null ? null : inBase(of(index(label), q), base);
    }
  }

  /** A label as the index of a class; one that no array can have becomes −1. */
  public static int index(long label) {
    return label == (int) label ? (int) label : -1;
  }

  /** The square root, of null too. */
  public static @Nullable Double root(@Nullable Double square) {
    return square == null ? null : Math.sqrt(square);
  }

  /**
   * An amount of information in the unit of a logarithm's base.
   *
   * @param nats the amount
   * @param base finite and above 1; anything else gives NaN
   */
  public static double inBase(double nats, double base) {
    if (base == 2) {
      return nats / LN_2;
    }
    return base > 1 && base <= Double.MAX_VALUE ? nats / Math.log(base) : Double.NaN;
  }
}
