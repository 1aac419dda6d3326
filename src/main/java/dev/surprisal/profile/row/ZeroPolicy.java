package dev.surprisal.profile.row;

import dev.surprisal.math.Entropy;

/**
 * What becomes of a predicted probability of zero where the label says that the class happened.
 *
 * @param kind how the zero is treated
 * @param floor the smallest probability that is taken at its word, in (0, 0.1]; for {@link
 *     Kind#RENORMALISE} the share of the uniform distribution, per class, that is mixed in
 */
public record ZeroPolicy(Kind kind, double floor) {

  /** The ways to treat a zero. */
  public enum Kind {
    /** q is raised to the floor, as MLlib's log loss does; the rows so treated are counted. */
    CLIP,
    /** −ln 0 = +∞ is kept as a state of its own beside the mean of the finite rows. */
    INFINITE,
    /** q becomes (1 − K·floor)·q + floor, a distribution again. */
    RENORMALISE
  }

  /**
   * The floor of MLlib's log loss, and of scikit-learn's up to 1.2; later it is the type's epsilon.
   */
  public static final double DEFAULT_FLOOR = 1e-15;

  /** Clip at 1e-15. */
  public static final ZeroPolicy DEFAULT = new ZeroPolicy(Kind.CLIP, DEFAULT_FLOOR);

  /** Checks the floor. */
  public ZeroPolicy {
    if (!(floor > 0 && floor <= 0.1)) {
      throw new IllegalArgumentException("Invalid zero.floor: " + floor + " (must be in (0, 0.1])");
    }
  }

  /** Whether a probability is raised to the floor. */
  public boolean clips(double probability) {
    return kind == Kind.CLIP && probability < floor;
  }

  /**
   * What one class costs, −ln q under this policy, in nats.
   *
   * @param probability q, at least 0; a sum's tolerance may have let it past 1, which counts as 1
   * @param classes K
   * @return at least 0; +∞ only for a zero under {@link Kind#INFINITE}
   */
  public double surprisal(double probability, int classes) {
    return cost(probability, Entropy.surprisal(Math.min(probability, 1)), classes);
  }

  /** The same for a caller that has −ln q already. */
  double cost(double probability, double surprisal, int classes) {
    return switch (kind) {
      case CLIP -> probability < floor ? Entropy.surprisal(floor) : surprisal;
      case INFINITE -> surprisal;
      case RENORMALISE ->
          Entropy.surprisal((1 - classes * floor) * Math.min(probability, 1) + floor);
    };
  }

  /**
   * H(p, q) = −Σ pᵢ ln qᵢ under this policy, in nats.
   *
   * @param p the label distribution
   * @param q the prediction distribution, of the same length
   */
  public double crossEntropy(double[] p, double[] q) {
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      // 0·ln qᵢ = 0, also where qᵢ = 0
      if (p[i] > 0) {
        sum += p[i] * surprisal(q[i], p.length);
      }
    }
    return sum;
  }
}
