package dev.surprisal.function.binding;

import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a function, as the usage text shows it and as the analysis checks it.
 *
 * @param name the name
 * @param kind the types that it takes
 * @param text what it means
 */
public record Parameter(String name, Kind kind, String text) {

  /** The base that ends the parameters of every amount of information. */
  public static final Parameter BASE =
      new Parameter(
          "base", Kind.NUMBER, "the base of the logarithm, above 1: 2 for bits (default: nats)");

  static final DataType DOUBLES = DataTypes.createArrayType(DataTypes.DoubleType);
  private static final DataType COUNT_ARRAY = DataTypes.createArrayType(DataTypes.LongType);
  static final DataType FLOATS = DataTypes.createArrayType(DataTypes.FloatType);

  /** Which types a parameter takes. */
  enum Kind {
    VALUES("array<double>, array<float> or an MLlib vector"),
    VALUES_OR_LABEL("array<double>, array<float>, an MLlib vector or bigint"),
    VALUES_OR_NUMBER("double, array<double>, array<float> or an MLlib vector"),
    NUMBER("double"),
    INTEGER("bigint"),
    TEXT("string"),
    COUNTS("bigint or array<bigint>"),
    BINARY("binary");

    private final String expected;

    Kind(String expected) {
      this.expected = expected;
    }

    /** The type that Spark is to hand over for one that it has; null where it cannot. */
    @Nullable DataType accept(DataType actual) {
      return switch (this) {
        case VALUES -> values(actual);
        case VALUES_OR_LABEL -> isInteger(actual) ? DataTypes.LongType : values(actual);
        case VALUES_OR_NUMBER -> isNumber(actual) ? DataTypes.DoubleType : values(actual);
        case NUMBER -> isNumber(actual) ? DataTypes.DoubleType : null;
        case INTEGER -> isCount(actual) ? DataTypes.LongType : null;
        case TEXT -> actual instanceof StringType || isNull(actual) ? DataTypes.StringType : null;
        case COUNTS -> counts(actual);
        case BINARY -> isBinary(actual) ? DataTypes.BinaryType : null;
      };
    }

    private static @Nullable DataType values(DataType actual) {
      if (SQLDataTypes.VectorType().equals(actual)) {
        return actual;
      }
      if (actual instanceof ArrayType array && isNumber(array.elementType())) {
        return DataTypes.FloatType.equals(array.elementType()) ? FLOATS : DOUBLES;
      }
      return isNull(actual) ? DOUBLES : null;
    }

    private static @Nullable DataType counts(DataType actual) {
      if (actual instanceof ArrayType array && isCount(array.elementType())) {
        return COUNT_ARRAY;
      }
      return isCount(actual) ? DataTypes.LongType : null;
    }

    private static boolean isCount(DataType actual) {
      return isInteger(actual) || isNull(actual);
    }

    private static boolean isNumber(DataType actual) {
      return actual instanceof NumericType || isNull(actual);
    }

    /** Spark widens the smaller ones by itself. */
    private static boolean isInteger(DataType actual) {
      return DataTypes.LongType.equals(actual)
          || DataTypes.IntegerType.equals(actual)
          || DataTypes.ShortType.equals(actual)
          || DataTypes.ByteType.equals(actual);
    }

    private static boolean isBinary(DataType actual) {
      return DataTypes.BinaryType.equals(actual) || isNull(actual);
    }

    private static boolean isNull(DataType actual) {
      return actual instanceof NullType;
    }
  }

  public static Parameter values(String name, String text) {
    return new Parameter(name, Kind.VALUES, text);
  }

  public static Parameter valuesOrLabel(String name, String text) {
    return new Parameter(name, Kind.VALUES_OR_LABEL, text);
  }

  public static Parameter valuesOrNumber(String name, String text) {
    return new Parameter(name, Kind.VALUES_OR_NUMBER, text);
  }

  public static Parameter counts(String name, String text) {
    return new Parameter(name, Kind.COUNTS, text);
  }

  public static Parameter integer(String name, String text) {
    return new Parameter(name, Kind.INTEGER, text);
  }

  public static Parameter text(String name, String text) {
    return new Parameter(name, Kind.TEXT, text);
  }

  public static Parameter binary(String name, String text) {
    return new Parameter(name, Kind.BINARY, text);
  }

  public static Parameter number(String name, String text) {
    return new Parameter(name, Kind.NUMBER, text);
  }

  /** Whether a type is one of those that hold many numbers. */
  static boolean isValues(DataType type) {
    return type instanceof ArrayType || SQLDataTypes.VectorType().equals(type);
  }

  /** The type to hand over, or the analysis error. */
  DataType check(String function, DataType actual) {
    DataType accepted = kind.accept(actual);
    if (accepted == null) {
      throw new UnsupportedOperationException(
          "Invalid argument %s of %s: %s (must be %s)"
              .formatted(name, function, actual.catalogString(), kind.expected));
    }
    return accepted;
  }

  /** The line of the usage text. */
  String usage() {
    return "  %s :: %s (%s)".formatted(name, text, kind.expected);
  }
}
