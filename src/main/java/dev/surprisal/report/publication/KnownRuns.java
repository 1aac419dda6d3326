package dev.surprisal.report.publication;

import com.fasterxml.jackson.databind.JsonNode;
import dev.surprisal.drift.finding.Family;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.report.KnownIncident;
import dev.surprisal.report.KnownIncident.Moved;
import dev.surprisal.report.KnownRun;
import dev.surprisal.report.json.IncidentsReport;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the run that a run is compared with, and reads back what it told of its incidents. */
public final class KnownRuns {

  private final Output output;

  public KnownRuns(Output output) {
    this.output = output;
  }

  /**
   * The last run on earlier rows: the latest one, or the one that it was compared with itself, and
   * so on.
   *
   * @return nothing where there is none, or it left nothing that can be read
   */
  public Optional<KnownRun> before(KnownRun.Position position) {
    Set<String> seen = new HashSet<>();
    Optional<KnownRun> run = latest();
    while (run.isPresent() && seen.add(run.get().id()) && !position.isAfter(run.get())) {
      String base = run.get().base();
      run = base == null ? Optional.empty() : named(base);
    }
    return run.filter(position::isAfter);
  }

  /**
   * The latest run that published.
   *
   * @return nothing where there is none, or it left nothing that can be read
   */
  public Optional<KnownRun> latest() {
    try {
      return PublishedJson.latestRun(output).flatMap(this::named);
    } catch (IOException damaged) {
      return Optional.empty();
    }
  }

  /** All runs that published and can be read, the oldest first. */
  public List<KnownRun> all() throws IOException {
    List<KnownRun> runs = new ArrayList<>();
    for (String id : output.list(Publication.RUNS)) {
      // A hidden one is being written, or was when its process died.
      if (!id.startsWith(".")) {
        named(id).ifPresent(runs::add);
      }
    }
    return runs;
  }

  private Optional<KnownRun> named(String id) {
    try {
      return PublishedJson.read(output, Publication.file(id, IncidentsReport.FILE_NAME))
          .map(KnownRuns::run);
    } catch (IOException | DateTimeException | IllegalArgumentException damaged) {
      // What somebody spoilt in an old report must not keep the new one from being published.
      return Optional.empty();
    }
  }

  private static KnownRun run(JsonNode json) {
    List<KnownIncident> incidents = new ArrayList<>();
    json.path("incidents").forEach(it -> incidents.add(incident(it)));
    String end = text(json.path("end"));
    return new KnownRun(
        json.path("run").asText(),
        new KnownRun.Position(
            json.path("model").asText(),
            end == null ? null : Instant.parse(end),
            json.path("revision").asInt()),
        text(json.path("compared_with")),
        incidents);
  }

  private static KnownIncident incident(JsonNode json) {
    Set<String> checks = new TreeSet<>();
    for (JsonNode it : json.path("evidence")) {
      String column = text(it.path("column"));
      checks.add(it.path("comparison").asText() + (column == null ? "" : ":" + column));
    }
    List<String> knownAs = new ArrayList<>();
    json.path("known_as").forEach(it -> knownAs.add(it.asText()));
    List<@Nullable String> versions = new ArrayList<>();
    json.path("versions").forEach(it -> versions.add(text(it)));
    return new KnownIncident(
        json.path("id").asText(),
        knownAs,
        Family.valueOf(json.path("kind").asText().toUpperCase(Locale.ROOT)),
        json.path("status").asText().equals("ongoing"),
        json.path("acknowledged").isObject(),
        versions,
        slice(json.path("slice")),
        time(json),
        checks,
        moved(json.path("headline")),
        json.path("headline_sentence").asText());
  }

  private static Slice slice(JsonNode json) {
    List<String> dimensions = new ArrayList<>();
    List<@Nullable String> values = new ArrayList<>();
    json.properties()
        .forEach(
            it -> {
              dimensions.add(it.getKey());
              values.add(text(it.getValue()));
            });
    return new Slice(dimensions, values);
  }

  private static @Nullable TimeRange time(JsonNode json) {
    String from = text(json.path("since").path("start"));
    String to = text(json.path("until").path("end"));
    return from == null || to == null
        ? null
        : new TimeRange(Instant.parse(from), Instant.parse(to));
  }

  private static @Nullable Moved moved(JsonNode json) {
    return json.path("before").isNumber() && json.path("after").isNumber()
        ? new Moved(
            json.path("figure").asText(),
            json.path("after").doubleValue() - json.path("before").doubleValue())
        : null;
  }

  private static @Nullable String text(JsonNode json) {
    return json.isMissingNode() || json.isNull() ? null : json.asText();
  }
}
