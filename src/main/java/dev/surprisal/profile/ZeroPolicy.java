package dev.surprisal.profile;

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

  /** The floor of MLlib's and scikit-learn's log loss. */
  public static final double DEFAULT_FLOOR = 1e-15;

  /** Clip at 1e-15. */
  public static final ZeroPolicy DEFAULT = new ZeroPolicy(Kind.CLIP, DEFAULT_FLOOR);

  /** Checks the floor. */
  public ZeroPolicy {
    if (!(floor > 0 && floor <= 0.1)) {
      throw new IllegalArgumentException("Invalid zero.floor: " + floor + " (must be in (0, 0.1])");
    }
  }
}
