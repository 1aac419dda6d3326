package dev.surprisal.drift.judgement;

import dev.surprisal.math.statistics.ChiSquared;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * The small ones of M p-values, of which a share p should be below p, where more are significant: a
 * heavy tail. Below q, the m-th smallest, a share of m/M · (p/q)^γ is below p, with 1/γ = Σ
 * ln(q/pᵢ)/m over the m smaller ones: B. M. Hill, <a
 * href="https://doi.org/10.1214/aos/1176343247">A Simple General Approach to Inference About the
 * Tail of a Distribution</a> (1975).
 *
 * <p>Without a heavy tail γ is 1 and Σ ln(q/pᵢ) half of a χ² with 2m degrees of freedom. Where the
 * sum is that large in fewer than 1 % of cases, γ is taken for what was estimated, lower by a
 * factor of 1 + {@value #CAREFUL}/√m: it is used far beyond the p-values that it was estimated
 * from, and gets lower on the way. Where the sum is no larger than usual, γ is 1; between, between
 * them. Where windows differ as t with d degrees of freedom and are tested by t with ν, a p-value
 * that should be p is p^(ν/d) far out, and γ is d/ν.
 *
 * @param begin q
 * @param probability m/M
 * @param exponent γ, with care, at most 1
 * @param isHeavy whether γ is less than 1 significantly
 */
record PValueTail(double begin, double probability, double exponent, boolean isHeavy) {

  /** Fewer say nothing of a tail. */
  private static final int LEAST = 50;

  /** The tail: so many of the smallest, but a twentieth of all at most. */
  private static final int TAIL = 30;

  private static final int SHARE_OF_TAIL = 20;

  /** How often chance makes a tail as heavy where it is certainly none, or certainly one. */
  private static final double USUAL = 0.5;

  private static final double RARE = 0.01;

  /** How much lower the exponent is taken; by trial: decision 31. */
  private static final double CAREFUL = 4.6;

  /** Of p-values that are not heavy in their tail. */
  static final PValueTail NONE = new PValueTail(0, 0, 1, false);

  /** The m smallest p-values, and Σ ln(q/pᵢ) over them. */
  private record Smallest(int size, double sum) {

    static Smallest of(double[] sorted) {
      if (sorted.length < LEAST) {
        return new Smallest(0, 0);
      }
      int size = Math.max(2, Math.min(TAIL, sorted.length / SHARE_OF_TAIL));
      double sum = 0;
      for (int i = 0; i < size; i++) {
        sum += Math.log(sorted[size] / Math.max(Double.MIN_NORMAL, sorted[i]));
      }
      return new Smallest(size, sum);
    }

    Smallest plus(Smallest other) {
      return new Smallest(size + other.size, sum + other.sum);
    }

    /** How often chance makes as much of a tail that is none. */
    double chance() {
      return ChiSquared.survival(2 * sum, 2.0 * size);
    }

    double exponent() {
      double certainty = Math.log(chance() / USUAL) / Math.log(RARE / USUAL);
      double careful = size / sum / (1 + CAREFUL / Math.sqrt(size));
      return Math.min(1, Math.pow(careful, Math.max(0, Math.min(1, certainty))));
    }
  }

  /**
   * Of p-values in ascending order; {@link #NONE} of too few.
   *
   * @param sorted the p-values
   * @param akin others, whose tail is as heavy
   */
  static PValueTail of(double[] sorted, double[] akin) {
    Smallest own = Smallest.of(sorted);
    if (own.size() == 0) {
      return NONE;
    }
    Smallest all = own.plus(Smallest.of(akin));
    return new PValueTail(
        sorted[own.size()],
        (own.size() + 1.0) / sorted.length,
        all.exponent(),
        all.chance() < RARE);
  }

  /** How often windows have a p-value as small as this one; not below it. */
  double ofWindow(double pValue) {
    return ofOneIn(pValue, 1, 1);
  }

  /**
   * How often a mean over windows has a p-value as small, because one of them is far off: by n
   * times as much, so that its own, by F with ν degrees of freedom of the reference, is that of the
   * mean over n^(ν/2).
   *
   * @param pValue that of the mean
   * @param windows n
   * @param referenceWindows ν + 1
   */
  double ofOneIn(double pValue, double windows, int referenceWindows) {
    double ofOne = pValue / Math.pow(windows, (referenceWindows - 1) / 2.0);
    double usual = windows * probability * Math.pow(ofOne / begin, exponent);
    return exponent < 1 && ofOne < begin ? Math.max(pValue, Math.min(1, usual)) : pValue;
  }

  /** How often half of some windows, or more, have p-values as small as half of these have. */
  double ofHalf(double[] sorted) {
    int half = (sorted.length + 1) / 2;
    double one = ofWindow(sorted[half - 1]);
    return BinomialDistribution.of(sorted.length, one).survivalProbability(half - 1);
  }
}
