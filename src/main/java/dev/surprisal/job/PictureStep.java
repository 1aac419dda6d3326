package dev.surprisal.job;

import dev.surprisal.config.Config;
import dev.surprisal.dataset.CostliestRows;
import dev.surprisal.drift.DriftResult;
import dev.surprisal.drift.attribution.Attribution;
import dev.surprisal.drift.attribution.LossSplit;
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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gathers what the page draws: of each version on its rows, the rest when the causes are known. */
final class PictureStep {

  /** More cards than this have no picture: whoever reads so far wants the tables. */
  private static final int INCIDENTS = 12;

  private final Config config;
  private final Cube cube;
  private final PictureMaker maker;

  PictureStep(Config config, Cube cube, List<String> columns) {
    this.config = config;
    this.cube = cube;
    this.maker = new PictureMaker(config.drift().alpha(), config.unit(), config.classes(), columns);
  }

  private Optional<Series> rows(@Nullable String version, Slice slice) {
    return cube.without(version, slice, List.of());
  }

  /** What a series of all rows shows of its version; nothing of a slice. */
  Optional<VersionPicture> see(Series series) {
    return series.slice().isAll() ? Optional.of(maker.version(series)) : Optional.empty();
  }

  /** All pictures, when it is known what it came to. */
  Pictures pictures(
      List<VersionPicture> versions, DriftResult drift, @Nullable CostliestRows costliest) {
    return new Pictures(
        versions.stream().map(it -> it.since(since(it.version(), drift))).toList(),
        drift.incidents().stream().limit(INCIDENTS).map(this::incident).toList(),
        costliest);
  }

  /** A change that is not significant is none. */
  private VersionPicture.@Nullable Since since(@Nullable String version, DriftResult drift) {
    return drift.verdict().versions().stream()
        .filter(it -> Objects.equals(it.version(), version))
        .map(VersionVerdict::changePoint)
        .filter(Objects::nonNull)
        .findFirst()
        .map(it -> since(version, it.window()))
        .orElse(null);
  }

  /** Rolls up the version's slices once more; few versions have changed. */
  private VersionPicture.Since since(@Nullable String version, TimeRange change) {
    Map<List<String>, LossSplit> splits = new LinkedHashMap<>();
    cube
        .eachSeries(
            Collections.singletonList(version),
            series ->
                series.slice().isAll()
                    ? Optional.<LossSplit.Entry>empty()
                    : Optional.of(
                        LossSplit.entry(series.during(it -> !it.from().isBefore(change.from())))))
        .stream()
        .flatMap(Optional::stream)
        .forEach(
            it -> splits.computeIfAbsent(it.slice().dimensions(), of -> new LossSplit()).add(it));
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
