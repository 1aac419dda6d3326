package dev.surprisal.profile;

import dev.surprisal.profile.section.ConfidenceCells;
import dev.surprisal.profile.section.ScoreCells;
import dev.surprisal.profile.sketch.AdaptiveCells;
import dev.surprisal.profile.sketch.ColumnHistogram;
import dev.surprisal.profile.sketch.LossBuckets;
import dev.surprisal.profile.sketch.ShareBins;
import dev.surprisal.profile.sketch.ShareKeys;
import dev.surprisal.profile.sketch.SpanCells;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The distribution of a numeric column over cells in ascending order of value: −∞, the cells below
 * zero, zero, the cells above zero, +∞. Null and NaN stand apart.
 *
 * @param nulls rows without a value
 * @param notNumbers rows whose value is NaN
 * @param whole whether all finite values are whole numbers
 * @param cells the cells with at least one row, ascending
 */
public record ColumnDistribution(long nulls, long notNumbers, boolean whole, List<Cell> cells) {

  /** The key of the greatest finite value: the widest cells reach beyond. */
  private static final long GREATEST = AdaptiveCells.key(Double.MAX_VALUE);

  /** The lower bounds of the buckets of the losses that are neither 0 nor infinite. */
  private static final double[] LOSS_BOUNDS = lossBounds();

  /**
   * Rows between two bounds.
   *
   * @param lower the lower bound, exclusive unless it is the upper one as well
   * @param upper the upper bound, inclusive
   * @param rows the rows
   */
  public record Cell(double lower, double upper, long rows) {

    /** Whether all rows have the same value. */
    public boolean isExact() {
      return lower == upper;
    }
  }

  /** Copies the cells. */
  public ColumnDistribution {
    cells = List.copyOf(cells);
  }

  /** A distribution of values that are not known to be whole. */
  ColumnDistribution(long nulls, long notNumbers, List<Cell> cells) {
    this(nulls, notNumbers, false, cells);
  }

  /** Rows with a value that is a number. */
  public long rows() {
    return cells.stream().mapToLong(Cell::rows).sum();
  }

  /** The value that every row has; nothing where rows differ or one has no number. */
  public OptionalDouble constant() {
    return nulls == 0 && notNumbers == 0 && cells.size() == 1 && cells.get(0).isExact()
        ? OptionalDouble.of(cells.get(0).lower())
        : OptionalDouble.empty();
  }

  /** Shares of 1, in {@link ShareBins}. */
  static ColumnDistribution ofShares(long[] bins) {
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < bins.length; i++) {
      addCell(cells, ShareBins.lower(i), ShareBins.upper(i), bins[i]);
    }
    return new ColumnDistribution(0, 0, cells);
  }

  /** The probability of the last of two classes. */
  static ColumnDistribution ofScores(long[] state, ScoreCells scores) {
    AdaptiveCells of = scores.cells();
    int at = scores.at();
    List<Cell> cells = new ArrayList<>();
    for (int slot = 0; slot < AdaptiveCells.size(state, at); slot++) {
      long rows = 0;
      for (int which = 0; which < of.counts(); which++) {
        rows += of.count(state, at, slot, which);
      }
      long least = of.leastKey(state, at, slot);
      addShares(cells, least, of.greatestKey(state, at, slot), rows);
    }
    return new ColumnDistribution(0, 0, cells);
  }

  /** The confidence. */
  static ColumnDistribution ofConfidence(long[] state, ConfidenceCells confidence) {
    SpanCells of = confidence.cells();
    int counts = confidence.counts();
    int windows = confidence.windows();
    List<Cell> cells = new ArrayList<>();
    addCell(cells, 0, 0, state[counts + of.place(of.cells(), 0, 0)]);
    long width = 1L << SpanCells.level(state, windows, 0);
    for (int i = 0; i < of.cells(); i++) {
      long rows = state[counts + of.place(of.slot(state, windows, 0, i), 0, 0)];
      if (rows > 0) {
        long least = of.leastKey(state, windows, 0, i);
        addShares(cells, least, least + width - 1, rows);
      }
    }
    addCell(cells, 1, 1, state[counts + of.place(of.cells() + 1, 0, 0)]);
    return new ColumnDistribution(0, 0, cells);
  }

  /** Shares by their keys; of one key, the share itself. */
  private static void addShares(List<Cell> cells, long least, long greatest, long rows) {
    double lower = ShareKeys.greatest(Math.max(0, least == greatest ? least : least - 1));
    addCell(cells, lower, ShareKeys.greatest(Math.min(greatest, ShareKeys.ONE)), rows);
  }

  private static double[] lossBounds() {
    double[] bounds = new double[LossBuckets.COUNT - 1];
    Arrays.setAll(bounds, LossBuckets::upperBound);
    return bounds;
  }

  /** The buckets of the losses: the first holds 0, the last what is infinite. */
  static ColumnDistribution ofLosses(long[] buckets) {
    List<Cell> cells = new ArrayList<>();
    addCell(cells, 0, 0, buckets[0]);
    for (int i = 1; i + 1 < buckets.length; i++) {
      addCell(cells, LOSS_BOUNDS[i - 1], LOSS_BOUNDS[i], buckets[i]);
    }
    double infinity = Double.POSITIVE_INFINITY;
    addCell(cells, infinity, infinity, buckets[buckets.length - 1]);
    return new ColumnDistribution(0, 0, cells);
  }

  static ColumnDistribution read(long[] state, int at) {
    List<Cell> cells = new ArrayList<>();
    double infinity = Double.POSITIVE_INFINITY;
    addCell(cells, -infinity, -infinity, state[at + ColumnHistogram.NEGATIVE_INFINITE]);
    int values = at + ColumnHistogram.VALUES;
    int size = AdaptiveCells.size(state, values);
    int slot = 0;
    while (slot < size && ColumnHistogram.CELLS.cell(state, values, slot) < 0) {
      addCell(cells, state, values, slot++);
    }
    addCell(cells, 0, 0, state[at + ColumnHistogram.ZEROS]);
    while (slot < size) {
      addCell(cells, state, values, slot++);
    }
    addCell(cells, infinity, infinity, state[at + ColumnHistogram.POSITIVE_INFINITE]);
    return new ColumnDistribution(
        state[at + ColumnHistogram.NULLS],
        state[at + ColumnHistogram.NOT_NUMBERS],
        state[at + ColumnHistogram.FRACTIONS] == 0,
        cells);
  }

  private static void addCell(List<Cell> cells, long[] state, int values, int slot) {
    long least = ColumnHistogram.CELLS.leastKey(state, values, slot);
    long greatest = ColumnHistogram.CELLS.greatestKey(state, values, slot);
    // Zero is counted by itself, and so is below the cell that its key would be in.
    long below = least == 0 || least == greatest ? least : least - 1;
    cells.add(
        new Cell(
            AdaptiveCells.value(Math.max(below, -GREATEST)),
            AdaptiveCells.value(Math.min(greatest, GREATEST)),
            ColumnHistogram.CELLS.count(state, values, slot, 0)));
  }

  private static void addCell(List<Cell> cells, double lower, double upper, long rows) {
    if (rows > 0) {
      cells.add(new Cell(lower, upper, rows));
    }
  }
}
