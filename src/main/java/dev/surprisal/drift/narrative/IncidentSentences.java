package dev.surprisal.drift.narrative;

import dev.surprisal.drift.finding.Family;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.MeasureKey;
import dev.surprisal.drift.incident.Incident;
import dev.surprisal.drift.incident.Incident.Scope;
import dev.surprisal.drift.incident.Incident.Stretch;
import dev.surprisal.drift.incident.Incident.Time;
import dev.surprisal.drift.incident.Shift;
import dev.surprisal.drift.limit.LimitedFigure;
import dev.surprisal.format.Figures;
import dev.surprisal.format.Phrases;
import dev.surprisal.format.Times;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.profile.time.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says what an incident is, for somebody who has just been woken: what broke, where, since when,
 * whether it is still on, how bad it is, what moved with it and what did not.
 */
public final class IncidentSentences {

  /** Columns or figures named. */
  private static final int MAX_NAMED = 3;

  /** A part of the change that is as good as all of it. */
  private static final double WHOLE = 0.95;

  private final InformationUnit unit;
  private final String level;

  /**
   * Prepares.
   *
   * @param unit the report's unit of information
   * @param alpha intervals are of level 1 − α
   */
  public IncidentSentences(InformationUnit unit, double alpha) {
    this.unit = unit;
    this.level = Figures.level(alpha);
  }

  /** Describes one. */
  public DescribedIncident describe(Incident incident) {
    List<String> details = new ArrayList<>();
    figures(incident, details);
    place(incident, details);
    movedWith(incident, details);
    unchanged(incident, details);
    details.add(evidence(incident));
    return new DescribedIncident(incident, headline(incident), details);
  }

  private String headline(Incident incident) {
    String place = incident.slice().isAll() ? "" : " on " + incident.slice().label();
    return subject(incident) + place + when(incident.time()) + ".";
  }

  private static String subject(Incident incident) {
    String versions = versions(incident.versions());
    if (findings(incident).stream().allMatch(it -> it.comparison().isLimit())) {
      return limits(incident) + of(versions) + " beyond the limit";
    }
    return switch (incident.kind()) {
      case PERFORMANCE -> (versions.isEmpty() ? "Model" : versions) + " degraded";
      case PREDICTIONS -> "Predictions" + of(versions) + " shifted";
      case LABELS -> "Labels shifted";
      case INPUTS -> columns(incident);
      case DATA_QUALITY -> quality(incident) + of(versions) + " changed";
    };
  }

  private static String limits(Incident incident) {
    List<String> names =
        findings(incident).stream()
            .map(it -> LimitedFigure.words(String.valueOf(it.subject())))
            .distinct()
            .toList();
    return Phrases.capitalized(Phrases.list(some(names)));
  }

  private static String of(String versions) {
    return versions.isEmpty() ? "" : " of " + versions;
  }

  private static String versions(List<@Nullable String> versions) {
    return Phrases.list(versions.stream().filter(Objects::nonNull).map(it -> "" + it).toList());
  }

  private static List<Finding> findings(Incident incident) {
    return incident.evidence().isEmpty() ? incident.echoes() : incident.evidence();
  }

  private static String columns(Incident incident) {
    List<String> names =
        findings(incident).stream()
            .filter(it -> it.comparison().family() == Family.INPUTS)
            .map(it -> Objects.requireNonNull(it.subject()))
            .distinct()
            .toList();
    boolean wereConstant =
        findings(incident).stream()
            .filter(it -> it.comparison().family() == Family.INPUTS)
            .allMatch(it -> it.measures().containsKey(MeasureKey.REFERENCE_CONSTANT));
    return (names.size() == 1 ? "Column " : "Columns ")
        + Phrases.list(some(names))
        + (wereConstant ? varied(incident, names.size()) : " shifted");
  }

  private static String varied(Incident incident, int columns) {
    if (!incident.time().isOngoing()) {
      return " varied";
    }
    return columns == 1 ? " has varied" : " have varied";
  }

  private static List<String> some(List<String> names) {
    if (names.size() <= MAX_NAMED) {
      return names;
    }
    List<String> some = new ArrayList<>(names.subList(0, MAX_NAMED));
    some.add(Figures.count(names.size() - MAX_NAMED) + " more");
    return some;
  }

  private static String quality(Incident incident) {
    return Phrases.capitalized(
        Phrases.list(
            findings(incident).stream()
                .filter(it -> it.comparison().family() == Family.DATA_QUALITY)
                .map(it -> it.comparison().words())
                .distinct()
                .toList()));
  }

  private static String when(Time time) {
    TimeRange since = time.since();
    TimeRange until = time.until();
    String status = time.isOngoing() ? "ongoing" : "recovered";
    if (since == null || until == null) {
      return " over the whole range, " + status;
    }
    String counts =
        " ("
            + Figures.count(time.alerting())
            + " of "
            + Figures.count(time.judged())
            + " "
            + (time.judged() == 1 ? "window" : "windows")
            + ")";
    if (time.isOngoing()) {
      return " since " + beginning(since) + again(time) + ", ongoing" + counts;
    }
    return (since.equals(until)
            ? " " + Times.during(since)
            : " from " + beginning(since) + " to " + Times.lastDay(until))
        + again(time)
        + ", recovered"
        + counts;
  }

