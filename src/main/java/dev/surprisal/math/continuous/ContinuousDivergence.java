package dev.surprisal.math.continuous;

import dev.surprisal.api.PublicApi;
import dev.surprisal.math.DivergenceTerms;
import java.util.function.DoubleUnaryOperator;

/**
 * Entropy, cross-entropy and Kullback–Leibler divergence of continuous distributions, in nats:
 * integrals of densities.
 *
 * <p>A closed form where there is one, within a family and for entropies; otherwise adaptive
 * quadrature over the support of p, and the error that it achieved. Differential entropies can be
 * negative and change with the unit of x; divergences are neither.
 *
 * <p>M. Gil, F. Alajaji and T. Linder, <a href="https://doi.org/10.1016/j.ins.2013.06.018">Rényi
 * divergence measures for commonly used univariate continuous distributions</a> (2013), table 2.
 */
@PublicApi
public final class ContinuousDivergence {
  private static final double LN_2_PI_E = 1 + Math.log(2 * Math.PI);

  private ContinuousDivergence() {}

  /** The differential entropy −∫ p ln p. */
  public static Estimate entropy(Density p) {
    if (p instanceof Density.Normal n) {
      return Estimate.closed(0.5 * LN_2_PI_E + Math.log(n.sd()));
    }
    if (p instanceof Density.LogNormal n) {
      return Estimate.closed(0.5 * LN_2_PI_E + Math.log(n.sigma()) + n.mu());
    }
    if (p instanceof Density.Exponential e) {
      return Estimate.closed(1 - Math.log(e.rate()));
    }
    if (p instanceof Density.Gamma g) {
      return Estimate.closed(entropy(g));
    }
    if (p instanceof Density.Beta b) {
      return Estimate.closed(entropy(b));
    }
    if (p instanceof Density.Laplace l) {
      return Estimate.closed(1 + Math.log(2 * l.scale()));
    }
    if (p instanceof Density.Uniform u) {
      return Estimate.closed(Math.log(u.upper() - u.lower()));
    }
    return integrate(p, x -> -p.logAt(x));
  }

  /** The cross-entropy −∫ p ln q: +∞ if q is 0 where p is not. */
  public static Estimate crossEntropy(Density p, Density q) {
    if (p.getClass() == q.getClass() && !(p instanceof Density.Custom)) {
      Estimate entropy = entropy(p);
      Estimate divergence = kullbackLeibler(p, q);
      return new Estimate(
          entropy.value() + divergence.value(), entropy.error() + divergence.error());
    }
    return integrate(p, x -> -q.logAt(x));
  }

  /** The divergence D(p‖q) = ∫ p ln(p/q) ≥ 0: +∞ if q is 0 where p is not. */
  public static Estimate kullbackLeibler(Density p, Density q) {
    if (p instanceof Density.Normal a && q instanceof Density.Normal b) {
      return Estimate.closed(Gaussian.kullbackLeibler(a.mean(), a.sd(), b.mean(), b.sd()));
    }
    if (p instanceof Density.LogNormal a && q instanceof Density.LogNormal b) {
      // The divergence does not change with the scale of x.
      return kullbackLeibler(a.ofLogarithm(), b.ofLogarithm());
    }
    if (p instanceof Density.Exponential a && q instanceof Density.Exponential b) {
      return Estimate.closed(rates(a.rate(), b.rate()));
    }
    if (p instanceof Density.Gamma a && q instanceof Density.Gamma b) {
      return Estimate.closed(Math.max(0.0, divergence(a, b)));
    }
    if (p instanceof Density.Beta a && q instanceof Density.Beta b) {
      return Estimate.closed(Math.max(0.0, divergence(a, b)));
    }
    if (p instanceof Density.Laplace a && q instanceof Density.Laplace b) {
      return Estimate.closed(Math.max(0.0, divergence(a, b)));
    }
    if (p instanceof Density.Uniform a && q instanceof Density.Uniform b) {
      return Estimate.closed(divergence(a, b));
    }
    Estimate estimate = integrate(p, x -> p.logAt(x) - q.logAt(x));
    return new Estimate(Math.max(0.0, estimate.value()), estimate.error());
  }

  /** ∫ p·f over the support of p; 0·∞ = 0. */
  private static Estimate integrate(Density p, DoubleUnaryOperator f) {
    return Quadrature.integrate(
        x -> {
          double density = Math.exp(p.logAt(x));
          return density == 0 ? 0 : density * f.applyAsDouble(x);
        },
        p.lower(),
        p.upper(),
        p.centre(),
        p.width());
  }

  private static double entropy(Density.Gamma g) {
    double shape = g.shape();
    return shape
        - Math.log(g.rate())
        + Parameters.logGamma(shape)
        + (1 - shape) * Digamma.of(shape);
  }

  private static double entropy(Density.Beta b) {
    double total = b.alpha() + b.beta();
    return Parameters.logBeta(b.alpha(), b.beta())
        - (b.alpha() - 1) * Digamma.of(b.alpha())
        - (b.beta() - 1) * Digamma.of(b.beta())
        + (total - 2) * Digamma.of(total);
  }

  /** ln(λ_p/λ_q) + λ_q/λ_p − 1 ≥ 0. */
  private static double rates(double p, double q) {
    return DivergenceTerms.excess(1.0, q / p, (p - q) / p);
  }

  private static double divergence(Density.Gamma p, Density.Gamma q) {
    return (p.shape() - q.shape()) * Digamma.of(p.shape())
        + (Parameters.logGamma(q.shape()) - Parameters.logGamma(p.shape()))
        // a_p·(ln(λ_p/λ_q) + λ_q/λ_p − 1), and what the shapes differ by
        + p.shape() * rates(p.rate(), q.rate())
        + (q.shape() - p.shape()) * Math.log(p.rate() / q.rate());
  }

  private static double divergence(Density.Beta p, Density.Beta q) {
    double total = p.alpha() + p.beta();
    return (Parameters.logBeta(q.alpha(), q.beta()) - Parameters.logBeta(p.alpha(), p.beta()))
        + (p.alpha() - q.alpha()) * (Digamma.of(p.alpha()) - Digamma.of(total))
        + (p.beta() - q.beta()) * (Digamma.of(p.beta()) - Digamma.of(total));
  }

  /** ln(b/a) + (a·exp(−δ/a) + δ)/b − 1, a and b the scales, δ the distance of the locations. */
  private static double divergence(Density.Laplace p, Density.Laplace q) {
    double distance = Math.abs(p.location() - q.location());
    double y = distance / p.scale();
    // exp(−y) − 1 + y, which the scales' own term has no part in
    double shift = p.scale() / q.scale() * (Math.expm1(-y) + y);
    return rates(q.scale(), p.scale()) + shift;
  }

  private static double divergence(Density.Uniform p, Density.Uniform q) {
    boolean covered = q.lower() <= p.lower() && p.upper() <= q.upper();
    return covered
        ? Math.log((q.upper() - q.lower()) / (p.upper() - p.lower()))
        : Double.POSITIVE_INFINITY;
  }
}
