package dev.surprisal.starter;

import dev.surprisal.dataset.inspect.ColumnInspection;
import dev.surprisal.dataset.inspect.ColumnInspection.Kind;
import dev.surprisal.dataset.inspect.DatasetInspection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** What else the predictions have: values to look at the rows by, and columns to compare. */
final class FeatureInference {

  /** As many values as people read in a table. */
  private static final int MOST_VALUES = 20;

  /** {@code limits.categories}, as it is by default. */
  private static final int MOST_CATEGORIES = 256;

  private static final int MOST_SLICES = 8;
  private static final int MOST_COLUMNS = 50;

  /** Fewer whole numbers are all different by chance. */
  private static final int FEWEST_NUMBERED = 20;

  /** A sample of a numbered dataset leaves numbers out, though not most of them. */
  private static final double SPARSE = 2;

  private final DatasetInspection look;
  private final List<ColumnInspection> free;

  /**
   * Looks at the columns that play no other part.
   *
   * @param look the predictions
   * @param used the columns that do
   */
  FeatureInference(DatasetInspection look, Set<ColumnInspection> used) {
    this.look = look;
    this.free =
        look.columns().stream()
            .filter(column -> !used.contains(column) && !column.isTime())
            .filter(column -> !Names.GUESS.know(column.name()) && !Names.LABEL.know(column.name()))
            .toList();
  }

  /** Slices, columns, and what could be put to them. */
  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    List<ColumnInspection> slices = slices();
    add(
        entries,
        "slices",
        slices,
        MOST_SLICES,
        "columns with at most 20 distinct values in the first rows");
    List<ColumnInspection> columns = numbers();
    add(entries, "columns", columns, MOST_COLUMNS, "numeric columns, except keys and row numbers");
    suggest(
        entries, "columns", categories(), "text columns with more values, compared as categories");
    return entries;
  }

  private static void add(
      List<Entry> entries, String key, List<ColumnInspection> columns, int most, String because) {
    List<ColumnInspection> first = columns.subList(0, Math.min(most, columns.size()));
    if (!first.isEmpty()) {
      entries.add(new Entry(key, list(first), because, Certainty.GUESSED));
    }
    suggest(entries, key, columns.subList(first.size(), columns.size()), "more " + because);
  }

  private static void suggest(
      List<Entry> entries, String key, List<ColumnInspection> columns, String because) {
    if (!columns.isEmpty()) {
      entries.add(new Entry(key, list(columns), because, Certainty.SUGGESTED));
    }
  }

  private static String list(List<ColumnInspection> columns) {
    return YamlText.list(columns.stream().map(ColumnInspection::name).toList());
  }

  private List<ColumnInspection> slices() {
    return free.stream()
        .filter(column -> column.kind() == Kind.TEXT || column.kind() == Kind.TRUTH)
        .filter(column -> values(column) > 1 && values(column) <= MOST_VALUES)
        .filter(column -> 2L * values(column) <= look.rows())
        .toList();
  }

  private List<ColumnInspection> categories() {
    return free.stream()
        .filter(column -> column.kind() == Kind.TEXT)
        .filter(column -> values(column) > MOST_VALUES && values(column) <= MOST_CATEGORIES)
        // In few rows a text of any kind has few values.
        .filter(column -> 2L * values(column) < look.rows())
        .toList();
  }

  private List<ColumnInspection> numbers() {
    return free.stream()
        .filter(ColumnInspection::isNumeric)
        .filter(column -> column.kind() == Kind.NUMBER || Names.KEY.rank(column.name()) > 0)
        .filter(column -> !isRowNumber(column))
        .toList();
  }

  /** Whether the rows are numbered: every next whole number once, in whatever order. */
  private static boolean isRowNumber(ColumnInspection column) {
    double[] numbers = column.numbers();
    DoubleSummaryStatistics range = Arrays.stream(numbers).summaryStatistics();
    boolean whole = Arrays.stream(numbers).allMatch(x -> x == Math.rint(x));
    long different = Arrays.stream(numbers).distinct().count();
    return numbers.length >= FEWEST_NUMBERED
        && whole
        && different == numbers.length
        && (range.getMax() - range.getMin() + 1 <= SPARSE * different || isRising(numbers));
  }

  private static boolean isRising(double[] numbers) {
    return IntStream.range(1, numbers.length).allMatch(i -> numbers[i - 1] < numbers[i]);
  }

  private static int values(ColumnInspection column) {
    return column.values().size();
  }
}
