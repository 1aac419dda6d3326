package dev.surprisal.drift.narrative;

import dev.surprisal.drift.attribution.Attribution;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.history.SequentialAlarm;
import dev.surprisal.drift.history.VersionHistory;
import dev.surprisal.drift.incident.Acknowledgement;
import dev.surprisal.drift.narrative.Verdict.VersionVerdict;
import dev.surprisal.format.Figures;
import dev.surprisal.math.InformationUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sums the findings up, for somebody who has just been woken: which model, since when, how much,
 * where.
 *
 * <p>The state is the loudest of what holds now, in the order of {@link FindingState}: what has
 * recovered, and what people said may wait, is told and counts for nothing. What could not be
 * judged does not count either, but for one: the log loss of all rows over the whole current range.
 * Where that one lacks data, the verdict is at least that, because nobody knows how good the model
 * is. Labels that are missing yet do not count: the last windows always lack some.
 */
public final class Verdicts {

  /** The versions named in the sentence of the whole. */
  private static final int MAX_NAMED = 3;

  private final InformationUnit unit;
  private final List<Finding> findings;
  private final List<DescribedIncident> incidents;
  private final List<Attribution> attributions;
  private final Map<@Nullable String, List<Finding>> byVersion;
  private final Map<@Nullable String, VersionHistory> histories;
  private final Map<@Nullable String, String> levels;

  public Verdicts(
      InformationUnit unit,
      List<Finding> findings,
      List<DescribedIncident> incidents,
      List<Attribution> attributions,
      Map<@Nullable String, VersionHistory> histories,
      Map<@Nullable String, String> levels) {
    this.histories = histories;
    this.levels = levels;
    this.unit = unit;
    this.findings = findings;
    this.incidents = incidents;
    this.attributions = attributions;
    this.byVersion = new HashMap<>();
    for (Finding finding : findings) {
      byVersion.computeIfAbsent(finding.version(), of -> new ArrayList<>()).add(finding);
    }
  }

  /** The verdict on the given versions. */
  public Verdict verdict(List<@Nullable String> versions) {
    List<VersionVerdict> verdicts = new ArrayList<>();
    Map<@Nullable String, VersionSummary> summaries = new HashMap<>();
    List<String> openings = new ArrayList<>();
    for (String version : versions) {
      VersionSummary summary = summary(version);
      summaries.put(version, summary);
      VersionHistory history = histories.get(version);
      SequentialAlarm lifetime = history == null ? null : history.lifetime();
      FindingState judged =
          new CurrentState(version, incidents)
              .of(summary.findings(), lifetime != null && lifetime.alarm() != null);
      FindingState state =
          judged == FindingState.OK && summary.sensitivity().isBlind()
              ? FindingState.INSUFFICIENT_DATA
              : judged;
      verdicts.add(
          new VersionVerdict(
              version,
              state,
              summary.firstAlert().orElse(null),
              summary.lastAlert().orElse(null),
              summary.alerts(),
              summary.sentence(),
              summary.hasChanged() && history != null ? history.changePoint() : null,
              lifetime));
    }
    verdicts.stream()
        .map(it -> new Summarized(it.state(), Objects.requireNonNull(summaries.get(it.version()))))
        .sorted(
            Comparator.comparing(Summarized::state).thenComparing(Summarized::logLoss).reversed())
        .limit(MAX_NAMED)
        .map(Summarized::summary)
        // Where there are incidents, they say what became of the log loss.
        .flatMap(it -> incidents.isEmpty() ? Stream.of(it.opening()) : it.remarks().stream())
        .forEach(openings::add);
    FindingState state =
        verdicts.stream()
            .map(VersionVerdict::state)
            .max(Comparator.naturalOrder())
            .orElse(FindingState.NO_DATA);
    String unseen =
        versions.stream()
            .flatMap(
                it -> Objects.requireNonNull(summaries.get(it)).sensitivity().sentence().stream())
            .findFirst()
            .map(it -> " " + it)
            .orElse("");
    return new Verdict(state, sentence(openings, versions.size()) + unseen, verdicts);
  }

  private VersionSummary summary(@Nullable String version) {
    return new VersionSummary(
        version,
        unit,
        byVersion.getOrDefault(version, List.of()),
        attributions.stream().filter(a -> Objects.equals(a.version(), version)).toList(),
        histories.get(version),
        levels.getOrDefault(version, ""));
  }

  /** Of two versions that alert, the one whose log loss does comes first. */
  private record Summarized(FindingState state, VersionSummary summary) {

    FindingState logLoss() {
      return summary.headlines().map(Finding::state).findFirst().orElse(FindingState.NO_DATA);
    }
  }

  private String sentence(List<String> openings, int versions) {
    if (versions == 0) {
      return "No rows in the reference or the current range.";
    }
    int more = versions - MAX_NAMED;
    String others =
        incidents.isEmpty() && more > 0
            ? " " + Figures.count(more, "more version") + " in the report."
            : "";
    List<String> sentences = headlines();
    sentences.addAll(openings);
    return String.join(" ", sentences) + others + " " + FindingList.counts(findings, incidents);
  }

  private long ongoing() {
    return incidents.stream().filter(DescribedIncident::isOpen).count();
  }

  /** The incidents that are on; where none is, the most severe that recovered. */
  private List<String> headlines() {
    long ongoing = ongoing();
    List<String> headlines =
        new ArrayList<>(
            incidents.stream()
                .limit(Math.max(1, Math.min(ongoing, MAX_NAMED)))
                .map(Verdicts::headline)
                .toList());
    if (ongoing > MAX_NAMED) {
      headlines.add(Figures.count(ongoing - MAX_NAMED, "more open incident") + ".");
    }
    return headlines;
  }

  private static String headline(DescribedIncident incident) {
    Acknowledgement known = incident.acknowledgement();
    return known == null || !incident.incident().time().isOngoing()
        ? incident.headline()
        : incident.headline() + " Acknowledged: " + known.reason() + ".";
  }
}
