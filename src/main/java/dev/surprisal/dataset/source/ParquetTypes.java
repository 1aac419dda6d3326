package dev.surprisal.dataset.source;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
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

  private static final List<String> ASCENDING =
      List.of("BOOLEAN", "TINYINT", "SMALLINT", "INT", "BIGINT", "FLOAT", "DOUBLE");

  private ParquetTypes() {}

  static Optional<DataType> of(Type column) {
    if (column.isRepetition(Repetition.REPEATED)) {
      return Optional.empty();
    }
    return column.isPrimitive() ? primitive(column.asPrimitiveType()) : group(column.asGroupType());
  }

  /** What a person calls the type; of one that Spark cannot read, what it is that it cannot. */
  static String name(Type column) {
    LogicalTypeAnnotation logical = column.getLogicalTypeAnnotation();
    if (isNull(column)) {
      return "NULL";
    }
    if (column.isPrimitive()) {
      return logical != null
          ? logical.toString()
          : column.asPrimitiveType().getPrimitiveTypeName().name();
    }
    String group = logical == null ? "a group of fields" : logical.toString();
    return of(column).isPresent()
        ? group
        : culprit(column).map(it -> name(it) + " within " + group).orElse(group);
  }

  /** A value within groups that Spark has no type for. */
  private static Optional<Type> culprit(Type type) {
    return type.isPrimitive()
        ? Optional.of(type).filter(it -> primitive(it.asPrimitiveType()).isEmpty())
        : type.asGroupType().getFields().stream()
            .flatMap(field -> culprit(field).stream())
            .findFirst();
  }

  /** What Spark reads the type as; two types of the same are none that change. */
  static String read(Type column) {
    if (column.isPrimitive() && Nanoseconds.areIn(column)) {
      return name(column);
    }
    String type = of(column).map(DataType::sql).orElseGet(() -> name(column));
    return Nanoseconds.areIn(column) ? type + " of nanoseconds" : type;
  }

  /** A sentence about a column that Spark cannot read. */
  static String unreadable(Type column) {
    String type = name(column);
    return String.format(
        "column %s has the Parquet type %s, which Spark cannot read; rewrite it with another type,"
            + " such as %s, or remove it from the configuration",
        column.getName(), type, instead(type));
  }

  private static String instead(String type) {
    if (type.startsWith("TIME(")) {
      return "text, a whole number of microseconds, or a timestamp";
    }
    if (type.startsWith("DECIMAL")) {
      return "DECIMAL(38, 9) or DOUBLE";
    }
    return type.startsWith("FLOAT16") ? "FLOAT" : "text or a number";
  }

  /** Whether a column is of no type, since all of it is null; older libraries do not know it. */
  private static boolean isNull(Type column) {
    LogicalTypeAnnotation logical = column.getLogicalTypeAnnotation();
    return logical != null
        && logical.getClass().getSimpleName().equals("UnknownLogicalTypeAnnotation");
  }

  /**
   * The type of a schema as which Spark 4 reads all of these, with the same values, in DDL. There
   * are fewer than one would think: a column of 64 bits becomes no {@code double}, and no number
   * text.
   */
  static Optional<String> common(Collection<Type> types) {
    return Stream.of("INT", "BIGINT", "DOUBLE", "DECIMAL(38, 9)", "DATE", "STRING")
        .filter(wide -> types.stream().allMatch(type -> readableAs(type).contains(wide)))
        .findFirst();
  }

  private static Set<String> readableAs(Type column) {
    if (isNull(column)) {
      // All null, as 32 bits.
      return Set.of("INT", "BIGINT", "DOUBLE", "DATE");
    }
    DataType type = Nanoseconds.areIn(column) ? null : of(column).orElse(null);
    if (type instanceof DecimalType decimal) {
      return decimal.scale() <= 9 && decimal.precision() - decimal.scale() <= 29
          ? Set.of("DECIMAL(38, 9)")
          : Set.of();
    }
    return switch (type == null ? "" : type.sql()) {
      case "TINYINT", "SMALLINT", "INT" -> Set.of("INT", "BIGINT", "DOUBLE", "DECIMAL(38, 9)");
      case "BIGINT" -> Set.of("BIGINT", "DECIMAL(38, 9)");
      case "FLOAT", "DOUBLE" -> Set.of("DOUBLE");
      case "DATE" -> Set.of("DATE");
      case "STRING", "BINARY" -> Set.of("STRING");
      default -> Set.of();
    };
  }

  /** The greater, the more values of other types have one of this: what others are turned into. */
  static int breadth(Type column) {
    if (Nanoseconds.areIn(column) || of(column).isEmpty()) {
      return -1;
    }
    int place = ASCENDING.indexOf(of(column).orElseThrow().sql());
    return place < 0 ? ASCENDING.size() : place;
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
