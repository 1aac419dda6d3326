package dev.surprisal.drift.narrative;

import dev.surprisal.drift.finding.Baseline;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.finding.MeasureKey;
import dev.surprisal.drift.finding.Span;
import dev.surprisal.format.Figures;
import dev.surprisal.format.Phrases;
import dev.surprisal.format.Times;
import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.profile.time.TimeRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The distributions of all of a version's rows that moved over the whole current range, in words.
 *
 * @param findings the findings on the version's rows as a whole
 */
record Movements(List<Finding> findings) {

  /** Columns named. */
  private static final int MAX_NAMED = 3;

  /** Those of the classes, then columns, farthest first. */
  Optional<String> sentence() {
    List<Finding> moved =
        findings.stream()
            .filter(f -> f.isWhole() && hasMoved(f))
            .filter(f -> f.comparison().isShift())
            .sorted(
                Comparator.comparing(Movements::isColumn)
                    .thenComparing(
                        Finding::effect, Comparator.nullsLast(Comparator.reverseOrder())))
            .toList();
    if (moved.isEmpty()) {
      return Optional.empty();
    }
    boolean onlyColumns = moved.stream().allMatch(Movements::isColumn);
    List<String> named = new ArrayList<>();
    moved.stream().filter(f -> !isColumn(f)).map(f -> moved(f, false)).forEach(named::add);
    moved.stream()
        .filter(Movements::isColumn)
        .limit(MAX_NAMED)
        .map(f -> moved(f, onlyColumns))
        .forEach(named::add);
    int more = moved.size() - named.size();
    if (more > 0) {
      named.add(Figures.count(more, "more column"));
    }
    return Optional.of(
        performance(moved)
            + (onlyColumns && moved.size() == 1
                ? "Shifted column: "
                : onlyColumns ? "Shifted columns: " : "Shifted: ")
            + Phrases.list(named)
            + ".");
  }

  /** Whether it alerts, or would had the reference windows enough. */
  private static boolean hasMoved(Finding f) {
    ConfidenceInterval interval = f.interval();
    return f.state() == FindingState.ALERT
        || f.state() == FindingState.WARN
            && isColumn(f)
            && interval != null
            && interval.lower() > f.judgement().threshold();
  }

  /** Whether the model is as good as before, whatever it is given. */
  private String performance(List<Finding> moved) {
    boolean asGood =
        findings.stream().anyMatch(f -> f.isHeadline() && f.state() == FindingState.OK);
    if (!asGood) {
      return "";
    }
    return moved.stream().anyMatch(Movements::isColumn)
        ? "Input drift without loss of performance. "
        : "Drift without loss of performance. ";
  }

  private static boolean isColumn(Finding finding) {
    return finding.comparison() == ComparisonKind.COLUMN_DISTRIBUTION;
  }

  private String moved(Finding finding, boolean nameAlone) {
    List<String> details = new ArrayList<>();
    details.add(
        Figures.amount(Objects.requireNonNull(finding.effect()).doubleValue())
            + " "
            + finding.unit());
    Double constant = finding.measures().get(MeasureKey.REFERENCE_CONSTANT);
    if (constant != null) {
      details.add("constant in the reference at " + Figures.exactly(constant));
    }
    first(finding).ifPresent(it -> details.add("first " + Times.during(it)));
    association(finding).ifPresent(details::add);
    String subject = finding.subject() == null ? "" : finding.subject();
    return (nameAlone ? subject : (finding.comparison().words() + " " + subject).strip())
        + " ("
        + String.join(", ", details)
        + ")";
  }

  /** The first window in which the same alerts. */
  private Optional<TimeRange> first(Finding whole) {
    return findings.stream()
        .filter(f -> f.comparison() == whole.comparison())
        .filter(f -> Objects.equals(f.subject(), whole.subject()))
        .filter(f -> f.slice().isAll() && f.span() == Span.WINDOW)
        .filter(f -> f.baseline() == Baseline.REFERENCE && f.state() == FindingState.ALERT)
        .map(f -> Objects.requireNonNull(f.window()))
        .min(Comparator.comparing(TimeRange::from));
  }

  /** How the windows' shifts of a column go with the windows' rises of the log loss. */
  private Optional<String> association(Finding finding) {
    if (!isColumn(finding) || !FindingList.hasChanged(findings)) {
      return Optional.empty();
    }
    double correlation = Association.withLogLoss(findings, finding.subject());
    return Double.isNaN(correlation)
        ? Optional.empty()
        : Optional.of("correlation with log loss " + Figures.number(correlation));
  }
}
