package dev.surprisal.report.html;

import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.incident.Incident;
import dev.surprisal.drift.incident.Shift;
import dev.surprisal.drift.narrative.Verdict.VersionVerdict;
import dev.surprisal.format.Figures;
import dev.surprisal.format.Phrases;
import dev.surprisal.format.Times;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.report.FindingLabels;
import dev.surprisal.report.FindingOrder;
import dev.surprisal.report.MetricIndex;
import dev.surprisal.report.MetricValue;
import dev.surprisal.report.Report;
import dev.surprisal.report.ReportWindow;
import dev.surprisal.report.ReportedIncident;
import dev.surprisal.report.chart.Drawing;
import dev.surprisal.report.chart.Sparkline;
import dev.surprisal.report.picture.WindowPicture;
import dev.surprisal.report.picture.WindowPicture.Estimate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The verdict in a few words, three numbers and a line: what broke, where, since when. */
record Headline(Lookup lookup) {

  /** A number with what it is and what to compare it with. */
  record Number(String name, String value, String hint) {}

  private Report report() {
    return lookup.report();
  }

  private MetricIndex metrics() {
    return lookup.metrics();
  }

  String text() {
    return switch (report().verdict().state()) {
      case OK -> settled();
      case NO_DATA -> "No data";
      case INSUFFICIENT_DATA -> "Not enough data to evaluate";
      case WARN -> warning();
      case ALERT -> alert();
      case ERROR -> "Could not be evaluated";
    };
  }

  private String settled() {
    long acknowledged =
        report().incidents().stream().filter(it -> it.isOngoing() && !it.isOpen()).count();
    long recovered = report().incidents().stream().filter(it -> !it.isOngoing()).count();
    if (acknowledged + recovered == 0) {
      return "No significant change";
    }
    List<String> others = new ArrayList<>();
    if (acknowledged > 0) {
      others.add(Figures.count(acknowledged) + " acknowledged");
    }
    if (recovered > 0) {
      others.add(Figures.count(recovered) + " recovered");
    }
    return "No open incident (" + String.join(", ", others) + ")";
  }

  private String alert() {
    List<ReportedIncident> ongoing =
        report().incidents().stream().filter(ReportedIncident::isOpen).toList();
    // A sequential test may alert where no window does.
    return ongoing.isEmpty()
        ? "Drift alert"
        : first(ongoing)
            + (ongoing.size() > 1
                ? " (" + Figures.count(ongoing.size() - 1, "more open incident") + ")"
                : "");
  }

  private String warning() {
    return report().incidents().isEmpty()
        ? "Significant change, below alert threshold"
        : first(report().incidents());
  }

  private static String first(List<ReportedIncident> incidents) {
    String headline = incidents.get(0).described().headline();
    return headline.endsWith(".") ? headline.substring(0, headline.length() - 1) : headline;
  }

  /** Three numbers of the first incident; without one, of the first version. */
  List<Number> numbers() {
    return report().incidents().isEmpty() ? quiet() : ofIncident(incident());
  }

  private Incident incident() {
    return report().incidents().get(0).incident();
  }

  private List<Number> ofIncident(Incident it) {
    List<Number> numbers = new ArrayList<>();
    String place = it.slice().isAll() ? "all rows" : it.slice().label();
    it.shifts().stream()
        .filter(shift -> shift.check().kind().family() == it.kind())
        .findFirst()
        .or(() -> it.shifts().stream().findFirst())
        .ifPresentOrElse(
            shift ->
                numbers.add(
                    new Number(
                        // A column's name keeps its spelling.
                        shift.form() == Shift.Form.VALUE
                            ? shift.figure()
                            : Phrases.capitalized(shift.figure()),
                        figure(shift, shift.before()) + " → " + figure(shift, shift.after()),
                        (shift.form() == Shift.Form.INFORMATION
                                ? report().unit().label() + ", "
                                : "")
                            + place)),
            () ->
                numbers.add(
                    new Number("Alerting checks", Figures.count(it.alerts()), "on " + place)));
    Incident.Time time = it.time();
    numbers.add(
        new Number(
            time.isOngoing() ? "Since" : "Recovered",
            time.since() == null
                ? "gradual"
                : time.isOngoing() || time.until() == null
                    ? Times.instant(time.since().from())
                    : Times.lastDay(time.until()),
            Figures.count(time.alerting())
                + " of "
                + Figures.count(time.judged(), "window")
                + " alerting"));
    double share = it.scope().shareOfRows();
    numbers.add(
        it.slice().isAll() || Double.isNaN(share)
            ? new Number("Affected", "all rows", Figures.count(it.alerts(), "alerting check"))
            : new Number("Affected", Figures.percent(share), "of rows: " + place));
    return numbers;
  }

