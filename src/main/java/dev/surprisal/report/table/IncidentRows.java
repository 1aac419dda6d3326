package dev.surprisal.report.table;

import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.incident.Acknowledgement;
import dev.surprisal.drift.incident.Incident;
import dev.surprisal.drift.incident.Shift;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.report.Report;
import dev.surprisal.report.ReportedIncident;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** A row for each incident of a report. */
final class IncidentRows {

  static final StructType SCHEMA =
      StructType.fromDDL(
          "run_id STRING NOT NULL, model STRING NOT NULL, id STRING NOT NULL, known_as"
              + " ARRAY<STRING> NOT NULL, state STRING NOT NULL, status STRING NOT NULL, change"
              + " STRING NOT NULL, acknowledged_until TIMESTAMP, acknowledged_reason STRING, kind"
              + " STRING NOT NULL, suspect STRING NOT NULL, versions ARRAY<STRING> NOT NULL, slice"
              + " MAP<STRING, STRING> NOT NULL, slice_text STRING NOT NULL, since_start TIMESTAMP,"
              + " since_end TIMESTAMP, since_earliest TIMESTAMP, until TIMESTAMP, episodes INT NOT"
              + " NULL, windows_alerting INT NOT NULL, windows_judged INT NOT NULL, share_of_rows"
              + " DOUBLE, share_of_change DOUBLE, headline_figure STRING, headline_before DOUBLE,"
              + " headline_after DOUBLE, headline_unit STRING, headline_interval_lower DOUBLE,"
              + " headline_interval_upper DOUBLE, all_rows_before DOUBLE, all_rows_after DOUBLE,"
              + " rest_is_quiet BOOLEAN NOT NULL, findings INT NOT NULL, echoes INT NOT NULL,"
              + " proven BOOLEAN NOT NULL, headline_sentence STRING NOT NULL, sentence STRING NOT"
              + " NULL");

  private IncidentRows() {}

  /** The rows, in the order of the schema. */
  static Stream<@Nullable Object[]> of(Report report) {
    return report.incidents().stream().map(it -> row(report, it));
  }

  private static @Nullable Object[] row(Report report, ReportedIncident it) {
    List<@Nullable Object> row = new ArrayList<>();
    row.add(report.run().id());
    row.add(report.modelName());
    row.addAll(what(it));
    row.addAll(when(it.incident()));
    row.addAll(figures(it.incident(), report.unit()));
    row.addAll(words(it));
    return row.toArray();
  }

  private static List<@Nullable Object> what(ReportedIncident it) {
    Incident incident = it.incident();
    Acknowledgement known = it.described().acknowledgement();
    return Arrays.asList(
        it.id(),
        it.knownAs(),
        FindingState.ALERT.name(),
        it.isOngoing() ? "ongoing" : "recovered",
        it.change().label(),
        known == null ? null : TimeColumns.time(known.until()),
        known == null ? null : known.reason(),
        incident.kind().label(),
        incident.suspect().label(),
        incident.versions(),
        SliceColumns.values(incident.slice()),
        incident.slice().label());
  }

  private static List<@Nullable Object> when(Incident incident) {
    Incident.Time time = incident.time();
    return Arrays.asList(
        TimeColumns.start(time.since()),
        TimeColumns.end(time.since()),
        TimeColumns.start(time.earliest()),
        TimeColumns.end(time.until()),
        time.stretches().size(),
        time.alerting(),
        time.judged());
  }

  private static List<@Nullable Object> figures(Incident incident, InformationUnit unit) {
    Shift headline = incident.shifts().isEmpty() ? null : incident.shifts().get(0);
    ConfidenceInterval interval = headline == null ? null : headline.interval();
    Shift allRows = incident.allRows();
    return Arrays.asList(
        existing(incident.scope().shareOfRows()),
        existing(incident.scope().shareOfChange()),
        headline == null ? null : headline.figure(),
        headline == null ? null : existing(headline.before()),
        headline == null ? null : existing(headline.after()),
        headline == null ? null : headline.form().unit(unit),
        interval == null ? null : interval.lower(),
        interval == null ? null : interval.upper(),
        allRows == null ? null : existing(allRows.before()),
        allRows == null ? null : existing(allRows.after()));
  }

  private static List<@Nullable Object> words(ReportedIncident it) {
    Incident incident = it.incident();
    return Arrays.asList(
        incident.scope().restIsQuiet(),
        incident.evidence().size(),
        incident.echoes().size(),
        incident.scope().isProven(),
        it.described().headline(),
        it.described().sentence());
  }

  private static @Nullable Double existing(double figure) {
    return Double.isNaN(figure) ? null : (Double) figure;
  }
}
