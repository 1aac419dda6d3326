package dev.surprisal.drift.comparison;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.FDistribution;
import org.jspecify.annotations.Nullable;

/**
 * How the windows of the reference differ in their shares of K cells, beyond what their rows
 * explain: on the whole, and along any direction.
 *
 * <p>With the shares pᵢ of the reference and z_wi = (x_wi − n_w pᵢ)/√(n_w pᵢ), Σ z_w z_wᵀ/(W − 1)
 * estimates I + n₀B on the cells' K − 1 dimensions, where B is what windows add. Its trace, over K
 * − 1, says how much larger a divergence is without drift than that of independent rows; its
 * quadratic form in a direction of length 1, how much windows move that way.
 */
public final class CountDispersion {

  /** Windows of which nothing is known but that their rows differ. */
  static final CountDispersion NONE = new CountDispersion(new double[0][], new double[0], 0, null);

  /** So many windows say enough of the tails. */
  private static final int MOST_LEFT_OUT = 60;

  private static final double[] NO_P_VALUES = {};

  private final double[][] deviations;
  private final double[] sizes;
  private final double correlation;
  private final @Nullable Groups groups;
  private double @Nullable [] leftOut;

  private CountDispersion(
      double[][] deviations, double[] sizes, double correlation, @Nullable Groups groups) {
    this.deviations = deviations;
    this.sizes = sizes;
    this.correlation = correlation;
    this.groups = groups;
  }

  /** The same windows in {@link CoarseCells}: the group of each cell, and how they differ there. */
  private record Groups(int[] ofCells, CountDispersion dispersion) {}

  /**
   * How windows differ in the direction in which two sides do.
   *
   * @param dispersion over the cells
   * @param groups the two sides over coarser cells, where the cells are many; else null
   */
  public record Along(Dispersion dispersion, @Nullable Coarse groups) {}

  /**
   * Two sides over coarser cells.
   *
   * @param before rows of one side
   * @param after rows of the other
   * @param correlation ρ of these cells
   * @param dispersion how windows differ in the direction in which the sides do
   */
  public record Coarse(
      double[] before, double[] after, double correlation, Dispersion dispersion) {}

  /**
   * Of the reference's windows; none where fewer than {@link Dispersion#MIN_WINDOWS} have rows.
   *
   * @param windows rows by cell of each
   */
  public static CountDispersion of(List<double[]> windows) {
    return of(windows, null);
  }

  /**
   * The same of cells that may be many.
   *
   * @param windows rows by cell of each
   * @param coarser the group of each cell, from the rows by cell
   */
  public static CountDispersion of(
      List<double[]> windows, @Nullable Function<double[], int[]> coarser) {
    List<double[]> filled =
        windows.stream().filter(window -> CoarseCells.total(window) > 0).toList();
    if (filled.size() < Dispersion.MIN_WINDOWS) {
      return NONE;
    }
    double[] whole = new double[filled.get(0).length];
    filled.forEach(window -> Arrays.setAll(whole, i -> whole[i] + window[i]));
    double[] sizes = filled.stream().mapToDouble(CoarseCells::total).toArray();
    double[][] deviations =
        filled.stream().map(window -> deviations(window, whole)).toArray(double[][]::new);
    long cells = Arrays.stream(whole).filter(rows -> rows > 0).count();
    Groups groups =
        coarser != null && CoarseCells.areMany(whole) ? groups(filled, coarser.apply(whole)) : null;
    return new CountDispersion(
        deviations, sizes, correlation(deviations, sizes, cells - 1), groups);
  }

  private static Groups groups(List<double[]> windows, int[] ofCells) {
    return new Groups(
        ofCells, of(windows.stream().map(it -> CoarseCells.count(it, ofCells)).toList()));
  }

  private static double correlation(double[][] deviations, double[] sizes, long free) {
    if (free < 1) {
      return 0;
    }
    double statistic = 0;
    for (double[] z : deviations) {
      statistic += dot(z, z);
    }
    return Math.min(1, Dispersion.of(statistic / free, 1, sizes).betweenWindows());
  }

  private static double[] deviations(double[] window, double[] whole) {
    double share = CoarseCells.total(window) / CoarseCells.total(whole);
    double[] deviations = new double[whole.length];
    for (int i = 0; i < whole.length; i++) {
      double expected = share * whole[i];
      deviations[i] = expected > 0 ? (window[i] - expected) / Math.sqrt(expected) : 0;
    }
    return deviations;
  }

