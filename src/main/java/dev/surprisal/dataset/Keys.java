package dev.surprisal.dataset;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.spark_partition_id;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import dev.surprisal.dataset.source.Expression;
import dev.surprisal.dataset.source.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
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

  /** The columns' names in a plan. */
  List<String> names(NumberedColumn parts) {
    return parts.labels(columns.size());
  }

  /**
   * The names and that of the {@linkplain #hash hash} in the order in which rows are sorted. One
   * whole number comes first: rows mostly lie in its order already, and Spark sorts those, and
   * reads them afterwards, at twice the speed. Else the hash does, which tells two keys apart at
   * once.
   */
  List<String> sorted(NumberedColumn parts, RowColumn hash) {
    boolean isOneNumber = columns.size() == 1 && columns.get(0).type() instanceof IntegralType;
    List<String> names = new ArrayList<>(names(parts));
    names.add(isOneNumber ? names.size() : 0, hash.label());
    return names;
  }

  /** The columns to select, under {@link #names}. */
  List<Column> select(NumberedColumn parts) {
    return IntStream.range(0, columns.size()).mapToObj(i -> parts.as(i, value(i))).toList();
  }

  /** Whether no part is null, in a form that Spark pushes down to the source. */
  Column isWhole() {
    return columns.stream()
        .map(column -> expr(column.sql()).isNotNull())
        .reduce(Column::and)
        .orElse(lit(true));
  }

  /** A hash by which rows are distributed. Equal keys of two datasets have the same. */
  Column hash() {
    return xxhash64(
        IntStream.range(0, columns.size()).mapToObj(this::value).toArray(Column[]::new));
  }

  /**
   * Where a row is sent. Rows without a key match nothing and repeat nothing; were they sent by
   * their key, one task would get them all.
   */
  Column place() {
    return when(isWhole(), hash()).otherwise(spark_partition_id().cast(DataTypes.LongType));
  }

  /** Whether some part is null, of rows that have the parts under {@link #names}. */
  Column isMissing(NumberedColumn parts) {
    return parts.columns(columns.size()).stream()
        .map(Column::isNull)
        .reduce(Column::or)
        .orElse(lit(false));
  }

  /** The key as it is told to people; null where there is none. */
  Column text() {
    return columns.isEmpty()
        ? RowColumn.KEY_TEXT.none()
        : concat_ws(
            ", ",
            columns.stream()
                .map(column -> coalesce(expr(column.asText()), lit("null")))
                .toArray(Column[]::new));
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

  private Column value(int column) {
    Expression expression = columns.get(column);
    return expression.type() instanceof IntegralType
        ? expr(expression.sql()).cast(DataTypes.LongType)
        : expr(expression.unsigned());
  }
}
