package dev.surprisal.drift.narrative;

import dev.surprisal.drift.attribution.Attribution;
import dev.surprisal.drift.finding.Baseline;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.finding.MeasureKey;
import dev.surprisal.drift.finding.Span;
import dev.surprisal.drift.history.ChangePoint;
import dev.surprisal.drift.history.SequentialAlarm;
import dev.surprisal.drift.history.VersionHistory;
import dev.surprisal.format.Figures;
import dev.surprisal.format.Times;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.profile.time.TimeRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the findings on one version come to, in words.
 *
 * @param version the version, or null where the model has none
 * @param unit the unit of the findings
 * @param findings the findings on this version
 * @param ofAllRows those of them that are on all of its rows
 * @param attributions the attributions of its changes
 * @param history what its windows show together, or null where it has none
 * @param reference what is wrong with its reference, in words; empty where nothing is
 */
record VersionSummary(
    @Nullable String version,
    InformationUnit unit,
    List<Finding> findings,
    List<Finding> ofAllRows,
    List<Attribution> attributions,
    @Nullable VersionHistory history,
    String reference) {

  /** An alert counts as the beginning if one of so many judged windows after it alerts too. */
  private static final int CONFIRMING_WINDOWS = 2;

  /** Breached limits that the verdict on a version names; that on the whole has one. */
  private static final int LIMITS = 3;

  VersionSummary(
      @Nullable String version,
      InformationUnit unit,
      List<Finding> findings,
      List<Attribution> attributions,
      @Nullable VersionHistory history,
      String reference) {
    this(
        version, unit, findings, FindingList.ofAllRows(findings), attributions, history, reference);
  }

  /** Those on the log loss of all rows over the whole current range. */
  Stream<Finding> headlines() {
    return ofAllRows.stream().filter(Finding::isHeadline);
  }

  /** The number of findings that alert. */
  long alerts() {
    return findings.stream().filter(f -> f.state() == FindingState.ALERT).count();
  }

  /**
   * The window in which the log loss of all rows began to alert: the first that alerts and is the
   * last one judged or is followed, within two judged windows, by another that does, so that one
   * stray window long before is not taken for the beginning. Where every alert is a stray one, the
   * first of them.
   */
  Optional<TimeRange> firstAlert() {
    List<Finding> windows = windows();
    List<Finding> alerting = windows.stream().filter(f -> f.state() == FindingState.ALERT).toList();
    return alerting.stream()
        .filter(f -> isConfirmed(windows, windows.indexOf(f)))
        .findFirst()
        .or(() -> alerting.stream().findFirst())
        .map(f -> Objects.requireNonNull(f.window()));
  }

  /** The last window in which the log loss of all rows alerts. */
  Optional<TimeRange> lastAlert() {
    return windows().stream()
        .filter(f -> f.state() == FindingState.ALERT)
        .reduce((earlier, later) -> later)
        .map(f -> Objects.requireNonNull(f.window()));
  }

  /** The log loss of all rows in the windows in which it was judged, in time order. */
  private List<Finding> windows() {
    return ofAllRows.stream()
        .filter(f -> f.comparison() == ComparisonKind.LOG_LOSS)
        .filter(f -> f.span() == Span.WINDOW && f.judgement().pValue() != null)
        .filter(f -> f.baseline() == Baseline.REFERENCE)
        .toList();
  }

  private static boolean isConfirmed(List<Finding> windows, int index) {
    List<Finding> after =
        windows.subList(index + 1, Math.min(windows.size(), index + 1 + CONFIRMING_WINDOWS));
    return after.isEmpty() || after.stream().anyMatch(f -> f.state() == FindingState.ALERT);
  }

  /** All there is to say. */
  String sentence() {
    List<String> sentences = new ArrayList<>();
    sentences.add(opening(LIMITS));
    where().ifPresent(sentences::add);
    new Movements(ofAllRows).sentence().or(this::anAlert).ifPresent(sentences::add);
    sentences.add(FindingList.counts(findings));
    sensitivity().sentence().ifPresent(sentences::add);
    return String.join(" ", sentences);
  }

  /** What could have been found. */
  Sensitivity sensitivity() {
    return new Sensitivity(ofAllRows, unit.fromNats(1));
  }

  /** What became of the log loss; before that, what limits and the reference have to say. */
  String opening() {
    return opening(1);
  }

  /** What limits and the reference have to say. */
  List<String> remarks() {
    return remarks(1);
  }

  private List<String> remarks(int limits) {
    List<String> sentences = new ArrayList<>();
    if (!reference.isEmpty()) {
      sentences.add(reference);
    }
    new LimitBreaches(findings).sentence(limits).ifPresent(sentences::add);
    return sentences;
  }

  private String opening(int limits) {
    List<String> sentences = remarks(limits);
    sentences.add(headlines().findFirst().map(this::headline).orElse("No rows."));
    return String.join(" ", sentences);
  }

  private String headline(Finding finding) {
    Double before = finding.measures().get(MeasureKey.REFERENCE_LOG_LOSS);
    Double after = finding.measures().get(MeasureKey.CURRENT_LOG_LOSS);
    Double effect = finding.effect();
    if (effect == null || !Double.isFinite(effect) || before == null || after == null) {
      String expectation =
          history != null && finding.judgement().pValue() == null
              ? HistorySentences.expectation(history, unit)
              : "";
      return finding.sentence() + expectation + since(finding.state());
    }
    return change(finding, effect, before, after)
        + (finding.state() == FindingState.OK
            ? ""
            : ClippedRowsSentence.of(
                finding.measures(), effect, finding.currentRows(), finding.unit()))
        + since(finding.state());
  }

  private String change(Finding finding, double effect, double before, double after) {
    String of = version == null ? "" : " of " + version;
    String size = Figures.amount(Math.abs(effect)) + " " + finding.unit();
    String fromTo = "from " + Figures.amount(before) + " to " + Figures.amount(after);
    if (finding.state() == FindingState.OK) {
      return "No statistically significant change in the log loss"
          + of
          + " ("
          + (effect > 0 ? "+" : effect < 0 ? "−" : "")
          + size
          + ", "
          + fromTo
          + ").";
    }
    boolean isSlight = finding.state() == FindingState.WARN && effect > 0;
    return "Log loss"
        + of
        + (effect < 0 ? " decreased by " : " increased by ")
        + size
        + (before > 0 ? " (" + Figures.percent(Math.abs(effect) / before) + ")" : "")
        + ", "
        + fromTo
        + (isSlight ? ", possibly below the alert threshold" : "")
        + ".";
  }

  private String since(FindingState whole) {
    Optional<TimeRange> first = firstAlert();
    if (first.isEmpty()) {
      return (whole == FindingState.ALERT ? changePoint() : "") + lifetime();
    }
    return (whole == FindingState.ALERT
            ? changePoint() + lasting(first.get())
            : alertsOfWindows(whole, first.get()))
        + lifetime();
  }

  /** Windows that alert although the whole range does not. */
  private String alertsOfWindows(FindingState whole, TimeRange first) {
    long alerting = alertingWindows();
    String beginning =
        switch (whole) {
          case OK -> " The overall change is not significant, but ";
          case WARN -> " The overall change does not alert, but ";
          default -> " ";
        };
    return beginning
        + Figures.count(alerting)
        + " of "
        + Figures.count(windows().size())
        + " "
        + Times.cadence(first)
        + (windows().size() == 1 ? "window" : "windows")
        + (alerting == 1 ? " alerts (" : " alert (first: ")
        + Times.range(first)
        + ").";
  }

  private long alertingWindows() {
    return windows().stream().filter(f -> f.state() == FindingState.ALERT).count();
  }

  /** Since when it alerts; or that it does no longer, which is what to know in the night. */
  private String lasting(TimeRange first) {
    ChangePoint point = history == null ? null : history.changePoint();
    boolean isPoint = point != null && point.window().equals(first);
    List<Finding> since =
        windows().stream()
            .filter(f -> !Objects.requireNonNull(f.window()).from().isBefore(first.from()))
            .toList();
    List<FindingState> states = since.stream().map(Finding::state).toList();
    long alerting = states.stream().filter(state -> state == FindingState.ALERT).count();
    int quiet = states.size() - 1 - states.lastIndexOf(FindingState.ALERT);
    String counts = Figures.count(alerting) + " of " + Figures.count(states.size());
    if (quiet >= CONFIRMING_WINDOWS) {
      return " Alerted in "
          + counts
          + " windows since"
          + (isPoint ? "" : " " + beginning(first))
          + ", but in none of the last "
          + Figures.count(quiet)
          + ".";
    }
    if (!isPoint) {
      return " Alerting since "
          + beginning(first)
          + " ("
          + counts
          + (states.size() == 1 ? " window)." : " windows).");
    }
    return alerting == states.size()
        ? " Alerting in every window since (" + counts + ")."
        : " Alerting in " + counts + " windows since.";
  }

  private static String beginning(TimeRange first) {
    String range = Times.range(first);
    return range.startsWith("week") ? "the " + range : range;
  }

  /** Whether the log loss of all rows changed significantly over the whole current range. */
  boolean hasChanged() {
    return FindingList.hasChanged(ofAllRows);
  }

  private String changePoint() {
    ChangePoint point = history == null ? null : history.changePoint();
    return point == null ? "" : HistorySentences.of(point);
  }

  private String lifetime() {
    SequentialAlarm lifetime = history == null ? null : history.lifetime();
    return lifetime == null ? "" : HistorySentences.of(lifetime);
  }

  /** The slices that drove a rise. */
  private Optional<String> where() {
    boolean rose = headlines().anyMatch(f -> f.state() == FindingState.ALERT);
    return rose ? new Drivers(unit, attributions).sentence() : Optional.empty();
  }

  /** One alert in full, where nothing that concerns all rows is there to be told. */
  private Optional<String> anAlert() {
    if (headlines().anyMatch(f -> f.state() == FindingState.ALERT)) {
      return Optional.empty();
    }
    return findings.stream()
        .filter(f -> f.state() == FindingState.ALERT && !f.comparison().isLimit())
        .min(
            Comparator.comparing((Finding f) -> f.span() != Span.RANGE)
                .thenComparing(Finding::comparison)
                .thenComparing(f -> Objects.requireNonNull(f.judgement().pAdjusted())))
        .map(
            f ->
                (alerts() == 1
                        ? "The only alert: "
                        : "One of " + Figures.count(alerts()) + " alerts: ")
                    + f.sentence());
  }
}
