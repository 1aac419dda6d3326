package dev.surprisal.drift;

import java.util.Arrays;
import java.util.List;

/**
 * How far current counts are from those of the reference over the same cells: the divergence D̂ =
 * D(current‖reference) of shares smoothed by Jeffreys' half row, over the K cells that either side
 * fills.
 *
 * <p>With n current and m reference rows, windows that differ by the intra-class correlation ρ (see
 * {@link Dispersion}) and c = Σ (n_w/n)² over a side's windows, a side's share has the variance of
 * an independent sample of 1/(1/n + ρc) rows. With r* the sum of the two inverse sizes:
 *
 * <ul>
 *   <li>effect = D̂ − (K − 1)/2 · r*, not below 0;
 *   <li>p-value: of G, with the noise of {@link CountNoise}; for ρ = 0 the usual two-sample G test;
 *   <li>noise floor: what the effect exceeds in a share α of comparisons of nothing;
 *   <li>interval: the D for which (D̂ − (K − 1)/2 · r* − D)² ≤ t² v(D), not below 0. The variance
 *       is v(D) = (K − 1)/2 · r*² + κD: the first part is what D̂ keeps where nothing differs, κ is
 *       the variance of the delta method over D̂. So v grows with D as that of a noncentral χ²
 *       does, and the interval is neither too long below nor too short above, as effect ± t √v(D̂)
 *       would be.
 * </ul>
 */
final class ShareDifference {

  private final double alpha;
  private final long[] reference;
  private final double referenceConcentration;
  private final double correlation;
  private final double correlationDegrees;

  /**
   * Takes the reference.
   *
   * @param alpha the level
   * @param reference rows by cell
   * @param windows rows by cell of each of its windows
   * @param concentration c of the reference
   */
  ShareDifference(double alpha, long[] reference, List<long[]> windows, double concentration) {
    this.alpha = alpha;
    this.reference = reference;
    this.referenceConcentration = concentration;
    List<long[]> filled = windows.stream().filter(window -> total(window) > 0).toList();
    int cells = (int) Arrays.stream(reference).filter(n -> n > 0).count();
    this.correlation = cells < 2 ? 0 : correlation(reference, filled, cells);
    this.correlationDegrees = (filled.size() - 1.0) * (cells - 1.0);
  }

  /** ρ, from Pearson's X² of the windows against the whole. */
  private static double correlation(long[] whole, List<long[]> windows, int cells) {
    double rows = total(whole);
    double statistic = 0;
    for (long[] window : windows) {
      double size = total(window);
      for (int i = 0; i < window.length; i++) {
        double expected = size * (whole[i] / rows);
        double difference = window[i] - expected;
        statistic += expected > 0 ? difference * difference / expected : 0;
      }
    }
    long[] sizes = windows.stream().mapToLong(ShareDifference::total).toArray();
    return Math.min(1, Dispersion.betweenWindows(statistic / (cells - 1), 1, sizes));
  }

  /**
   * Compares.
   *
   * @param current rows by cell
   * @param concentration c of the current rows
   * @param change the change for the sentence
   */
  Outcome measure(long[] current, double concentration, Outcome.Change change) {
    int[] cells = filledCells(current);
    CountPair pair = CountPair.of(select(reference, cells), select(current, cells));
    double inverseM = 1.0 / total(pair.before());
    double inverseN = 1.0 / total(pair.after());
    double referenceNoise = correlation * referenceConcentration;
    double currentNoise = correlation * concentration;
    CountNoise noise =
        new CountNoise(
            cells.length - 1,
            inverseN + inverseM,
            referenceNoise + currentNoise,
            correlationDegrees);
    double ofShares =
        (inverseN + currentNoise) * pair.varianceOfLogRatio()
            + (inverseM + referenceNoise) * pair.varianceOfRatio();
    double estimate = pair.divergence() - noise.expected();
    return new Outcome(
        Math.max(0, estimate),
        interval(estimate, pair.divergence() > 0 ? ofShares / pair.divergence() : 0, noise),
        noise.floor(alpha),
        noise.pValue(pair.g()),
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

  private int[] filledCells(long[] current) {
    int[] filled = new int[current.length];
    int size = 0;
    for (int i = 0; i < current.length; i++) {
      if (reference[i] > 0 || current[i] > 0) {
        filled[size++] = i;
      }
    }
    return Arrays.copyOf(filled, size);
  }

  private static long[] select(long[] counts, int[] cells) {
    return Arrays.stream(cells).mapToLong(i -> counts[i]).toArray();
  }

  /** The rows of all cells. */
  static long total(long[] cells) {
    long total = 0;
    for (long rows : cells) {
      total += rows;
    }
    return total;
  }

  /** The cell whose share of the rows grew most; of several, the first. */
  static int mostGrown(long[] before, long[] after) {
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
