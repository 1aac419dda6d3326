package dev.surprisal.dataset.source;

import java.util.List;
import java.util.Optional;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.Type;

/**
 * Parquet timestamps of nanoseconds, by themselves or within structs, lists and maps. Spark reads
 * them as whole numbers or not at all; here they become timestamps, which are of microseconds,
 * rounded down.
 */
final class Nanoseconds {

  private Nanoseconds() {}

  /** Whether a column has them, at any depth. */
  static boolean areIn(Type column) {
    return column.isPrimitive()
        ? column.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation timestamp
            && timestamp.getUnit() == TimeUnit.NANOS
        : column.asGroupType().getFields().stream().anyMatch(Nanoseconds::areIn);
  }

  /** The column with timestamps, as SQL over the column with whole numbers. */
  static String asTimestamps(Type column, String x) {
    return of(column, x, 0).orElse(x);
  }

  /** Empty where there is nothing to put right. */
  private static Optional<String> of(Type type, String x, int depth) {
    if (!areIn(type)) {
      return Optional.empty();
    }
    if (type.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation timestamp) {
      return Optional.of(instant(x, timestamp.isAdjustedToUTC()));
    }
    GroupType group = type.asGroupType();
    if (group.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation) {
      Type element = group.getType(0).asGroupType().getType(0);
      String it = "it" + depth;
      return of(element, it, depth + 1)
          .map(sql -> "transform(" + x + ", " + it + " -> " + sql + ")");
    }
    return Optional.of(
        group.getLogicalTypeAnnotation() instanceof MapLogicalTypeAnnotation
            ? map(group.getType(0).asGroupType().getFields(), x, depth)
            : struct(group, x, depth));
  }

  private static String map(List<Type> entry, String x, int depth) {
    String key = "key" + depth;
    String value = "value" + depth;
    String arguments = ", (" + key + ", " + value + ") -> ";
    String keyed =
        of(entry.get(0), key, depth + 1)
            .map(sql -> "transform_keys(" + x + arguments + sql + ")")
            .orElse(x);
    return of(entry.get(1), value, depth + 1)
        .map(sql -> "transform_values(" + keyed + arguments + sql + ")")
        .orElse(keyed);
  }

  private static String struct(GroupType group, String x, int depth) {
    StringBuilder fields = new StringBuilder();
    for (Type field : group.getFields()) {
      String of = x + "." + SparkText.quote(field.getName());
      fields
          .append(fields.isEmpty() ? "" : ", ")
          .append(SparkText.literal(field.getName()))
          .append(", ")
          .append(of(field, of, depth).orElse(of));
    }
    // A struct of nulls is not null.
    return "if(" + x + " is null, null, named_struct(" + fields + "))";
  }

  private static String instant(String x, boolean isUtc) {
    String instant = "timestamp_micros((" + x + " - pmod(" + x + ", 1000L)) div 1000L)";
    // Without a zone it is the time of a clock on the wall, of the session's zone.
    return isUtc ? instant : "to_utc_timestamp(" + instant + ", current_timezone())";
  }
}
