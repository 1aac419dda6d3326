package dev.surprisal.report.openmetrics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The labels of a sample.
 *
 * @param values the values by name, in order
 */
record Labels(Map<String, String> values) {

  Labels {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  static Labels ofModel(String model) {
    return new Labels(Map.of("model", model));
  }

  Labels with(String name, String value) {
    return withAll(Map.of(name, value));
  }

  Labels withAll(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(values);
    all.putAll(more);
    return new Labels(all);
  }

  /** A model without versions has no label. */
  Labels withVersion(@Nullable String version) {
    return version == null ? this : with("version", version);
  }
}
