package dev.surprisal.report.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surprisal.drift.finding.Finding;
import dev.surprisal.format.Times;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.report.FindingLabels;
import dev.surprisal.report.Report;
import dev.surprisal.report.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the page's script draws and filters, as JSON. */
final class PageData {

  /** The most severe findings are in the page; more would make it slow to open. */
  static final int FINDINGS_EMBEDDED = 2_000;

  private PageData() {}

  /**
   * The JSON, safe inside a script element.
   *
   * @param mostSevere at most {@value #FINDINGS_EMBEDDED} findings, in their order
   */
  static String json(
      Report report, TimelineData timeline, SliceData slices, List<Finding> mostSevere) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      JsonWriter.compact(
          bytes,
          json ->
              reference(json.text("unit", report.unit().label()), report)
                  .object("timeline", it -> timeline(it, timeline))
                  .objects("grids", slices.grids(), PageData::grid)
                  .count("total", report.findings().size())
                  .objects("findings", mostSevere, PageData::finding));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return safe(bytes.toString(UTF_8));
  }

  /**
   * In JSON these characters stand in texts alone, where an escape means the same. Without them
   * nothing can end the script element or start a comment in it.
   */
  static String safe(String json) {
    return json.replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  /** Null where the chart has no such windows. */
  private static JsonWriter reference(JsonWriter json, Report report) throws IOException {
    return report.reference().isAlways() || TimelineData.isAtTheSameTime(report, report.reference())
        ? json.text("reference", null)
        : json.object("reference", it -> milliseconds(it, report.reference()));
  }

  private static void milliseconds(JsonWriter json, TimeRange range) throws IOException {
    json.count("start", range.from().toEpochMilli()).count("end", range.to().toEpochMilli());
  }

  private static void timeline(JsonWriter json, TimelineData timeline) throws IOException {
    json.objects(
            "windows",
            timeline.windows(),
            (it, window) -> {
              milliseconds(it, window.range());
              it.text("label", Times.range(window.range())).name("status", window.status());
            })
        .objects(
            "lines",
            timeline.lines(),
            (it, line) ->
                it.text("version", FindingLabels.version(line.version()))
                    .figure("reference", drawable(line.reference()))
                    .objects("points", line.points(), PageData::point));
  }

  private static void point(JsonWriter json, TimelineData.Point point) throws IOException {
    json.figure("value", drawable(point.logLoss()))
        .count("rows", point.rows())
        .text("state", point.state() == null ? null : point.state().name());
  }

  private static void grid(JsonWriter json, SliceData.Grid grid) throws IOException {
    json.text("version", FindingLabels.version(grid.version()))
        .text("dimensions", String.join(" × ", grid.dimensions()))
        .texts("windows", grid.windows().stream().map(it -> Times.range(it.range())).toList())
        .texts(
            "starts", grid.windows().stream().map(it -> Times.instant(it.range().from())).toList())
        .count("left", grid.left())
        .objects(
            "rows",
            grid.rows(),
            (it, row) -> {
              it.text("slice", values(row));
              it.figures(
                  "differences", row.differences().stream().map(PageData::drawable).toList());
            });
  }

  /** The values alone: the columns stand above. */
  private static String values(SliceData.GridRow row) {
    Stream<@Nullable String> values = row.slice().values().stream();
    return String.join(", ", values.map(String::valueOf).toList());
  }

  private static void finding(JsonWriter json, Finding finding) throws IOException {
    Page.FindingRow row = PageBuilder.finding(finding);
    json.name("state", row.badge().state())
        .text("style", row.badge().style())
        .text("comparison", row.comparison())
        .text("version", row.version())
        .text("slice", row.slice())
        .text("window", row.window())
        .text("span", finding.span().name().toLowerCase(Locale.ROOT))
        .text("effect", row.effect())
        .text("interval", row.interval())
        .text("noiseFloor", row.noiseFloor())
        .text("pAdjusted", row.pAdjusted())
        .text("rows", row.rows())
        .text("sentence", row.sentence());
  }

  /** A chart has no place for what is not finite; the tables show it. */
  private static @Nullable Double drawable(@Nullable Double value) {
    return value == null || !Double.isFinite(value) ? null : value;
  }
}
