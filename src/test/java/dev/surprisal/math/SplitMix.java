package dev.surprisal.math;

/**
 * The generator of {@code scripts/references.py}, number by number. G. Steele, D. Lea and C. Flood,
 * Fast Splittable Pseudorandom Number Generators (2014).
 */
public final class SplitMix {
  private long state;

  public SplitMix(long seed) {
    state = seed;
  }

  /** A double in (0, 1): an odd multiple of 2⁻⁵³. */
  public double next() {
    state += 0x9E3779B97F4A7C15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    z ^= z >>> 31;
    return ((z >>> 12) * 2 + 1) * 0x1p-53;
  }

  double[] weights(int classes) {
    double[] weights = new double[classes];
    for (int i = 0; i < classes; i++) {
      weights[i] = next();
    }
    return weights;
  }
}