  private static String beginning(TimeRange first) {
    String range = Times.range(first);
    return range.startsWith("week") ? "the " + range : range;
  }

  private static String again(Time time) {
    List<Stretch> stretches = time.stretches();
    return stretches.size() < 2 ? "" : ", " + stretches.size() + " times";
  }

  private void figures(Incident incident, List<String> details) {
    findings(incident).stream()
        .filter(it -> it.comparison().isLimit())
        .findFirst()
        .ifPresent(it -> details.add(it.sentence()));
    List<String> named =
        incident.shifts().stream()
            .filter(it -> it.check().kind().family() == incident.kind())
            .filter(it -> !wasConstant(incident, it))
            .limit(incident.kind() == Family.INPUTS ? MAX_NAMED : 2)
            .map(this::withInterval)
            .toList();
    if (!named.isEmpty()) {
      String figures = String.join(", ", named);
      // A column's name keeps its spelling.
      details.add(
          (incident.kind() == Family.INPUTS
                  ? "Reference → incident: " + figures
                  : Phrases.capitalized(figures))
              + ".");
    }
    List<String> constants = constants(incident);
    if (!constants.isEmpty()) {
      details.add("Constant in the reference: " + Phrases.list(some(constants)) + ".");
    }
  }

  /** A mean says nothing of a column that was constant. */
  private static boolean wasConstant(Incident incident, Shift shift) {
    return constantColumns(incident)
        .anyMatch(it -> Objects.equals(it.subject(), shift.check().subject()));
  }

  private static Stream<Finding> constantColumns(Incident incident) {
    return findings(incident).stream()
        .filter(it -> it.measures().containsKey(MeasureKey.REFERENCE_CONSTANT));
  }

  private static List<String> constants(Incident incident) {
    return constantColumns(incident)
        .map(
            it ->
                it.subject()
                    + " at "
                    + Figures.exactly(
                        Objects.requireNonNull(it.measures().get(MeasureKey.REFERENCE_CONSTANT))))
        .distinct()
        .toList();
  }

  /** Reads {@code log loss 0.729 → 1.997 nats}. */
  private String fromTo(Shift shift) {
    return shift.figure()
        + " "
        + figure(shift, shift.before())
        + " → "
        + figure(shift, shift.after())
        + (shift.form() == Shift.Form.INFORMATION ? " " + unit.label() : "");
  }

  /** The same with the interval of the difference, where one is known. */
  private String withInterval(Shift shift) {
    return fromTo(shift)
        + (shift.interval() == null
            ? ""
            : " ("
                + level
                + " CI of the change "
                + Figures.interval(shift.interval().lower(), shift.interval().upper())
                + ")");
  }

  private static String figure(Shift shift, double value) {
    return switch (shift.form()) {
      case INFORMATION -> Figures.amount(value);
      case SHARE -> Figures.percent(value);
      case VALUE -> Figures.number(value);
      case COUNT -> Figures.rounded(value);
    };
  }

  private void place(Incident incident, List<String> details) {
    Scope scope = incident.scope();
    Shift allRows = incident.allRows();
    if (incident.slice().isAll() || Double.isNaN(scope.shareOfRows())) {
      return;
    }
    String share =
        incident.slice().label() + " is " + Figures.percent(scope.shareOfRows()) + " of rows";
    String ofChange =
        scope.shareOfChange() >= WHOLE
            ? " and accounts for the whole change"
            : scope.shareOfChange() > 0
                ? " and accounts for " + Figures.percent(scope.shareOfChange()) + " of the change"
                : "";
    details.add(
        share + ofChange + (allRows == null ? "" : " (all rows: " + fromTo(allRows) + ")") + ".");
  }

  private void movedWith(Incident incident, List<String> details) {
    List<String> moved =
        incident.shifts().stream()
            .filter(it -> it.check().kind().family() != incident.kind())
            .map(this::fromTo)
            .toList();
    if (!moved.isEmpty()) {
      details.add("Shifted with it: " + String.join("; ", moved) + ".");
    }
    if (incident.suspect() == Family.INPUTS && incident.kind() != Family.INPUTS) {
      details.add("Check the input columns first.");
    }
  }

  private static void unchanged(Incident incident, List<String> details) {
    if (!incident.unchanged().isEmpty()) {
      String place = incident.slice().isAll() ? "" : " there";
      details.add("Unchanged" + place + ": " + Phrases.list(incident.unchanged()) + ".");
    }
  }

  private static String evidence(Incident incident) {
    String all = Figures.count(incident.alerts(), "alerting check");
    if (incident.echoes().isEmpty()) {
      return "Evidence: " + all + ".";
    }
    return "Evidence: "
        + all
        + ", "
        + Figures.count(incident.evidence().size())
        + (incident.slice().isAll() ? " on all rows" : " on " + incident.slice().label())
        + ", "
        + Figures.count(incident.echoes().size())
        + (incident.slice().isAll() ? " in its slices" : " echoes")
        + " ("
        + Figures.count(incident.echoSeries(), "slice")
        + (incident.scope().isProven() || incident.slice().isAll()
            ? ""
            : "; some judged by size, since crossed cells are not kept")
        + ").";
  }
}
