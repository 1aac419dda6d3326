package dev.surprisal.job;

import dev.surprisal.config.Config;
import dev.surprisal.drift.DriftResult;
import dev.surprisal.drift.attribution.Attribution;
import dev.surprisal.drift.attribution.LossSplit;
import dev.surprisal.drift.history.ChangePoint;
import dev.surprisal.drift.incident.Incident;
import dev.surprisal.drift.narrative.DescribedIncident;
import dev.surprisal.drift.narrative.Verdict.VersionVerdict;
import dev.surprisal.profile.cube.Cube;
import dev.surprisal.profile.cube.Series;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.report.picture.IncidentPicture;
import dev.surprisal.report.picture.PictureMaker;
import dev.surprisal.report.picture.Pictures;
import dev.surprisal.report.picture.VersionPicture;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what the page draws: series by series, and once the incidents are known, their places.
 */
final class PictureStep {

  /** More cards than this have no picture: whoever reads so far wants the tables. */
  private static final int INCIDENTS = 12;

  private final Config config;
  private final Cube cube;
  private final PictureMaker maker;
  private final Map<@Nullable String, TimeRange> changes = new HashMap<>();

  /**
   * Finds when each version would have changed, so that the slices can be looked at since then
   * while they are there.
   */
  PictureStep(Config config, Cube cube, List<String> columns) {
    this.config = config;
    this.cube = cube;
    this.maker = new PictureMaker(config.drift().alpha(), config.unit(), config.classes(), columns);
    for (String version : cube.versions()) {
      rows(version, Slice.ALL)
          .flatMap(it -> ChangePoint.of(it, config.drift().alpha(), config.drift().minRows()))
          .ifPresent(it -> changes.put(version, it.window()));
    }
  }

  private Optional<Series> rows(@Nullable String version, Slice slice) {
    return cube.without(version, slice, List.of());
  }

  /**
   * What a series shows.
   *
   * @param version of all rows; null else
   * @param since what a slice contributed since the version would have changed; null else
   */
  record Seen(
      @Nullable String ofVersion,
      Slice slice,
      @Nullable VersionPicture version,
      LossSplit.@Nullable Entry since) {}

  Seen see(Series series) {
    TimeRange change = changes.get(series.version());
    return new Seen(
        series.version(),
        series.slice(),
        series.slice().isAll() ? maker.version(series) : null,
        series.slice().isAll() || change == null
            ? null
            : LossSplit.entry(series.during(it -> !it.from().isBefore(change.from()))));
  }

  /** All pictures, when it is known what it came to. */
  Pictures pictures(List<Seen> seen, DriftResult drift) {
    List<VersionPicture> versions = new ArrayList<>();
    for (Seen it : seen) {
      if (it.version() != null) {
        versions.add(it.version().since(since(it.ofVersion(), seen, drift)));
      }
    }
    return new Pictures(
        versions, drift.incidents().stream().limit(INCIDENTS).map(this::incident).toList());
  }

  /** A change that is not significant is none. */
  private VersionPicture.@Nullable Since since(
      @Nullable String version, List<Seen> seen, DriftResult drift) {
    TimeRange change = changes.get(version);
    boolean isTold =
        drift.verdict().versions().stream()
            .filter(it -> Objects.equals(it.version(), version))
            .map(VersionVerdict::changePoint)
            .anyMatch(it -> it != null && it.window().equals(change));
    if (change == null || !isTold) {
      return null;
    }
    Map<List<String>, LossSplit> splits = new LinkedHashMap<>();
    for (Seen it : seen) {
      if (it.since() != null && Objects.equals(it.ofVersion(), version)) {
        splits.computeIfAbsent(it.slice().dimensions(), of -> new LossSplit()).add(it.since());
      }
    }
    List<Attribution> attributions = new ArrayList<>();
    splits.forEach(
        (dimensions, split) ->
            split
                .explain(version, dimensions, config.drift().alpha(), config.unit())
                .ifPresent(attributions::add));
    return new VersionPicture.Since(change, attributions);
  }

  private IncidentPicture incident(DescribedIncident described) {
    Incident incident = described.incident();
    List<Series> places = new ArrayList<>();
    for (String version : incident.versions()) {
      rows(version, incident.slice()).ifPresent(places::add);
    }
    return places.stream()
        .filter(it -> maker.tellsOf(incident, it))
        .findFirst()
        .or(() -> places.stream().findFirst())
        .map(it -> maker.incident(incident, it))
        .orElse(new IncidentPicture(null, List.of(), null));
  }
}