  /** ρ, the intra-class correlation of a window's rows over all directions, in [0, 1]. */
  public double correlation() {
    return correlation;
  }

  /**
   * How windows differ in the direction in which two sides do, ((p₂ᵢ − p₁ᵢ)/√pᵢ) with the shares p
   * of both together. It is 0 where the sides have the same shares.
   *
   * @param before rows of one side by cell, the cells being those of the windows
   * @param after rows of the other side
   */
  public Along along(double[] before, double[] after) {
    return new Along(
        dispersion(before, after), groups == null ? null : coarse(groups, before, after));
  }

  private static Coarse coarse(Groups groups, double[] before, double[] after) {
    double[] was = CoarseCells.count(before, groups.ofCells());
    double[] is = CoarseCells.count(after, groups.ofCells());
    CountDispersion usual = groups.dispersion();
    return new Coarse(was, is, usual.correlation(), usual.dispersion(was, is));
  }

  private Dispersion dispersion(double[] before, double[] after) {
    if (sizes.length == 0) {
      return Dispersion.NONE;
    }
    double[] direction = direction(before, after);
    double statistic = 0;
    for (double[] z : deviations) {
      double projection = dot(z, direction);
      statistic += projection * projection;
    }
    return Dispersion.of(statistic, 1, sizes);
  }

  /**
   * The p-value of each window against the others, as {@link CountNoise} gives one to a window of
   * the same size: externally studentised, so that none is part of what it is held against. Of many
   * windows every so-manieth. Worked out once, for all outcomes.
   */
  double[] leaveOneOut() {
    double[] known = leftOut;
    if (known == null) {
      double[] fine = pValuesOfWindows();
      known = groups == null ? fine : together(fine, groups.dispersion().pValuesOfWindows());
      leftOut = known;
    }
    return known;
  }

  /** Of two tests of each window. */
  private static double[] together(double[] one, double[] other) {
    return IntStream.range(0, one.length)
        .mapToDouble(i -> CoarseCells.together(one[i], other[i]))
        .toArray();
  }

  private double[] pValuesOfWindows() {
    if (sizes.length <= Dispersion.MIN_WINDOWS) {
      return NO_P_VALUES;
    }
    int free = (int) free();
    if (free < 1) {
      // All of them had the one cell alone: none is unlike the others.
      double[] alike = new double[sizes.length];
      Arrays.fill(alike, 1);
      return alike;
    }
    double all = Arrays.stream(sizes).sum();
    int step = 1 + (sizes.length - 1) / MOST_LEFT_OUT;
    FDistribution f = FDistribution.of(free, sizes.length - 2.0);
    return IntStream.range(0, (sizes.length + step - 1) / step)
        .mapToDouble(i -> leaveOut(i * step, all, free, f))
        .toArray();
  }

  private double leaveOut(int window, double all, int free, FDistribution f) {
    double[] z = deviations[window];
    double square = dot(z, z) / (1 - sizes[window] / all);
    if (square == 0) {
      return 1;
    }
    double length = Math.sqrt(dot(z, z));
    double others = -square;
    for (double[] other : deviations) {
      double projection = dot(z, other) / length;
      others += projection * projection;
    }
    double meanSquare = Math.max(Dispersion.LEAST_FOR_TESTS, others / (sizes.length - 2.0));
    return f.survivalProbability(square / meanSquare / free);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** K − 1 of the cells that have rows. */
  private long free() {
    return IntStream.range(0, deviations[0].length)
            .filter(i -> Arrays.stream(deviations).anyMatch(z -> z[i] != 0))
            .count()
        - 1;
  }

  private static double[] direction(double[] before, double[] after) {
    double m = CoarseCells.total(before);
    double n = CoarseCells.total(after);
    double[] direction = new double[before.length];
    double squares = 0;
    for (int i = 0; i < direction.length; i++) {
      double difference = after[i] / n - before[i] / m;
      double share = (after[i] + before[i]) / (n + m);
      direction[i] = share > 0 ? difference / Math.sqrt(share) : 0;
      squares += direction[i] * direction[i];
    }
    double length = Math.sqrt(squares);
    Arrays.setAll(direction, i -> length > 0 ? direction[i] / length : 0);
    return direction;
  }
}
