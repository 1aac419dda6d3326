package dev.surprisal.dataset;

import static java.util.stream.Collectors.joining;

import dev.surprisal.dataset.source.Expression;
import dev.surprisal.dataset.source.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.IntegralType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.UserDefinedType;

/**
 * The columns that tell the rows of a dataset apart. Whole numbers of every width are one type, so
 * that an {@code int} key matches a {@code bigint} one.
 *
 * @param name the configuration key that names them
 * @param columns the columns, in order
 */
record Keys(String name, List<Expression> columns) {

  /** Resolves all columns; empty, with the problems told, where one of them cannot be a key. */
  static Optional<Keys> resolve(Input input, String name, List<String> texts) {
    List<Expression> columns = input.resolveAll(name, texts);
    List<Expression> refused = columns.stream().filter(column -> !isKey(column.type())).toList();
    for (Expression column : refused) {
      input.refuse(
          name,
          column.text(),
          "must be a single value, such as a number or text, but is "
              + column.type().catalogString());
    }
    return columns.size() == texts.size() && refused.isEmpty()
        ? Optional.of(new Keys(name, columns))
        : Optional.empty();
  }

  private static boolean isKey(DataType type) {
    return !(type instanceof ArrayType
        || type instanceof MapType
        || type instanceof StructType
        || type instanceof UserDefinedType);
  }

  boolean isEmpty() {
    return columns.isEmpty();
  }

  /** The columns' names in a plan: prefix and number. */
  List<String> names(String prefix) {
    return IntStream.range(0, columns.size()).mapToObj(i -> prefix + i).toList();
  }

  /**
   * The names and that of the {@linkplain #hash hash} in the order in which rows are sorted. One
   * whole number comes first: rows mostly lie in its order already, and Spark sorts those, and
   * reads them afterwards, at twice the speed. Else the hash does, which tells two keys apart at
   * once.
   */
  List<String> sorted(String prefix, String hash) {
    boolean isOneNumber = columns.size() == 1 && columns.get(0).type() instanceof IntegralType;
    List<String> names = new ArrayList<>(names(prefix));
    names.add(isOneNumber ? names.size() : 0, hash);
    return names;
  }

  /** The columns to select, under {@link #names}. */
  Stream<String> select(String prefix) {
    return IntStream.range(0, columns.size()).mapToObj(i -> sql(i) + " as " + prefix + i);
  }

  /** Whether no part is null, in a form that Spark pushes down to the source. */
  String isWhole() {
    return columns.stream().map(column -> column.sql() + " is not null").collect(joining(" and "));
  }

  /** A hash by which rows are distributed. Equal keys of two datasets have the same. */
  String hash() {
    return IntStream.range(0, columns.size())
        .mapToObj(this::sql)
        .collect(joining(", ", "xxhash64(", ")"));
  }

  /**
   * Where a row is sent. Rows without a key match nothing and repeat nothing; were they sent by
   * their key, one task would get them all.
   */
  String place() {
    return "case when "
        + isWhole()
        + " then "
        + hash()
        + " else cast(spark_partition_id() as bigint) end";
  }

  /** Whether some part is null, of rows that have the parts under {@link #names}. */
  String isMissing(String prefix) {
    return names(prefix).stream().map(part -> part + " is null").collect(joining(" or ", "(", ")"));
  }

  /** The key as it is told to people; null where there is none. */
  String text() {
    return columns.isEmpty()
        ? "cast(null as string)"
        : columns.stream()
            .map(column -> "coalesce(" + column.asText() + ", 'null')")
            .collect(joining(", ", "concat_ws(', ', ", ")"));
  }

  /** Refuses keys that would never match, or only after a conversion that nobody asked for. */
  void requireTypesOf(Keys others, Input input) {
    for (int i = 0; i < Math.min(columns.size(), others.columns.size()); i++) {
      Expression ours = columns.get(i);
      Expression theirs = others.columns.get(i);
      if (!comparable(ours.type(), theirs.type())) {
        String type = theirs.type().catalogString();
        input.refuse(
            name,
            ours.text(),
            String.format(
                "is %s, but must have the type of %s %s, %s; write cast(%s as %s)",
                ours.type().catalogString(), others.name, theirs.text(), type, ours.text(), type));
      }
    }
  }

  private static boolean comparable(DataType left, DataType right) {
    return left.sameType(right) || left instanceof IntegralType && right instanceof IntegralType;
  }

  private String sql(int column) {
    Expression expression = columns.get(column);
    return expression.type() instanceof IntegralType
        ? "cast(" + expression.sql() + " as bigint)"
        : expression.unsigned();
  }
}
