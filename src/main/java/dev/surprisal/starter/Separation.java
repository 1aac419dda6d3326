package dev.surprisal.starter;

import dev.surprisal.dataset.inspect.ColumnInspection;
import dev.surprisal.dataset.inspect.ColumnInspection.Cell;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How a score tells the rows with one value of a column from all others: the area under the ROC
 * curve, by ranks, ties counted half; and how many of its standard errors without any relation,
 * √((n + m + 1) / 12nm), it is away from a half.
 *
 * @param value the value
 * @param area the area, in [0, 1]
 * @param errors how many standard errors it is above a half; negative below
 */
record Separation(String value, double area, double errors) {

  /** Fewer rows on either side show nothing. */
  private static final int FEWEST_ROWS = 10;

  /** Of thousands of rows no chance reaches five standard errors. */
  private static final double BEYOND_CHANCE = 5;

  /** The value that the score rises most for, or null where no value has rows enough. */
  static @Nullable Separation of(double[] scores, ColumnInspection column, List<String> values) {
    Integer[] order =
        IntStream.range(0, scores.length)
            .filter(i -> !Double.isNaN(scores[i]) && column.cells().get(i).text() != null)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> scores[i]))
            .toArray(Integer[]::new);
    double[] ranks = ranks(scores, order);
    return values.stream()
        .map(value -> of(value, column.cells(), order, ranks))
        .filter(it -> !Double.isNaN(it.area()))
        .max(Comparator.comparingDouble(Separation::area))
        .orElse(null);
  }

  private static Separation of(String value, List<Cell> cells, Integer[] order, double[] ranks) {
    double sum = 0;
    long with = 0;
    for (int i = 0; i < order.length; i++) {
      if (value.equals(cells.get(order[i]).text())) {
        sum += ranks[i];
        with++;
      }
    }
    long without = order.length - with;
    if (Math.min(with, without) < FEWEST_ROWS) {
      return new Separation(value, Double.NaN, Double.NaN);
    }
    double pairs = (double) with * without;
    double area = (sum - with * (with + 1) / 2.0) / pairs;
    return new Separation(
        value, area, (area - 0.5) / Math.sqrt((with + without + 1) / 12.0 / pairs));
  }

  /** Of scores in their order; those that are the same share the mean of their ranks. */
  private static double[] ranks(double[] scores, Integer[] order) {
    double[] ranks = new double[order.length];
    for (int from = 0; from < order.length; ) {
      int to = from + 1;
      while (to < order.length && scores[order[to]] == scores[order[from]]) {
        to++;
      }
      Arrays.fill(ranks, from, to, (from + 1 + to) / 2.0);
      from = to;
    }
    return ranks;
  }

  boolean isSignificant() {
    return errors > BEYOND_CHANCE;
  }

  /** Whether the column is made of the score, as a predicted class is: no row is out of place. */
  boolean isWhole() {
    return area == 1;
  }
}
