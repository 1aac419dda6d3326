package dev.surprisal.dataset;

import dev.surprisal.dataset.source.Expression;
import dev.surprisal.dataset.source.InputProblem;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/**
 * A slice or the version, by whose text rows of two datasets belong together.
 *
 * @param key the key of the configuration that names it
 * @param text the column or expression
 * @param type its type
 */
public record Grouping(String key, String text, DataType type) {

  static Grouping of(String key, Expression expression) {
    return new Grouping(key, expression.text(), expression.type());
  }

  /**
   * Tells that no value can be the same as one of the other dataset, since the two are written in
   * different ways. Numbers of every type are written alike, and text may be that of anything.
   *
   * @param ours what this dataset is called
   * @param other the same of the other dataset
   * @param theirs what that is called
   */
  public Optional<InputProblem> clash(String ours, Grouping other, String theirs) {
    String kind = kind(type);
    String otherKind = kind(other.type);
    if (kind.equals(otherKind) || kind.isEmpty() || otherKind.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        InputProblem.invalid(
            key,
            text,
            String.format(
                "is %s in %s but %s in %s, so that no values match; write" + " cast(%s as %s)",
                type.catalogString(),
                ours,
                other.type.catalogString(),
                theirs,
                text,
                other.type.catalogString())));
  }

  /** Values of different kinds are never written alike; empty where they may be like any other. */
  private static String kind(DataType type) {
    if (type instanceof StringType || type instanceof NullType) {
      return "";
    }
    if (type instanceof NumericType) {
      return "number";
    }
    boolean isTime = type instanceof TimestampType || type instanceof TimestampNTZType;
    return isTime ? "timestamp" : type.typeName().toLowerCase(Locale.ROOT);
  }
}
