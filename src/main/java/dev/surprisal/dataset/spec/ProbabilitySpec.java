package dev.surprisal.dataset.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the prediction distribution stands in a row.
 *
 * @param column one column that holds the whole distribution (array, vector, map or struct), or
 *     null
 * @param columns one column per class, keyed by class name; with two classes, one column is enough
 *     and the other class has the rest. Empty where {@code column} is given
 * @param scale what the figures are
 * @param rest what becomes of the classes that a row does not name
 */
public record ProbabilitySpec(
    @Nullable String column, Map<String, String> columns, Scale scale, Rest rest) {

  /** What becomes of the classes that a row does not name. */
  public enum Rest {
    /** A row has to name every class. */
    REJECT,
    /** They share evenly what remains of 1. */
    SPREAD
  }

  /** What the figures of a prediction are. */
  public enum Scale {
    PROBABILITY,
    LOGIT,
    LOG_PROBABILITY
  }

  /** Checks that there is exactly one form. */
  public ProbabilitySpec {
    if ((column == null) == columns.isEmpty()) {
      throw new IllegalArgumentException(
          "Invalid probability: column "
              + column
              + ", columns "
              + columns
              + " (must have exactly one of them)");
    }
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }

  /** One column that holds the whole distribution. */
  public static ProbabilitySpec ofColumn(String column, Scale scale) {
    return new ProbabilitySpec(column, Map.of(), scale, Rest.REJECT);
  }

  /** The same, where rows need not name every class. */
  public ProbabilitySpec spread() {
    return new ProbabilitySpec(column, columns, scale, Rest.SPREAD);
  }

  /** One column per class. */
  public static ProbabilitySpec ofColumns(Map<String, String> columns, Scale scale) {
    return new ProbabilitySpec(null, columns, scale, Rest.REJECT);
  }
}
