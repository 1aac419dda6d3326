package dev.surprisal.dataset.inspect;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.surprisal.dataset.spec.ProbabilitySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the schema and the first rows say about a column.
 *
 * @param name its name
 * @param kind what it holds
 * @param type its type, as Spark's SQL writes it
 * @param cells what stands in the rows that were looked at, in their order
 * @param fields the names of a struct's fields, or of the keys of maps; else empty
 */
public record ColumnInspection(
    String name, Kind kind, String type, List<Cell> cells, List<String> fields) {

  /** What a column holds. */
  public enum Kind {
    /** Whole numbers. */
    WHOLE,
    /** Other numbers. */
    NUMBER,
    TEXT,
    /** True and false. */
    TRUTH,
    /** Dates and timestamps. */
    TIME,
    /** Several numbers in each row: an array or a vector. */
    FIGURES,
    /** Several numbers in each row, each with a name: a map or a struct. */
    NAMED_FIGURES,
    OTHER
  }

  /** A number that is written as Spark writes it, so that it is no name such as 007. */
  private static final Pattern WHOLE = Pattern.compile("0|-?[1-9]\\d{0,17}");

  /** A text that Spark takes for a time may be a mere number; one with a month is none. */
  private static final Pattern DATED = Pattern.compile("\\d{4}-\\d{1,2}-\\d{1,2}([ T].*)?");

  /**
   * What stands in one row.
   *
   * @param text the value as text, cut where it is long; null where there is none, or no atom
   * @param number the value as a number, or the last figure, or null where it is none
   * @param time whether the value can be read as a time
   * @param size how many figures there are, or null
   * @param scale what the figures are: a distribution, the logarithms of one, or else logits
   */
  public record Cell(
      @Nullable String text,
      @Nullable Double number,
      boolean time,
      @Nullable Integer size,
      ProbabilitySpec.Scale scale) {

    private boolean isDated() {
      return time && text != null && DATED.matcher(text).matches();
    }
  }

  /** Copies the lists. */
  public ColumnInspection {
    cells = List.copyOf(cells);
    fields = List.copyOf(fields);
  }

  /** The same, taken for something else. */
  ColumnInspection as(Kind other, String otherType) {
    return new ColumnInspection(name, other, otherType, cells, fields);
  }

  /** What a column of a source that knows nothing but text holds; text where it is empty. */
  Kind kindOfTexts() {
    if (filled() == 0) {
      return Kind.TEXT;
    }
    if (allFilled(cell -> WHOLE.matcher(String.valueOf(cell.text())).matches())) {
      return Kind.WHOLE;
    }
    if (allFilled(cell -> cell.number() != null && !isNumberedName(cell))) {
      return Kind.NUMBER;
    }
    if (allFilled(Cell::isDated)) {
      return Kind.TIME;
    }
    return allFilled(ColumnInspection::isTruth) ? Kind.TRUTH : Kind.TEXT;
  }

  /** 007 is a name, 0.07 a number. */
  private static boolean isNumberedName(Cell cell) {
    return String.valueOf(cell.text()).matches("[+-]?0\\d.*");
  }

  private static boolean isTruth(Cell cell) {
    return List.of("true", "false").contains(String.valueOf(cell.text()).toLowerCase(Locale.ROOT));
  }

  /** Whether it holds numbers. */
  public boolean isNumeric() {
    return kind == Kind.WHOLE || kind == Kind.NUMBER;
  }

  /** Whether it holds times, or texts that all are. */
  public boolean isTime() {
    return kind == Kind.TIME || kind == Kind.TEXT && filled() > 0 && allFilled(Cell::isDated);
  }

  /** Whether a row has one value that can be told from another. */
  public boolean isAtom() {
    return kind == Kind.WHOLE || kind == Kind.TEXT || kind == Kind.TRUTH;
  }

  /** How many of the rows have a value. */
  public int filled() {
    return (int) cells.stream().filter(cell -> cell.text() != null || cell.size() != null).count();
  }

  private boolean allFilled(Predicate<Cell> condition) {
    return cells.stream().filter(cell -> cell.text() != null).allMatch(condition);
  }

  /** The values and how many rows have each, in the order of their texts. */
  public Map<String, Long> values() {
    return cells.stream()
        .map(Cell::text)
        .filter(Objects::nonNull)
        .collect(groupingBy(text -> text, TreeMap::new, counting()));
  }

  /** The numbers of the rows; NaN where there is none. */
  public double[] numbers() {
    return cells.stream()
        .mapToDouble(cell -> Objects.requireNonNullElse(cell.number(), Double.NaN))
        .toArray();
  }

  /** Whether all numbers there are lie between 0 and 1, or are 0 or 1. */
  public boolean isWithinShares() {
    return Arrays.stream(numbers()).allMatch(x -> Double.isNaN(x) || x >= 0 && x <= 1);
  }

  /** Whether all numbers there are lie between 0 and 1, and some between them. */
  public boolean isShare() {
    double[] known = Arrays.stream(numbers()).filter(x -> !Double.isNaN(x)).toArray();
    return isNumeric()
        && known.length > 0
        && Arrays.stream(known).allMatch(x -> x >= 0 && x <= 1)
        && Arrays.stream(known).anyMatch(x -> x > 0 && x < 1);
  }

  /** How many figures most rows have; 0 where none has any. */
  public int usualSize() {
    return cells.stream()
        .map(Cell::size)
        .filter(Objects::nonNull)
        .collect(groupingBy(size -> size, TreeMap::new, counting()))
        .entrySet()
        .stream()
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(0);
  }

  /** The share, among the rows that have figures, of those whose figures are of a scale. */
  public double shareOf(ProbabilitySpec.Scale scale) {
    List<Cell> figures = cells.stream().filter(cell -> cell.size() != null).toList();
    return figures.isEmpty()
        ? 0
        : (double) figures.stream().filter(cell -> cell.scale() == scale).count() / figures.size();
  }
}
