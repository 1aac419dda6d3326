package dev.surprisal.dataset;

import dev.surprisal.dataset.source.Expression;
import dev.surprisal.dataset.source.Input;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

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
    for (Expression column : NEITHER.among(columns)) {
      input.refuse(
          "columns",
          column.text(),
          "must be numeric, or for categories string or boolean, but is "
              + column.type().catalogString()
              + "; write an SQL expression that gives one of these, such as "
              + advice(column));
    }
    return columns;
  }

  /** As text, each day would be a category that the reference never had. */
  private static String advice(Expression column) {
    String x = column.text();
    if (column.type() instanceof DateType) {
      return "weekday("
          + x
          + ") for the day of the week, or, for dates that do not advance with the"
          + " rows, unix_date("
          + x
          + ")";
    }
    if (column.type() instanceof TimestampType || column.type() instanceof TimestampNTZType) {
      String instant = column.type() instanceof TimestampType ? x : "cast(" + x + " as timestamp)";
      return "hour("
          + x
          + ") for the time of day, or, for times that do not advance with those of the"
          + " rows, unix_seconds("
          + instant
          + ")";
    }
    return "cast(" + x + " as string)";
  }

  /** Those of this kind. */
  List<Expression> among(List<Expression> columns) {
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
