package dev.surprisal.report.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The figures of a {@code report.json} one by one, for tests that look for some of them. */
public final class FlatReport {

  private FlatReport() {}

  /** Each with its scope, window, version, slice, metric, class (if any), value, unit and rows. */
  public static ArrayNode metrics(JsonNode report) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    JsonNode units = report.path("metric_units");
    for (JsonNode cell : report.path("metrics")) {
      add(all, cell, cell, null, units);
      cell.path("classes")
          .properties()
          .forEach(it -> add(all, cell, it.getValue(), it.getKey(), units));
    }
    return all;
  }

  private static void add(
      ArrayNode all, JsonNode cell, JsonNode figures, @Nullable String ofClass, JsonNode units) {
    for (Map.Entry<String, JsonNode> it : figures.path("values").properties()) {
      ObjectNode metric = metric(all, cell, ofClass, it.getKey(), units);
      metric.set("value", it.getValue());
      metric.set("rows", figures.path("rows").path(it.getKey()));
    }
    for (Map.Entry<String, JsonNode> it : figures.path("confusion").properties()) {
      ObjectNode metric = metric(all, cell, ofClass, "confusion", units);
      metric.put("predicted", it.getKey());
      metric.set("value", it.getValue());
    }
  }

  private static ObjectNode metric(
      ArrayNode all, JsonNode cell, @Nullable String ofClass, String name, JsonNode units) {
    ObjectNode metric = all.addObject();
    for (String field : new String[] {"scope", "window", "version", "slice"}) {
      metric.set(field, cell.path(field));
    }
    metric.put("metric", name);
    if (ofClass != null) {
      metric.put("class", ofClass);
    }
    metric.set("unit", units.path(name));
    return metric;
  }
}
