package dev.surprisal.report.publication;

import com.fasterxml.jackson.databind.JsonNode;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.report.MetricValue;
import dev.surprisal.report.Report;
import dev.surprisal.report.ReportFormat;
import dev.surprisal.report.ReportWindow;
import dev.surprisal.report.Rescored;
import dev.surprisal.report.WindowFigure;
import dev.surprisal.report.json.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The few figures of a report that the next one holds its own against: {@code windows.json}, a line
 * for each window and version. It is small where {@code report.json} is large, so that telling what
 * late labels have moved costs little, however many slices there are.
 */
public final class WindowFigures implements ReportFormat {

  static final String FILE_NAME = "windows.json";

  private static final int VERSION = 1;

  private record Key(TimeRange window, @Nullable String version) {}

  @Override
  public Role role() {
    return Role.COMPANION;
  }

  @Override
  public String fileName() {
    return FILE_NAME;
  }

  @Override
  public void write(Report report, OutputStream out) throws IOException {
    List<WindowFigure> figures = of(report.metrics(), report.unit());
    JsonWriter.document(
        out,
        json ->
            json.count("schema_version", VERSION)
                .objects(
                    "windows",
                    figures,
                    (it, figure) ->
                        it.bounds(figure.window())
                            .text("version", figure.version())
                            .count("revision", figure.revision())
                            .figure("log_loss_nats", figure.logLoss())
                            .figure("label_coverage", figure.labelCoverage())));
  }

  /** Of all rows of every window and version, in the order of the metrics. */
  static List<WindowFigure> of(List<MetricValue> metrics, InformationUnit unit) {
    Map<Key, WindowFigure> figures = new LinkedHashMap<>();
    for (MetricValue it : metrics) {
      if (it.scope() == MetricValue.Scope.WINDOW && it.slice().equals(Slice.ALL)) {
        figures.compute(
            new Key(it.window().range(), it.version()), (key, known) -> with(known, it, unit));
      }
    }
    return List.copyOf(figures.values());
  }

  private static WindowFigure with(
      @Nullable WindowFigure known, MetricValue metric, InformationUnit unit) {
    Double value = metric.value();
    Double logLoss = known == null ? null : known.logLoss();
    Double coverage = known == null ? null : known.labelCoverage();
    if (metric.metric().equals("log_loss")) {
      logLoss = value == null ? null : (Double) unit.toNats(value);
    } else if (metric.metric().equals("label_coverage")) {
      coverage = value;
    }
    ReportWindow window = metric.window();
    return new WindowFigure(window.range(), metric.version(), window.revision(), logLoss, coverage);
  }

  /**
   * Holds the figures of a report against those of the one that the output points to as the latest.
   *
   * @param output where reports are published
   * @param metrics the metrics of the report to come
   * @param unit their unit
   * @return nothing where there is no report before, or it left nothing to hold against
   */
  public static Optional<Rescored> since(
      Output output, List<MetricValue> metrics, InformationUnit unit) {
    try {
      String previous = PublishedJson.latestRun(output).orElse(null);
      if (previous == null) {
        return Optional.empty();
      }
      return PublishedJson.read(output, Publication.file(previous, FILE_NAME))
          .map(it -> new Rescored(previous, changes(it.path("windows"), of(metrics, unit))));
    } catch (IOException | DateTimeException | IllegalArgumentException damaged) {
      // What somebody spoilt in an old report must not keep the new one from being published.
      return Optional.empty();
    }
  }

  private static List<Rescored.Change> changes(JsonNode windows, List<WindowFigure> now) {
    Map<Key, WindowFigure> before = new HashMap<>();
    for (JsonNode window : windows) {
      WindowFigure figure = figure(window);
      before.put(new Key(figure.window(), figure.version()), figure);
    }
    List<Rescored.Change> changes = new ArrayList<>();
    for (WindowFigure after : now) {
      WindowFigure old = before.get(new Key(after.window(), after.version()));
      if (old != null && old.revision() != after.revision()) {
        changes.add(new Rescored.Change(old, after));
      }
    }
    return changes;
  }

  private static WindowFigure figure(JsonNode window) {
    return new WindowFigure(
        new TimeRange(
            Instant.parse(window.path("start").asText()),
            Instant.parse(window.path("end").asText())),
        window.path("version").isNull() ? null : window.path("version").asText(),
        window.path("revision").asInt(),
        number(window.path("log_loss_nats")),
        number(window.path("label_coverage")));
  }

  /** Infinities stand as text, as JSON has no number for them. */
  private static @Nullable Double number(JsonNode value) {
    return value.isNull() ? null : (Double) Double.parseDouble(value.asText());
  }
}
