package dev.surprisal.report.html;

import dev.surprisal.drift.attribution.Attribution;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.narrative.Verdict.VersionVerdict;
import dev.surprisal.format.Figures;
import dev.surprisal.format.Phrases;
import dev.surprisal.format.Times;
import dev.surprisal.report.FindingLabels;
import dev.surprisal.report.FindingOrder;
import dev.surprisal.report.Report;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The verdict in a few words: which model, where, since when. */
record Headline(Report report) {

  /** The share of an increase from which on one slice is its place. */
  private static final double MOST = 0.8;

  String text() {
    return switch (report.verdict().state()) {
      case OK -> "No significant change";
      case NO_DATA -> "No data";
      case INSUFFICIENT_DATA -> "Not enough data to evaluate";
      case WARN -> "Significant change, below alert threshold";
      case ALERT -> alert();
      case ERROR -> "Could not be evaluated";
    };
  }

  private String alert() {
    List<VersionVerdict> alerting =
        report.verdict().versions().stream()
            .filter(it -> it.state() == FindingState.ALERT)
            .toList();
    Optional<VersionVerdict> degraded =
        alerting.stream().filter(it -> isDegraded(it.version())).findFirst();
    int more = alerting.size() - 1;
    String others = more > 0 ? " (" + Figures.count(more, "more version") + " alerting)" : "";
    return degraded.map(this::degraded).or(this::mostSevere).orElse("Drift alert") + others;
  }

  /** Whether the log loss of all rows over the whole current range alerts. */
  private boolean isDegraded(@Nullable String version) {
    return report.findings().stream()
        .anyMatch(
            it ->
                it.isHeadline()
                    && it.state() == FindingState.ALERT
                    && Objects.equals(it.version(), version));
  }

  private String degraded(VersionVerdict it) {
    String since = it.firstAlert() == null ? "" : " since " + Times.instant(it.firstAlert().from());
    return name(it.version())
        + " degraded"
        + place(it.version()).map(slice -> " on " + slice).orElse("")
        + since;
  }

  private String name(@Nullable String version) {
    return version == null ? report.modelName() : version;
  }

  /** The one slice that an increase comes from. */
  private Optional<String> place(@Nullable String version) {
    return FindingOrder.sortedSplits(report.attribution()).stream()
        .filter(it -> Objects.equals(it.version(), version) && it.total() > 0)
        .flatMap(it -> it.parts().stream().filter(part -> isPlace(it, part)))
        .max(Comparator.comparingDouble(Attribution.Part::contribution))
        .map(part -> part.slice().label());
  }

  private static boolean isPlace(Attribution of, Attribution.Part part) {
    double rows = of.parts().stream().mapToLong(Attribution.Part::currentRows).sum();
    return part.contribution() >= MOST * of.total() && part.currentRows() <= rows / 2;
  }

  /** What alerts first where no log loss of all rows does. */
  private Optional<String> mostSevere() {
    List<Finding> alerts =
        report.findings().stream().filter(it -> it.state() == FindingState.ALERT).toList();
    return FindingOrder.mostSevere(alerts, 1).stream()
        .findFirst()
        .map(
            it ->
                Phrases.capitalized(FindingLabels.check(it))
                    + (it.version() == null ? "" : " (" + it.version() + ")")
                    + (it.slice().isAll() ? "" : " on " + it.slice().label())
                    + " alerts");
  }
}