  private static String figure(Shift shift, double value) {
    return switch (shift.form()) {
      case INFORMATION -> Figures.amount(value);
      case SHARE -> Figures.percent(value);
      case VALUE -> Figures.number(value);
      case COUNT -> Figures.rounded(value);
    };
  }

  private List<Number> quiet() {
    List<Number> numbers = new ArrayList<>();
    @Nullable String version = version();
    Double before = metrics().value(MetricValue.Scope.REFERENCE, version, Slice.ALL, "log_loss");
    Double after = metrics().value(MetricValue.Scope.CURRENT, version, Slice.ALL, "log_loss");
    numbers.add(
        new Number(
            "Log loss",
            Figures.amount(before) + " → " + Figures.amount(after),
            report().unit().label() + ", " + FindingLabels.version(version)));
    long checks =
        FindingOrder.counts(report().findings()).values().stream().mapToLong(Long::longValue).sum();
    long alerts = FindingOrder.counts(report().findings()).getOrDefault(FindingState.ALERT, 0L);
    numbers.add(
        new Number("Alerting checks", Figures.count(alerts), "of " + Figures.count(checks)));
    numbers.add(
        new Number(
            "Rows scored",
            Figures.count(report().rows().scored()),
            "of " + Figures.count(report().rows().read()) + " read"));
    return numbers;
  }

  private @Nullable String version() {
    List<VersionVerdict> versions = report().verdict().versions();
    return versions.isEmpty() ? null : versions.get(0).version();
  }

  /** A figure over time with what it is. */
  record Spark(Drawing drawing, String caption) {}

  /** The figure over time that shows it; null of fewer than two windows. */
  @Nullable Spark sparkline() {
    boolean isQuiet = report().incidents().isEmpty();
    boolean isPictured = !isQuiet && !report().pictures().incidents().isEmpty();
    @Nullable String version =
        isQuiet
            ? version()
            : isPictured
                ? report().pictures().incidents().get(0).version()
                : IncidentView.version(incident());
    Slice slice = isQuiet ? Slice.ALL : incident().slice();
    Shown shown = isQuiet ? Shown.LOG_LOSS : IncidentView.shown(incident());
    List<WindowPicture> pictures =
        isPictured
            ? report().pictures().incidents().get(0).windows()
            : report().pictures().of(version).map(it -> it.windows()).orElse(List.of());
    OverTime time = new OverTime(lookup, version, slice, pictures);
    if (time.windows().size() < 2) {
      return null;
    }
    List<@Nullable Double> values = new ArrayList<>();
    List<Boolean> marked = new ArrayList<>();
    for (ReportWindow window : time.windows()) {
      Estimate estimate = time.estimate(shown, window);
      values.add(estimate == null ? null : (Double) estimate.value());
      marked.add(!isQuiet && isDuring(incident(), window));
    }
    Double level = metrics().value(MetricValue.Scope.REFERENCE, version, slice, shown.metric());
    String caption =
        shown.title()
            + (version == null ? "" : " of " + version)
            + " by window"
            + (isQuiet ? "" : "; red: incident");
    Sparkline line =
        new Sparkline(
            caption + ", " + slice.label(), values, marked, level == null ? Double.NaN : level);
    return new Spark(line.draw(), caption);
  }

  private static boolean isDuring(Incident incident, ReportWindow window) {
    return incident.time().stretches().stream()
        .anyMatch(
            it ->
                !window.range().from().isBefore(it.from().from())
                    && !window.range().to().isAfter(it.to().to()));
  }
}
