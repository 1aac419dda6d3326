package dev.surprisal.drift.classifier;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Columns as figures that a tree can split. Nothing is looked at but the values of all rows
 * together, so that no row's side gets into them.
 *
 * <p>A number becomes its rank among the different values, which no split can tell from the number
 * and which infinite ones have, too. A row without one gets the middle rank, and a figure beside it
 * says so: 0 for a number, 1 for null, 2 for NaN. Categories are numbered by how frequent they are;
 * those beyond {@value #MOST_CATEGORIES} are one.
 *
 * @param rows the figures of each row
 * @param columns for each figure the place of its column
 * @param categories for each figure how many categories it has; 0 for a number
 */
record ColumnFigures(List<double[]> rows, List<Integer> columns, List<Integer> categories) {

  /** With null and all others as many as a tree of MLlib's tells apart unless told otherwise. */
  private static final int MOST_CATEGORIES = 30;

  /**
   * Makes the figures.
   *
   * @param of the rows
   * @param categorical the places of the categorical columns among all
   * @param width the number of columns
   */
  static ColumnFigures of(List<SampledRow> of, List<Integer> categorical, int width) {
    List<double[]> figures = new ArrayList<>();
    List<Integer> columns = new ArrayList<>();
    List<Integer> categories = new ArrayList<>();
    int numbers = 0;
    int texts = 0;
    for (int column = 0; column < width; column++) {
      if (categorical.contains(column)) {
        int place = texts++;
        double[] codes = codes(of, row -> row.categories().get(place));
        figures.add(codes);
        categories.add((int) Arrays.stream(codes).max().orElse(0) + 1);
        columns.add(column);
      } else {
        int place = numbers++;
        for (double[] figure : ranks(of, row -> row.numbers().get(place))) {
          figures.add(figure);
          categories.add(0);
          columns.add(column);
        }
      }
    }
    List<double[]> rows =
        IntStream.range(0, of.size())
            .mapToObj(row -> figures.stream().mapToDouble(figure -> figure[row]).toArray())
            .toList();
    return new ColumnFigures(rows, columns, categories);
  }

  /** The ranks, and where some rows have no number what they have instead. */
  private static List<double[]> ranks(
      List<SampledRow> rows, Function<SampledRow, @Nullable Double> number) {
    double[] ranks = new double[rows.size()];
    double[] kinds = new double[rows.size()];
    double[] values = new double[rows.size()];
    for (int i = 0; i < rows.size(); i++) {
      Double value = number.apply(rows.get(i));
      kinds[i] = value == null ? 1 : value.isNaN() ? 2 : 0;
      values[i] = value == null ? Double.NaN : value + 0.0; // a zero has no sign here
    }
    double[] different =
        Arrays.stream(values).filter(value -> !Double.isNaN(value)).sorted().distinct().toArray();
    for (int i = 0; i < ranks.length; i++) {
      ranks[i] = kinds[i] == 0 ? Arrays.binarySearch(different, values[i]) : different.length / 2;
    }
    boolean whole = Arrays.stream(kinds).allMatch(kind -> kind == 0);
    return whole ? List.of(ranks) : List.of(ranks, kinds);
  }

  private static double[] codes(
      List<SampledRow> rows, Function<SampledRow, @Nullable String> category) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (SampledRow row : rows) {
      String value = category.apply(row);
      if (value != null) {
        counts.merge(value, 1, Integer::sum);
      }
    }
    List<String> frequent =
        counts.entrySet().stream()
            .sorted(
                Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .limit(MOST_CATEGORIES)
            .map(Map.Entry::getKey)
            .collect(Collectors.toList());
    Map<String, Integer> numbers = new LinkedHashMap<>();
    // 0 for null, 1 for all that is not frequent.
    frequent.forEach(value -> numbers.put(value, numbers.size() + 2));
    double[] codes = new double[rows.size()];
    for (int i = 0; i < codes.length; i++) {
      String value = category.apply(rows.get(i));
      codes[i] = value == null ? 0 : numbers.getOrDefault(value, 1);
    }
    return codes;
  }

  /** A row with the figures of a column as another row has them. */
  double[] with(int row, int column, int other) {
    double[] figures = rows.get(row).clone();
    for (int i = 0; i < figures.length; i++) {
      if (columns.get(i) == column) {
        figures[i] = rows.get(other)[i];
      }
    }
    return figures;
  }
}
