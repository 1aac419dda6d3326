package dev.surprisal.report.json;

import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.report.MetricValue;
import dev.surprisal.report.ReportWindow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes metrics, those of one cell together: a report has thousands of cells with dozens each. */
final class MetricsJson {

  /**
   * One version and slice in one stretch of time.
   *
   * @param of any of its metrics
   * @param figures the figures of all classes
   * @param byClass those of each class by itself
   */
  private record Cell(
      MetricValue of, List<MetricValue> figures, Map<String, List<MetricValue>> byClass) {}

  private record Key(
      MetricValue.Scope scope, TimeRange range, @Nullable String version, Slice slice) {}

  private MetricsJson() {}

  /** Writes the cells in the order of their first metrics, and the unit of each metric. */
  static void write(JsonWriter json, List<MetricValue> metrics) throws IOException {
    Map<String, String> units = new TreeMap<>();
    Map<Key, Cell> cells = new LinkedHashMap<>();
    for (MetricValue it : metrics) {
      units.put(it.metric(), it.unit());
      Cell cell =
          cells.computeIfAbsent(
              new Key(it.scope(), it.window().range(), it.version(), it.slice()),
              of -> new Cell(it, new ArrayList<>(), new LinkedHashMap<>()));
      String ofClass = it.ofClass();
      (ofClass == null
              ? cell.figures()
              : cell.byClass().computeIfAbsent(ofClass, of -> new ArrayList<>()))
          .add(it);
    }
    json.texts("metric_units", units).objects("metrics", cells.values(), MetricsJson::cell);
  }

  private static void cell(JsonWriter json, Cell cell) throws IOException {
    MetricValue of = cell.of();
    json.text("scope", of.scope().label())
        .object("window", it -> window(it, of))
        .text("version", of.version())
        .slice("slice", of.slice());
    figures(json, cell.figures());
    if (!cell.byClass().isEmpty()) {
      json.object(
          "classes",
          it -> {
            for (Map.Entry<String, List<MetricValue>> entry : cell.byClass().entrySet()) {
              it.object(entry.getKey(), one -> ofClass(one, entry.getValue()));
            }
          });
    }
  }

  private static void ofClass(JsonWriter json, List<MetricValue> all) throws IOException {
    figures(json, all.stream().filter(it -> it.predicted() == null).toList());
    List<MetricValue> confusion = all.stream().filter(it -> it.predicted() != null).toList();
    if (!confusion.isEmpty()) {
      json.object(
          "confusion",
          it -> {
            for (MetricValue pair : confusion) {
              it.figure(Objects.requireNonNull(pair.predicted()), pair.value());
            }
          });
    }
  }

  private static void figures(JsonWriter json, List<MetricValue> figures) throws IOException {
    json.object(
            "values",
            it -> {
              for (MetricValue figure : figures) {
                it.figure(figure.metric(), figure.value());
              }
            })
        .object(
            "rows",
            it -> {
              for (MetricValue figure : figures) {
                it.count(figure.metric(), figure.rows());
              }
            });
  }

  private static void window(JsonWriter json, MetricValue metric) throws IOException {
    ReportWindow window = metric.window();
    json.bounds(window.range());
    if (window.range().side() == TimeRange.Side.REFERENCE) {
      json.text("dataset", "reference");
    }
    json.name("status", window.status()).count("revision", window.revision());
    if (metric.scope() == MetricValue.Scope.SLIDING) {
      json.flag(JsonReport.SLIDING);
    }
  }
}
