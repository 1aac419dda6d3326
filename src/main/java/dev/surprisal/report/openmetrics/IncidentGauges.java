package dev.surprisal.report.openmetrics;

import dev.surprisal.drift.incident.Incident;
import dev.surprisal.drift.incident.Shift;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.report.Report;
import dev.surprisal.report.ReportedIncident;
import dev.surprisal.report.ReportedIncident.Status;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The incidents. All series of one have the same labels, which stay from run to run as long as it
 * is the same: an alert on them neither ends nor begins again because a new incident became an old
 * one. What changes, its status, is a label of the information alone.
 */
final class IncidentGauges {

  /** Ongoing ones come first, so that what is left out has recovered, but for a great many. */
  static final int MOST_INCIDENTS = 100;

  private static final String SECONDS = "seconds";

  private final Report report;
  private final SliceLabels slices;
  private final GaugeFile file;

  IncidentGauges(Report report, SliceLabels slices, GaugeFile file) {
    this.report = report;
    this.slices = slices;
    this.file = file;
  }

  /**
   * Adds them.
   *
   * @return how many incidents are left out
   */
  int add() {
    Labels model = Labels.ofModel(report.modelName());
    file.add(
        "surprisal_open_incidents",
        "Incidents that are ongoing and not acknowledged.",
        model,
        report.incidents().stream().filter(ReportedIncident::isOpen).count());
    for (Status status : Status.values()) {
      file.add(
          "surprisal_incidents",
          "Incidents by status.",
          model.with("status", label(status)),
          report.incidents().stream().filter(it -> it.status() == status).count());
    }
    report.incidents().stream().limit(MOST_INCIDENTS).forEach(this::incident);
    return Math.max(0, report.incidents().size() - MOST_INCIDENTS);
  }

  private void incident(ReportedIncident reported) {
    Incident incident = reported.incident();
    Labels labels = labels(reported);
    file.add(
        "surprisal_incident_info",
        "An incident and its status, as labels.",
        labels.with("status", label(reported.status())),
        1);
    file.add(
        "surprisal_incident_open",
        "Whether the incident is ongoing and not acknowledged (1) or not (0).",
        labels,
        reported.isOpen() ? 1 : 0);
    times(incident.time(), labels);
    file.add(
        "surprisal_incident_alerts",
        "Checks that alert because of the incident, echoes in other slices included.",
        labels,
        incident.alerts());
    if (!Double.isNaN(incident.scope().shareOfRows())) {
      file.add(
          "surprisal_incident_rows_ratio",
          "ratio",
          "Share of the version's rows that the incident's slice has.",
          labels,
          incident.scope().shareOfRows());
    }
    incident.shifts().stream().findFirst().ifPresent(it -> shift(it, labels));
  }

  private void times(Incident.Time time, Labels labels) {
    if (time.since() != null) {
      file.add(
          "surprisal_incident_since_timestamp_seconds",
          SECONDS,
          "Start of the first window of the incident.",
          labels,
          time.since().from().getEpochSecond());
    }
    if (time.until() != null) {
      file.add(
          "surprisal_incident_until_timestamp_seconds",
          SECONDS,
          "End of the last window so far in which the incident alerts.",
          labels,
          time.until().to().getEpochSecond());
    }
    file.add(
        "surprisal_incident_alerting_windows",
        "Windows in which the incident alerts.",
        labels,
        time.alerting());
    file.add(
        "surprisal_incident_judged_windows",
        "Windows evaluated since the incident began.",
        labels,
        time.judged());
  }

  private void shift(Shift shift, Labels labels) {
    boolean isInformation = shift.form() == Shift.Form.INFORMATION;
    InformationUnit unit = report.unit();
    String suffix =
        switch (shift.form()) {
          case INFORMATION -> InformationUnit.NATS.label();
          case SHARE -> "ratio";
          case COUNT -> "rows";
          case VALUE -> "";
        };
    Labels figure = labels.with("figure", shift.figure());
    shift("before", suffix, figure, isInformation ? unit.toNats(shift.before()) : shift.before());
    shift("after", suffix, figure, isInformation ? unit.toNats(shift.after()) : shift.after());
  }

  private void shift(String side, String unit, Labels labels, double value) {
    if (!Double.isNaN(value)) {
      file.add(
          "surprisal_incident_" + side + (unit.isEmpty() ? "" : "_" + unit),
          unit,
          side.equals("before")
              ? "Main figure of the incident in the reference."
              : "Main figure of the incident in its windows.",
          labels,
          value);
    }
  }

  private Labels labels(ReportedIncident reported) {
    Incident incident = reported.incident();
    String versions =
        incident.versions().stream().filter(Objects::nonNull).collect(Collectors.joining(","));
    Labels labels = Labels.ofModel(report.modelName()).with("incident", reported.id());
    return (versions.isEmpty() ? labels : labels.with("versions", versions))
        .with("kind", incident.kind().label())
        .with("suspect", incident.suspect().label())
        .withAll(slices.labels(incident.slice()));
  }

  /** As report.json has it: the change, or what makes that unimportant. */
  private static String label(Status status) {
    return status == Status.AGAIN ? "recurred" : status.name().toLowerCase(Locale.ROOT);
  }
}
