package dev.surprisal.dataset.inspect;

import dev.surprisal.dataset.spec.SourceSpec;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What the schema and the first rows say about a dataset.
 *
 * @param source how it is read
 * @param columns its columns that can be named, in the order of the schema
 * @param rows how many rows were looked at
 * @param remarks what was found out about how to read it, as sentences
 */
public record DatasetInspection(
    SourceSpec source, List<ColumnInspection> columns, int rows, List<String> remarks) {

  private static final double TOLERANCE = 1e-3;

  /** Copies the lists. */
  public DatasetInspection {
    columns = List.copyOf(columns);
    remarks = List.copyOf(remarks);
  }

  /** How many different values the rows have in some columns together. */
  public long distinct(List<ColumnInspection> of) {
    return IntStream.range(0, rows)
        .mapToObj(row -> of.stream().map(column -> text(column, row)).toList())
        .distinct()
        .count();
  }

  private static String text(ColumnInspection column, int row) {
    return String.valueOf(column.cells().get(row).text());
  }

  /** The share of rows in which the numbers of some columns are a distribution. */
  public double shareOfDistributions(List<ColumnInspection> of) {
    List<double[]> numbers = of.stream().map(ColumnInspection::numbers).toList();
    long distributions =
        IntStream.range(0, rows)
            .filter(row -> numbers.stream().allMatch(column -> column[row] >= 0))
            .filter(row -> Math.abs(sum(numbers, row) - 1) <= TOLERANCE)
            .count();
    return rows == 0 ? 0 : (double) distributions / rows;
  }

  private static double sum(List<double[]> numbers, int row) {
    return numbers.stream().mapToDouble(column -> column[row]).sum();
  }

  /** The columns with their types, for a message. */
  public String listing() {
    return columns.stream()
        .map(column -> column.name() + " " + column.type())
        .collect(Collectors.joining(", "));
  }
}
