package dev.surprisal.dataset;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;

/** How a column's distribution is kept, by its type: numbers by their size, all else by value. */
enum ColumnKind {
  NUMERIC,
  CATEGORICAL,
  /** Nothing that a distribution is kept of. */
  NEITHER;

  private static ColumnKind of(DataType type) {
    if (type instanceof NumericType) {
      return NUMERIC;
    }
    return type instanceof StringType || type instanceof BooleanType ? CATEGORICAL : NEITHER;
  }

  /** Resolves all columns that can be; tells of those that are of neither kind. */
  static List<Expression> resolve(Input input, List<String> texts) {
    List<Expression> columns = input.resolveAll("columns", texts);
    for (Expression column : NEITHER.of(columns)) {
      input.refuse(
          "columns",
          column.text(),
          "must be numeric, or for categories string or boolean, and is "
              + column.type().catalogString()
              + "; write an SQL expression that gives one of these, such as cast("
              + column.text()
              + " as string)");
    }
    return columns;
  }

  /** Those of this kind. */
  List<Expression> of(List<Expression> columns) {
    return columns.stream().filter(column -> of(column.type()) == this).toList();
  }

  /** The places of those of this kind. */
  List<Integer> places(List<Expression> columns) {
    return IntStream.range(0, columns.size())
        .filter(i -> of(columns.get(i).type()) == this)
        .boxed()
        .toList();
  }
}
