package dev.surprisal.drift;

import java.util.Arrays;

/**
 * How far current counts are from those of the reference over the same cells: the divergence D̂ =
 * D(current‖reference) of shares smoothed by Jeffreys' half row, over the K cells that either side
 * fills.
 *
 * <p>With n current and m reference rows, r = 1/n + 1/m, and windows that differ as in {@link
 * CountDispersion}, of which c = Σ (n_w/n)² is left in a side's shares:
 *
 * <ul>
 *   <li>effect = D̂ − (K − 1)/2 · (r + ρc), not below 0;
 *   <li>p-value: of G over the dispersion in the direction of the difference, by {@link
 *       CountNoise}; without windows to know it from, the usual two-sample G test;
 *   <li>noise floor: what the effect exceeds in a share α of comparisons of nothing, so that the
 *       p-value is below α where it does;
 *   <li>interval: the D for which (effect − D)² ≤ t² v(D), not below 0. The variance is v(D) = v₀ +
 *       κD: v₀ is what D̂ keeps where nothing differs ({@link CountNoise}), κ is the variance of
 *       the delta method over D̂. So v grows with D as that of a noncentral χ² does, and the
 *       interval is neither too long below nor too short above, as effect ± t √v(D̂) would be. It
 *       begins at 0 where the p-value is not below α.
 * </ul>
 */
final class ShareDifference {

  private final double alpha;
  private final double[] reference;
  private final double referenceConcentration;
  private final CountDispersion dispersion;
  private final double[] usual;

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
    this.usual = dispersion.leaveOneOut();
  }

  /**
   * Compares.
   *
   * @param current rows by cell
   * @param concentration c of the current rows
   * @param change the change for the sentence
   */
  Outcome measure(double[] current, double concentration, Outcome.Change change) {
    return measure(current, concentration, dispersion.along(reference, current), change);
  }

  /**
   * Compares, where windows were counted in other cells.
   *
   * @param current rows by cell
   * @param concentration c of the current rows
   * @param along how windows differ in the direction of the difference
   * @param change the change for the sentence
   */
  Outcome measure(double[] current, double concentration, Dispersion along, Outcome.Change change) {
    int[] cells = filledCells(current);
    CountPair pair = CountPair.of(select(reference, cells), select(current, cells));
    double inverseM = 1.0 / total(pair.before());
    double inverseN = 1.0 / total(pair.after());
    double concentrations = referenceConcentration + concentration;
    CountNoise noise =
        new CountNoise(
            cells.length - 1, inverseN + inverseM, concentrations, dispersion.correlation(), along);
    double ofWindows = (noise.scale() - inverseN - inverseM) / concentrations;
    double ofShares =
        (inverseN + ofWindows * concentration) * pair.varianceOfLogRatio()
            + (inverseM + ofWindows * referenceConcentration) * pair.varianceOfRatio();
    double estimate = pair.divergence() - noise.expected();
    double pValue = noise.pValue(pair.statistic());
    Interval interval =
        interval(estimate, pair.divergence() > 0 ? ofShares / pair.divergence() : 0, noise);
    return new Outcome(
        Math.max(0, estimate),
        pair.divergence(),
        pValue < alpha ? interval : interval.including(0),
        noise.floor(alpha),
        pValue,
        pair.measures(noise),
        change,
        (p, threshold) -> noise.leastEffect(p, alpha, threshold),
        usual);
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
