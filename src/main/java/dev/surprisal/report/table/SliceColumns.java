package dev.surprisal.report.table;

import dev.surprisal.profile.cube.Slice;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A slice as a column for programs. Beside it stands {@link Slice#label} as one for people. */
final class SliceColumns {

  private SliceColumns() {}

  /** Its dimensions with their values. */
  static Map<String, @Nullable String> values(Slice slice) {
    if (slice.isAll()) {
      return Collections.emptyMap();
    }
    Map<String, @Nullable String> values = new LinkedHashMap<>();
    for (int i = 0; i < slice.dimensions().size(); i++) {
      values.put(slice.dimensions().get(i), slice.values().get(i));
    }
    return values;
  }
}
