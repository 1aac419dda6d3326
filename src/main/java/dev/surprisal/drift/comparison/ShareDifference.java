package dev.surprisal.drift.comparison;

import dev.surprisal.drift.comparison.CountDispersion.Along;
import dev.surprisal.drift.comparison.CountDispersion.Coarse;
import dev.surprisal.math.statistics.ConfidenceInterval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

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
 *       CountNoise}; without windows to know it from, the usual two-sample G test. Of many cells it
 *       is twice the lesser of that and of the same over {@link CoarseCells};
 *   <li>noise floor: what the effect exceeds in a share α of comparisons of nothing at most, so
 *       that the p-value is below α where it does;
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
  Outcome measure(double[] current, double concentration, Along along, Outcome.Change change) {
    double concentrations = referenceConcentration + concentration;
    List<Tested> tests = new ArrayList<>();
    tests.add(
        Tested.of(
            reference, current, concentrations, dispersion.correlation(), along.dispersion()));
    Coarse groups = along.groups();
    if (groups != null) {
      tests.add(
          Tested.of(
              groups.before(),
              groups.after(),
              concentrations,
              groups.correlation(),
              groups.dispersion()));
    }
    return outcome(tests, concentration, change);
  }

  /** Of the cells, by what all tests of them say together, by Bonferroni. */
  private Outcome outcome(List<Tested> tests, double concentration, Outcome.Change change) {
    CountPair pair = tests.get(0).pair();
    CountNoise noise = tests.get(0).noise();
    double inverseM = 1.0 / CoarseCells.total(pair.before());
    double inverseN = 1.0 / CoarseCells.total(pair.after());
    double concentrations = referenceConcentration + concentration;
    double ofWindows = (noise.scale() - inverseN - inverseM) / concentrations;
    double ofShares =
        (inverseN + ofWindows * concentration) * pair.varianceOfLogRatio()
            + (inverseM + ofWindows * referenceConcentration) * pair.varianceOfRatio();
    double estimate = pair.divergence() - noise.expected();
    double pValue = CoarseCells.together(tests.stream().mapToDouble(Tested::pValue).toArray());
    ConfidenceInterval interval =
        interval(estimate, pair.divergence() > 0 ? ofShares / pair.divergence() : 0, noise);
    return new Outcome(
        Math.max(0, estimate),
        pair.divergence(),
        pValue < alpha ? interval : interval.including(0),
        noise.floor(alpha / tests.size()),
        pValue,
        pair.measures(noise),
        change,
        (p, threshold) ->
            tests.stream()
                .mapToDouble(it -> it.noise().leastEffect(p / tests.size(), alpha, threshold))
                .min()
                .orElseThrow(),
        usual);
  }

  /** Two sides over the cells that either fills, and what chance makes of them. */
  private record Tested(CountPair pair, CountNoise noise) {

    static Tested of(
        double[] before,
        double[] after,
        double concentrations,
        double correlation,
        Dispersion along) {
      int[] cells = filledCells(before, after);
      CountPair pair = CountPair.of(select(before, cells), select(after, cells));
      double ofRows =
          1.0 / CoarseCells.total(pair.after()) + 1.0 / CoarseCells.total(pair.before());
      return new Tested(
          pair, new CountNoise(cells.length - 1, ofRows, concentrations, correlation, along));
    }

    double pValue() {
      return noise.pValue(pair.statistic());
    }
  }

  /** Solves (estimate − D)² = t² (v₀ + κD) for D. */
  private ConfidenceInterval interval(
      double estimate, double varianceByDivergence, CountNoise noise) {
    double t = noise.quantile(alpha);
    double shift = t * t * varianceByDivergence / 2;
    double root = 2 * estimate * shift + shift * shift + t * t * noise.variance();
    // Below 0 only for an estimate far below 0, where nothing but 0 is likely.
    double halfWidth = Math.sqrt(Math.max(0, root));
    double middle = estimate + shift;
    return new ConfidenceInterval(
        Math.max(0, middle - halfWidth), Math.max(Math.max(0, estimate), middle + halfWidth));
  }

  private static int[] filledCells(double[] before, double[] after) {
    int[] filled = new int[after.length];
    int size = 0;
    for (int i = 0; i < after.length; i++) {
      if (before[i] > 0 || after[i] > 0) {
        filled[size++] = i;
      }
    }
    return Arrays.copyOf(filled, size);
  }

  private static double[] select(double[] counts, int[] cells) {
    return Arrays.stream(cells).mapToDouble(i -> counts[i]).toArray();
  }

  /** The cell whose share of the rows grew most; of several, the first. */
  static int mostGrown(double[] before, double[] after) {
    double m = CoarseCells.total(before);
    double n = CoarseCells.total(after);
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
