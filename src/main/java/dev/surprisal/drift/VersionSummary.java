package dev.surprisal.drift;

import dev.surprisal.drift.Attribution.Part;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.profile.TimeRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the findings on one version come to, in words.
 *
 * @param version the version, or null where the model has none
 * @param unit the unit of the findings
 * @param findings the findings on this version
 * @param attributions the attributions of its changes
 * @param history what its windows show together, or null where it has none
 */
record VersionSummary(
    @Nullable String version,
    InformationUnit unit,
    List<Finding> findings,
    List<Attribution> attributions,
    @Nullable VersionHistory history) {

  /** Slices and columns told of. */
  private static final int MAX_NAMED = 3;

  /** An alert counts as the beginning if one of so many judged windows after it alerts too. */
  private static final int CONFIRMING_WINDOWS = 2;

  private static final Set<State> CHANGED = EnumSet.of(State.WARN, State.ALERT);

  /** What moved, in fewer words than a finding has. */
  private static final Map<ComparisonKind, String> MOVED =
      Map.of(
          ComparisonKind.COLUMN_DISTRIBUTION, "column",
          ComparisonKind.LABEL_DISTRIBUTION, "the labels",
          ComparisonKind.PREDICTED_CLASS_DISTRIBUTION, "the predicted classes");

  /** Whether a finding is on the log loss of all rows over the whole current range. */
  static boolean isHeadline(Finding finding) {
    return isWhole(finding) && finding.comparison() == ComparisonKind.LOG_LOSS;
  }

  private static boolean isWhole(Finding finding) {
    return finding.slice().isAll() && finding.span() == Span.RANGE;
  }

  /** The number of findings that alert. */
  long alerts() {
    return findings.stream().filter(f -> f.state() == State.ALERT).count();
  }

  /**
   * The window in which the log loss of all rows began to alert: the first that alerts and is the
   * last one judged or is followed, within two judged windows, by another that does, so that one
   * stray window long before is not taken for the beginning. Where every alert is a stray one, the
   * first of them.
   */
  Optional<TimeRange> firstAlert() {
    List<Finding> windows = windows();
    List<Finding> alerting = windows.stream().filter(f -> f.state() == State.ALERT).toList();
    return alerting.stream()
        .filter(f -> isConfirmed(windows, windows.indexOf(f)))
        .findFirst()
        .or(() -> alerting.stream().findFirst())
        .map(f -> Objects.requireNonNull(f.window()));
  }

  /** The log loss of all rows in the windows in which it was judged, in time order. */
  private List<Finding> windows() {
    return findings.stream()
        .filter(f -> f.comparison() == ComparisonKind.LOG_LOSS)
        .filter(f -> f.slice().isAll() && f.span() == Span.WINDOW && f.pValue() != null)
        .filter(f -> f.baseline() == Baseline.REFERENCE)
        .toList();
  }

  private static boolean isConfirmed(List<Finding> windows, int index) {
    List<Finding> after =
        windows.subList(index + 1, Math.min(windows.size(), index + 1 + CONFIRMING_WINDOWS));
    return after.isEmpty() || after.stream().anyMatch(f -> f.state() == State.ALERT);
  }

  /** All there is to say. */
  String sentence() {
    List<String> sentences = new ArrayList<>();
    sentences.add(headline());
    where().ifPresent(sentences::add);
    whatMoved().ifPresent(sentences::add);
    sentences.add(Verdicts.counts(findings));
    return String.join(" ", sentences);
  }

  /** What became of the log loss. */
  String headline() {
    return findings.stream()
        .filter(VersionSummary::isHeadline)
        .findFirst()
        .map(this::headline)
        .orElse("There are no rows.");
  }

  private String headline(Finding finding) {
    Double before = finding.measures().get("reference_log_loss");
    Double after = finding.measures().get("current_log_loss");
    Double effect = finding.effect();
    if (effect == null || !Double.isFinite(effect) || before == null || after == null) {
      String expectation =
          history != null && finding.pValue() == null ? history.expectation(unit) : "";
      return finding.sentence() + expectation + since(finding.state());
    }
    String who = "Log loss" + (version == null ? "" : " of " + version);
    String noChange = finding.state() == State.OK ? " did not change beyond chance: it" : "";
    String little = finding.state() == State.WARN && effect > 0 ? ", which may be little" : "";
    return who
        + noChange
        + (effect < 0 ? " fell by " : " rose by ")
        + Words.amount(Math.abs(effect))
        + " "
        + finding.unit()
        + (before > 0 ? " (" + Words.percent(Math.abs(effect) / before) + ")" : "")
        + ", from "
        + Words.amount(before)
        + " to "
        + Words.amount(after)
        + little
        + "."
        + since(finding.state());
  }

  private String since(State whole) {
    Optional<TimeRange> first = firstAlert();
    if (first.isEmpty()) {
      return lifetime();
    }
    String range = Words.range(first.get());
    long windows = windows().stream().filter(f -> f.state() == State.ALERT).count();
    return whole == State.ALERT
        ? changePoint() + " It has alerted since the window " + range + "." + lifetime()
        : " But it alerts in "
            + Words.count(windows, "window")
            + ", "
            + (windows == 1 ? "" : "the first ")
            + range
            + "."
            + lifetime();
  }

  /** Whether the log loss of all rows changed beyond chance over the whole current range. */
  boolean hasChanged() {
    return findings.stream().anyMatch(f -> isHeadline(f) && CHANGED.contains(f.state()));
  }

  private String changePoint() {
    ChangePoint point = history == null ? null : history.changePoint();
    return point == null ? "" : point.sentence();
  }

  private String lifetime() {
    LifetimeAlarm lifetime = history == null ? null : history.lifetime();
    return lifetime == null ? "" : lifetime.sentence();
  }

  /** The slices that drove a rise, by the dimensions that tell most. */
  private Optional<String> where() {
    boolean rose = findings.stream().anyMatch(f -> isHeadline(f) && f.state() == State.ALERT);
    return rose
        ? attributions.stream()
            .filter(a -> a.comparison() == ComparisonKind.LOG_LOSS)
            .filter(a -> a.total() > 0 && a.parts().size() > 1)
            .max(Comparator.comparingDouble(VersionSummary::concentration))
            .map(this::drivers)
        : Optional.empty();
  }

  /** By how much a slice's share of the change exceeds its share of the rows, at most. */
  private static double concentration(Attribution attribution) {
    double rows = attribution.parts().stream().mapToLong(Part::currentRows).sum();
    return attribution.parts().stream()
        .mapToDouble(p -> p.contribution() / attribution.total() - p.currentRows() / rows)
        .max()
        .orElse(0);
  }

  private String drivers(Attribution attribution) {
    double rows = attribution.parts().stream().mapToLong(Part::currentRows).sum();
    List<String> drivers =
        attribution.parts().stream()
            .filter(part -> part.contribution() > 0)
            .limit(MAX_NAMED)
            .map(
                part ->
                    Words.amount(part.contribution())
                        + " "
                        + unit.label()
                        + " where "
                        + part.slice().label()
                        + " ("
                        + Words.percent(part.currentRows() / rows)
                        + " of the rows)")
            .toList();
    return "Of this, " + Words.list(drivers) + ".";
  }

  /** The distributions of all rows that moved over the whole current range, farthest first. */
  private Optional<String> whatMoved() {
    List<Finding> moved =
        findings.stream()
            .filter(f -> isWhole(f) && f.state() == State.ALERT)
            .filter(f -> MOVED.containsKey(f.comparison()))
            .sorted(
                Comparator.comparing(
                    Finding::effect, Comparator.nullsLast(Comparator.reverseOrder())))
            .toList();
    if (moved.isEmpty()) {
      return Optional.empty();
    }
    String more = moved.size() > MAX_NAMED ? " and " + (moved.size() - MAX_NAMED) + " more" : "";
    List<String> named = moved.stream().limit(MAX_NAMED).map(this::moved).toList();
    return Optional.of(
        "Moved from the reference: "
            + (more.isEmpty() ? Words.list(named) : String.join(", ", named) + more)
            + ".");
  }

  private String moved(Finding finding) {
    return MOVED.getOrDefault(finding.comparison(), finding.comparison().words())
        + (finding.subject() == null ? "" : " " + finding.subject())
        + " (by "
        + Words.amount(Objects.requireNonNull(finding.effect()))
        + " "
        + finding.unit()
        + association(finding)
        + ")";
  }

  /** How the windows' shifts of a column go with the windows' rises of the log loss. */
  private String association(Finding finding) {
    if (finding.comparison() != ComparisonKind.COLUMN_DISTRIBUTION) {
      return "";
    }
    double correlation = Association.withLogLoss(findings, finding.subject());
    return Double.isNaN(correlation)
        ? ""
        : ", correlation with the log loss " + Words.number(correlation);
  }
}
