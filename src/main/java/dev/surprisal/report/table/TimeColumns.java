package dev.surprisal.report.table;

import dev.surprisal.profile.time.TimeRange;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times as columns: microseconds since 1970-01-01T00:00:00Z, null where nobody knows. */
final class TimeColumns {

  private TimeColumns() {}

  static @Nullable Long time(@Nullable Instant instant) {
    if (instant == null || instant.equals(TimeRange.BEGINNING) || instant.equals(TimeRange.END)) {
      return null;
    }
    return TimeRange.micros(instant);
  }

  static @Nullable Long start(@Nullable TimeRange range) {
    return range == null ? null : time(range.from());
  }

  static @Nullable Long end(@Nullable TimeRange range) {
    return range == null ? null : time(range.to());
  }
}
