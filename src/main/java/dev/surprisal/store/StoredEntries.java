package dev.surprisal.store;

import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.profile.time.WindowStatus;
import dev.surprisal.store.ProfileTable.Entry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** The windows of a table that has no list of them: read off its columns, without a profile. */
final class StoredEntries {

  private StoredEntries() {}

  static List<Entry> of(Dataset<Row> table) {
    return table
        .selectExpr(
            ProfileRows.PARTITION,
            "unix_micros(window_start) AS start",
            "unix_micros(window_end) AS end",
            "revision",
            "status",
            "key",
            "predictions",
            "scored")
        .groupBy(ProfileRows.PARTITION, "start", "end", "revision", "status", "key")
        .sum("predictions", "scored")
        .collectAsList()
        .stream()
        .map(StoredEntries::entry)
        .toList();
  }

  private static Entry entry(Row row) {
    return new Entry(
        row.getString(0),
        window(row),
        row.getInt(3),
        WindowStatus.valueOf(row.getString(4)),
        row.getString(5),
        row.getLong(6),
        row.getLong(7));
  }

  private static @Nullable TimeRange window(Row row) {
    if (ProfileRows.isAlways(row.getString(0))) {
      return TimeRange.always(TimeRange.Side.PREDICTIONS);
    }
    return row.isNullAt(1) ? null : new TimeRange(instant(row.getLong(1)), instant(row.getLong(2)));
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
