package dev.surprisal.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.surprisal.drift.limit.ClassLimit;
import dev.surprisal.drift.limit.ClassLimitMetric;
import dev.surprisal.drift.limit.LimitMetric;
import dev.surprisal.drift.limit.LimitPolicy;
import dev.surprisal.drift.limit.LimitPolicy.Bound;
import dev.surprisal.drift.limit.LimitPolicy.Limit;
import dev.surprisal.drift.limit.LimitedFigure;
import dev.surprisal.profile.cube.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes the limits of metrics out of a tree that the schema and the rules have passed.
 *
 * @param tree the configuration
 * @param slices the configured slices, whose order of columns counts
 */
record LimitMapping(ConfigTree tree, List<List<String>> slices) {

  LimitPolicy policy() {
    List<Limit> limits = new ArrayList<>();
    add("limits.metrics", tree.at("limits.metrics"), Slice.ALL, limits);
    int ofClasses = 0;
    for (JsonNode element : tree.at("limits.class_metrics")) {
      String key = Key.element("limits.class_metrics", ofClasses++) + ".metrics";
      addOfClass(key, element, limits);
    }
    int index = 0;
    for (JsonNode element : tree.at("limits.slice_metrics")) {
      String key = Key.element("limits.slice_metrics", index++) + ".metrics";
      add(key, element.path("metrics"), slice(element.path("slice")), limits);
    }
    return new LimitPolicy(limits);
  }

  private static void add(String holder, JsonNode metrics, Slice slice, List<Limit> limits) {
    for (LimitMetric metric : LimitMetric.values()) {
      add(Key.child(holder, metric.label()), metrics.path(metric.label()), metric, slice, limits);
    }
  }

  private void addOfClass(String holder, JsonNode element, List<Limit> limits) {
    String name = element.path("class").asText();
    int ofClass = ConfigTree.texts(tree.at("model.classes")).indexOf(name);
    JsonNode metrics = element.path("metrics");
    for (ClassLimitMetric metric : ClassLimitMetric.values()) {
      ClassLimit figure = new ClassLimit(metric, ofClass, name);
      String key = Key.child(holder, metric.label());
      add(key, metrics.path(metric.label()), figure, Slice.ALL, limits);
    }
  }

  private static void add(
      String holder, JsonNode bounds, LimitedFigure figure, Slice slice, List<Limit> limits) {
    for (Bound bound : Bound.values()) {
      String name = bound.name().toLowerCase(Locale.ROOT);
      JsonNode value = bounds.path(name);
      if (value.isNumber()) {
        String key = Key.child(holder, name);
        limits.add(new Limit(figure, slice, bound, value.doubleValue(), key));
      }
    }
  }

  private Slice slice(JsonNode written) {
    List<String> dimensions =
        slices.stream()
            .filter(it -> it.size() == written.size() && it.stream().allMatch(written::has))
            .findFirst()
            .orElseThrow();
    List<@Nullable String> values = new ArrayList<>();
    for (String dimension : dimensions) {
      JsonNode value = written.path(dimension);
      values.add(value.isNull() ? null : text(value));
    }
    return new Slice(dimensions, values);
  }

  /** A number as slices have it: 2.0 is written 2. */
  private static String text(JsonNode value) {
    return value.isFloatingPointNumber() && value.canConvertToExactIntegral()
        ? value.bigIntegerValue().toString()
        : value.asText();
  }
}
