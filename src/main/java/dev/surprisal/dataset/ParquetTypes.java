package dev.surprisal.dataset;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** The Spark type of a Parquet column, as Spark itself finds it; empty where it has none. */
final class ParquetTypes {

  private ParquetTypes() {}

  static Optional<DataType> of(Type column) {
    if (column.isRepetition(Repetition.REPEATED)) {
      return Optional.empty();
    }
    return column.isPrimitive() ? primitive(column.asPrimitiveType()) : group(column.asGroupType());
  }

  /** What a person calls the type. */
  static String name(Type column) {
    LogicalTypeAnnotation logical = column.getLogicalTypeAnnotation();
    if (logical != null) {
      return logical.toString();
    }
    return column.isPrimitive()
        ? column.asPrimitiveType().getPrimitiveTypeName().name()
        : "a group of fields";
  }

  /** What a column that Spark cannot read is best written as. */
  static String instead(String type) {
    if (type.startsWith("TIME(")) {
      return "text, a whole number of microseconds, or a timestamp";
    }
    if (type.startsWith("DECIMAL")) {
      return "DECIMAL(38, 9) or DOUBLE";
    }
    return type.startsWith("FLOAT16") ? "FLOAT" : "text or a number";
  }

  /** The Spark type that holds the values of both, in DDL. */
  static String wider(Type left, Type right) {
    List<String> types =
        List.of(left, right).stream()
            .flatMap(type -> of(type).stream())
            .map(type -> type.sql().toUpperCase(Locale.ROOT))
            .toList();
    List<String> ascending = List.of("TINYINT", "SMALLINT", "INT", "BIGINT", "FLOAT", "DOUBLE");
    return ascending.containsAll(types)
        ? ascending
            .get(types.stream().mapToInt(ascending::indexOf).max().orElse(3))
            .replace("FLOAT", "DOUBLE")
        : "STRING";
  }

  /** Whether a column of nanoseconds is in UTC; empty where it is something else. */
  static Optional<Boolean> nanoseconds(Type column) {
    return column.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation timestamp
            && timestamp.getUnit() == TimeUnit.NANOS
        ? Optional.of(timestamp.isAdjustedToUTC())
        : Optional.empty();
  }

  private static Optional<DataType> primitive(PrimitiveType type) {
    LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
    if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
      return decimal.getPrecision() <= DecimalType.MAX_PRECISION()
          ? Optional.of(DataTypes.createDecimalType(decimal.getPrecision(), decimal.getScale()))
          : Optional.empty();
    }
    return Optional.ofNullable(
        switch (type.getPrimitiveTypeName()) {
          case BOOLEAN -> DataTypes.BooleanType;
          case FLOAT -> DataTypes.FloatType;
          case DOUBLE -> DataTypes.DoubleType;
          case INT32 -> ofInt(logical);
          case INT64 -> ofLong(logical);
          case INT96 -> DataTypes.TimestampType;
          case BINARY -> ofBinary(logical);
          case FIXED_LEN_BYTE_ARRAY -> logical == null ? DataTypes.BinaryType : null;
        });
  }

  private static @Nullable DataType ofInt(@Nullable LogicalTypeAnnotation logical) {
    if (logical == null) {
      return DataTypes.IntegerType;
    }
    if (logical instanceof IntLogicalTypeAnnotation of) {
      return switch (of.getBitWidth()) {
        case 8 -> of.isSigned() ? DataTypes.ByteType : DataTypes.ShortType;
        case 16 -> of.isSigned() ? DataTypes.ShortType : DataTypes.IntegerType;
        default -> of.isSigned() ? DataTypes.IntegerType : DataTypes.LongType;
      };
    }
    return logical instanceof DateLogicalTypeAnnotation ? DataTypes.DateType : null;
  }

  private static @Nullable DataType ofLong(@Nullable LogicalTypeAnnotation logical) {
    if (logical == null) {
      return DataTypes.LongType;
    }
    if (logical instanceof IntLogicalTypeAnnotation of) {
      return of.isSigned() ? DataTypes.LongType : DataTypes.createDecimalType(20, 0);
    }
    if (logical instanceof TimestampLogicalTypeAnnotation of) {
      if (of.getUnit() == TimeUnit.NANOS) {
        return DataTypes.LongType;
      }
      return of.isAdjustedToUTC() ? DataTypes.TimestampType : DataTypes.TimestampNTZType;
    }
    return null;
  }

  private static @Nullable DataType ofBinary(@Nullable LogicalTypeAnnotation logical) {
    if (logical == null) {
      return DataTypes.BinaryType;
    }
    return switch (logical.toString()) {
      case "STRING", "ENUM", "JSON" -> DataTypes.StringType;
      case "BSON" -> DataTypes.BinaryType;
      default -> null;
    };
  }

  private static Optional<DataType> group(GroupType group) {
    LogicalTypeAnnotation logical = group.getLogicalTypeAnnotation();
    if (logical == null) {
      return struct(group).map(type -> type);
    }
    if (group.getFieldCount() != 1 || group.getType(0).isPrimitive()) {
      return Optional.empty();
    }
    GroupType inner = group.getType(0).asGroupType();
    if (logical instanceof ListLogicalTypeAnnotation && inner.getFieldCount() == 1) {
      Type element = inner.getType(0);
      return of(element).map(DataTypes::createArrayType);
    }
    if (logical instanceof MapLogicalTypeAnnotation && inner.getFieldCount() == 2) {
      return of(inner.getType(0))
          .flatMap(key -> of(inner.getType(1)).map(value -> DataTypes.createMapType(key, value)));
    }
    return Optional.empty();
  }

  private static Optional<StructType> struct(GroupType group) {
    StructType struct = new StructType();
    for (Type field : group.getFields()) {
      Optional<DataType> type = of(field);
      if (type.isEmpty()) {
        return Optional.empty();
      }
      struct = struct.add(field.getName(), type.get());
    }
    return Optional.of(struct);
  }
}
