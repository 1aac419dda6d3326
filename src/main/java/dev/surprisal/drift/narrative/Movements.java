package dev.surprisal.drift.narrative;

import dev.surprisal.drift.finding.Baseline;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.finding.MeasureKey;
import dev.surprisal.drift.finding.Span;
import dev.surprisal.format.Words;
import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.profile.time.TimeRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The distributions of all of a version's rows that moved over the whole current range, in words.
 *
 * @param findings the findings on the version's rows as a whole
 */
record Movements(List<Finding> findings) {

  /** Columns told of. */
  private static final int MAX_NAMED = 3;

  /** What moved, in fewer words than a finding has. */
  private static final Map<ComparisonKind, String> MOVED =
      Map.of(
          ComparisonKind.COLUMN_DISTRIBUTION, "column",
          ComparisonKind.LABEL_DISTRIBUTION, "the labels",
          ComparisonKind.PREDICTED_CLASS_DISTRIBUTION, "the predicted classes");

  /** Those of the classes, then columns, farthest first. */
  Optional<String> sentence() {
    List<Finding> moved =
        findings.stream()
            .filter(f -> f.isWhole() && hasMoved(f))
            .filter(f -> MOVED.containsKey(f.comparison()))
            .sorted(
                Comparator.comparing(Movements::isColumn)
                    .thenComparing(
                        Finding::effect, Comparator.nullsLast(Comparator.reverseOrder())))
            .toList();
    if (moved.isEmpty()) {
      return Optional.empty();
    }
    List<String> named = new ArrayList<>();
    moved.stream().filter(f -> !isColumn(f)).map(this::moved).forEach(named::add);
    moved.stream()
        .filter(Movements::isColumn)
        .limit(MAX_NAMED)
        .map(this::moved)
        .forEach(named::add);
    int more = moved.size() - named.size();
    if (more > 0) {
      named.add(Words.count(more, "more column"));
    }
    return Optional.of(told(moved) + ": " + Words.list(named) + ".");
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

  /** Whether it is the model that moved, or only what it is given. */
  private String told(List<Finding> moved) {
    boolean asGood =
        findings.stream().anyMatch(f -> f.isHeadline() && f.state() == FindingState.OK);
    boolean inputs = moved.stream().anyMatch(Movements::isColumn);
    if (!asGood) {
      return "Moved from the reference";
    }
    return inputs
        ? "Its inputs moved, its log loss did not. Moved from the reference"
        : "Moved from the reference, while its log loss did not";
  }

  /**
   * The columns that left a constant, in words: they became something else, for every version that
   * reads them.
   */
  Optional<String> leftConstant() {
    List<Finding> left =
        findings.stream()
            .filter(f -> f.isWhole() && f.state() == FindingState.ALERT && isColumn(f))
            .filter(f -> f.measures().containsKey(MeasureKey.REFERENCE_CONSTANT))
            .toList();
    List<String> names =
        left.stream().map(f -> Objects.requireNonNull(f.subject())).distinct().toList();
    if (names.isEmpty()) {
      return Optional.empty();
    }
    int more = names.size() - MAX_NAMED;
    List<String> told = new ArrayList<>(names.subList(0, Math.min(MAX_NAMED, names.size())));
    if (more > 0) {
      told.add(Words.count(more) + " more");
    }
    return Optional.of(
        (names.size() == 1 ? "Column " : "Columns ")
            + Words.list(told)
            + ", constant in the reference, moved"
            + first(left.get(0))
            + ".");
  }

  private static boolean isColumn(Finding finding) {
    return finding.comparison() == ComparisonKind.COLUMN_DISTRIBUTION;
  }

  private String moved(Finding finding) {
    return MOVED.getOrDefault(finding.comparison(), finding.comparison().words())
        + (finding.subject() == null ? "" : " " + finding.subject())
        + " ("
        + constant(finding)
        + "by "
        + Words.amount(Objects.requireNonNull(finding.effect()))
        + " "
        + finding.unit()
        + first(finding)
        + association(finding)
        + ")";
  }

  private static String constant(Finding finding) {
    Double value = finding.measures().get(MeasureKey.REFERENCE_CONSTANT);
    return value == null ? "" : "constant before, at " + Words.exactly(value) + "; ";
  }

  /** The first window in which the same alerts. */
  private String first(Finding whole) {
    return findings.stream()
        .filter(f -> f.comparison() == whole.comparison())
        .filter(f -> Objects.equals(f.subject(), whole.subject()))
        .filter(f -> f.slice().isAll() && f.span() == Span.WINDOW)
        .filter(f -> f.baseline() == Baseline.REFERENCE && f.state() == FindingState.ALERT)
        .findFirst()
        .map(f -> ", first in the window from " + Words.instant(window(f).from()))
        .orElse("");
  }

  private static TimeRange window(Finding finding) {
    return Objects.requireNonNull(finding.window());
  }

  /** How the windows' shifts of a column go with the windows' rises of the log loss. */
  private String association(Finding finding) {
    if (!isColumn(finding) || !FindingList.hasChanged(findings)) {
      return "";
    }
    double correlation = Association.withLogLoss(findings, finding.subject());
    return Double.isNaN(correlation)
        ? ""
        : ", correlation with the log loss " + Words.number(correlation);
  }
}
