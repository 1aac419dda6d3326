package dev.surprisal.math.continuous;

import dev.surprisal.api.PublicApi;
import java.util.function.DoubleUnaryOperator;

/**
 * A continuous distribution on the line, by the logarithm of its density.
 *
 * <p>The families have closed forms of entropy and of divergences within the family; {@link #of}
 * takes any density, for which {@link ContinuousDivergence} integrates.
 */
@PublicApi
public sealed interface Density {
  /** The logarithm of the density at x; −∞ outside the support. */
  double logAt(double x);

  /** The lower end of the support. */
  double lower();

  /** The upper end of the support. */
  double upper();

  /** Where the distribution lives: its mean or median, inside the support. */
  double centre();

  /** How wide it is there: its standard deviation or the like. */
  double width();

  /**
   * A density of one's own.
   *
   * @param log the logarithm of the density, which must integrate to 1 over the support
   * @param lower the lower end of the support, or −∞
   * @param upper the upper end, or +∞
   * @param centre where the distribution lives, inside the support
   * @param width how wide it is there
   */
  static Density of(
      DoubleUnaryOperator log, double lower, double upper, double centre, double width) {
    return new Custom(log, lower, upper, centre, width);
  }

  /** N(mean, sd²). */
  record Normal(double mean, double sd) implements Density {
    private static final double HALF_LN_2_PI = 0.5 * Math.log(2 * Math.PI);

    public Normal {
      Parameters.requireFinite("mean", mean);
      Parameters.requirePositive("sd", sd);
    }

    @Override
    public double logAt(double x) {
      double z = (x - mean) / sd;
      return -0.5 * z * z - Math.log(sd) - HALF_LN_2_PI;
    }

    @Override
    public double lower() {
      return Double.NEGATIVE_INFINITY;
    }

    @Override
    public double upper() {
      return Double.POSITIVE_INFINITY;
    }

    @Override
    public double centre() {
      return mean;
    }

    @Override
    public double width() {
      return sd;
    }
  }

  /** exp(Y) with Y normal with mean {@code mu} and standard deviation {@code sigma}. */
  record LogNormal(double mu, double sigma) implements Density {
    public LogNormal {
      Parameters.requireFinite("mu", mu);
      Parameters.requirePositive("sigma", sigma);
    }

    /** The distribution of the logarithm. */
    Normal ofLogarithm() {
      return new Normal(mu, sigma);
    }

    @Override
    public double logAt(double x) {
      return x > 0 ? ofLogarithm().logAt(Math.log(x)) - Math.log(x) : Double.NEGATIVE_INFINITY;
    }

    @Override
    public double lower() {
      return 0;
    }

    @Override
    public double upper() {
      return Double.POSITIVE_INFINITY;
    }

    @Override
    public double centre() {
      return Math.exp(mu);
    }

    @Override
    public double width() {
      return Math.exp(mu) * Math.min(1.0, sigma);
    }
  }

  /** The exponential distribution of rate λ, mean 1/λ. */
  record Exponential(double rate) implements Density {
    public Exponential {
      Parameters.requirePositive("rate", rate);
    }

    @Override
    public double logAt(double x) {
      return x >= 0 ? Math.log(rate) - rate * x : Double.NEGATIVE_INFINITY;
    }

    @Override
    public double lower() {
      return 0;
    }

    @Override
    public double upper() {
      return Double.POSITIVE_INFINITY;
    }

    @Override
    public double centre() {
      return 1 / rate;
    }

    @Override
    public double width() {
      return 1 / rate;
    }
  }

  /** The gamma distribution of a shape and a rate, mean shape/rate. */
  record Gamma(double shape, double rate) implements Density {
    public Gamma {
      Parameters.requirePositive("shape", shape);
      Parameters.requirePositive("rate", rate);
    }

    @Override
    public double logAt(double x) {
      return x > 0
          ? shape * Math.log(rate)
              + (shape - 1) * Math.log(x)
              - rate * x
              - Parameters.logGamma(shape)
          : Double.NEGATIVE_INFINITY;
    }

    @Override
    public double lower() {
      return 0;
    }

    @Override
    public double upper() {
      return Double.POSITIVE_INFINITY;
    }

    @Override
    public double centre() {
      return shape / rate;
    }

    @Override
    public double width() {
      return Math.sqrt(shape) / rate;
    }
  }

  /** The beta distribution on [0, 1]. */
  record Beta(double alpha, double beta) implements Density {
    public Beta {
      Parameters.requirePositive("alpha", alpha);
      Parameters.requirePositive("beta", beta);
    }

    @Override
    public double logAt(double x) {
      return x > 0 && x < 1
          ? (alpha - 1) * Math.log(x)
              + (beta - 1) * Math.log1p(-x)
              - Parameters.logBeta(alpha, beta)
          : Double.NEGATIVE_INFINITY;
    }

    @Override
    public double lower() {
      return 0;
    }

    @Override
    public double upper() {
      return 1;
    }

    @Override
    public double centre() {
      return alpha / (alpha + beta);
    }

    @Override
    public double width() {
      double total = alpha + beta;
      return Math.sqrt(alpha / total * (beta / total) / (total + 1));
    }
  }

  /** The Laplace distribution with density exp(−|x − location|/scale)/(2·scale). */
  record Laplace(double location, double scale) implements Density {
    public Laplace {
      Parameters.requireFinite("location", location);
      Parameters.requirePositive("scale", scale);
    }

    @Override
    public double logAt(double x) {
      return -Math.abs(x - location) / scale - Math.log(2 * scale);
    }

    @Override
    public double lower() {
      return Double.NEGATIVE_INFINITY;
    }

    @Override
    public double upper() {
      return Double.POSITIVE_INFINITY;
    }

    @Override
    public double centre() {
      return location;
    }

    @Override
    public double width() {
      return scale;
    }
  }

  /** The uniform distribution on [lower, upper]. */
  record Uniform(double lower, double upper) implements Density {
    public Uniform {
      Parameters.requireFinite("lower", lower);
      Parameters.requireFinite("upper", upper);
      Parameters.requirePositive("upper - lower", upper - lower);
    }

    @Override
    public double logAt(double x) {
      return x >= lower && x <= upper ? -Math.log(upper - lower) : Double.NEGATIVE_INFINITY;
    }

    @Override
    public double centre() {
      return lower + 0.5 * (upper - lower);
    }

    @Override
    public double width() {
      return upper - lower;
    }
  }

  /** Any other density: see {@link Density#of}. */
  record Custom(DoubleUnaryOperator log, double lower, double upper, double centre, double width)
      implements Density {
    public Custom {
      if (!(lower < upper)) {
        throw new IllegalArgumentException(
            "Invalid support: [%s, %s] (the lower end must be below the upper)"
                .formatted(lower, upper));
      }
      Parameters.requireFinite("centre", centre);
      Parameters.requirePositive("width", width);
    }

    @Override
    public double logAt(double x) {
      return x >= lower && x <= upper ? log.applyAsDouble(x) : Double.NEGATIVE_INFINITY;
    }
  }
}
