package dev.surprisal.drift;

import java.util.Arrays;

/**
 * How far current counts are from those of the reference over the same cells: the divergence D̂ =
 * D(current‖reference) of shares smoothed by Jeffreys' half row, over the K cells that either side
 * fills.
 *
 * <p>With n current and m reference rows, windows that differ by the intra-class correlation ρ (see
 * {@link CountDispersion}) and c = Σ (n_w/n)² over a side's windows, a side's share has the
 * variance of an independent sample of 1/(1/n + ρc) rows. With r* the sum of the two inverse sizes:
 *
 * <ul>
 *   <li>effect = D̂ − (K − 1)/2 · r*, not below 0;
 *   <li>p-value: of G, with the noise of {@link CountNoise}; for ρ = 0 the usual two-sample G test;
 *   <li>noise floor: what the effect exceeds in a share α of comparisons of nothing;
 *   <li>interval: the D for which (D̂ − (K − 1)/2 · r* − D)² ≤ t² v(D), not below 0. The variance
 *       is v(D) = v₀ + κD: v₀ is what D̂ keeps where nothing differs ({@link CountNoise}), κ is the
 *       variance of the delta method over D̂. So v grows with D as that of a noncentral χ² does,
 *       and the interval is neither too long below nor too short above, as effect ± t √v(D̂) would
 *       be.
 * </ul>
 */
final class ShareDifference {

  private final double alpha;
  private final double[] reference;
  private final double referenceConcentration;
  private final CountDispersion dispersion;

  /**
   * Takes the reference.
   *
   * @param alpha the level
   * @param reference rows by cell
   * @param concentration c of the reference
   * @param dispersion how windows usually differ
   */
  ShareDifference(
      double alpha, double[] reference, double concentration, CountDispersion dispersion) {
    this.alpha = alpha;
    this.reference = reference;
    this.referenceConcentration = concentration;
    this.dispersion = dispersion;
  }

  /**
   * Compares.
   *
   * @param current rows by cell
   * @param concentration c of the current rows
   * @param change the change for the sentence
   */
  Outcome measure(double[] current, double concentration, Outcome.Change change) {
    int[] cells = filledCells(current);
    CountPair pair = CountPair.of(select(reference, cells), select(current, cells));
    double inverseM = 1.0 / total(pair.before());
    double inverseN = 1.0 / total(pair.after());
    CountNoise noise =
        CountNoise.of(
            cells.length - 1,
            inverseN + inverseM,
            dispersion,
            referenceConcentration + concentration);
    double ofShares =
        (inverseN + dispersion.correlation() * concentration) * pair.varianceOfLogRatio()
            + (inverseM + dispersion.correlation() * referenceConcentration)
                * pair.varianceOfRatio();
    double estimate = pair.divergence() - noise.expected();
    return new Outcome(
        Math.max(0, estimate),
        pair.divergence(),
        interval(estimate, pair.divergence() > 0 ? ofShares / pair.divergence() : 0, noise),
        noise.floor(alpha),
        noise.pValue(pair.statistic()),
        pair.measures(noise),
        change);
  }

  /** Solves (estimate − D)² = t² (v₀ + κD) for D. */
  private Interval interval(double estimate, double varianceByDivergence, CountNoise noise) {
    double t = noise.quantile(alpha);
    double shift = t * t * varianceByDivergence / 2;
    double root = 2 * estimate * shift + shift * shift + t * t * noise.variance();
    // Below 0 only for an estimate far below 0, where nothing but 0 is likely.
    double halfWidth = Math.sqrt(Math.max(0, root));
    double middle = estimate + shift;
    return new Interval(
        Math.max(0, middle - halfWidth), Math.max(Math.max(0, estimate), middle + halfWidth));
  }

  private int[] filledCells(double[] current) {
    int[] filled = new int[current.length];
    int size = 0;
    for (int i = 0; i < current.length; i++) {
      if (reference[i] > 0 || current[i] > 0) {
        filled[size++] = i;
      }
    }
    return Arrays.copyOf(filled, size);
  }

  private static double[] select(double[] counts, int[] cells) {
    return Arrays.stream(cells).mapToDouble(i -> counts[i]).toArray();
  }

  /** The rows of all cells. */
  static double total(double[] cells) {
    double total = 0;
    for (double rows : cells) {
      total += rows;
    }
    return total;
  }

  /** The cell whose share of the rows grew most; of several, the first. */
  static int mostGrown(double[] before, double[] after) {
    double m = total(before);
    double n = total(after);
    int most = 0;
    double growth = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < before.length; i++) {
      double difference = after[i] / n - before[i] / m;
      if (difference > growth) {
        most = i;
        growth = difference;
      }
    }
    return most;
  }
}
