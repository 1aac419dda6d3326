package dev.surprisal.report.html;

import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.Family;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.incident.Acknowledgement;
import dev.surprisal.drift.incident.Incident;
import dev.surprisal.format.Phrases;
import dev.surprisal.format.Times;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.report.Report;
import dev.surprisal.report.ReportedIncident;
import dev.surprisal.report.chart.Drawing;
import dev.surprisal.report.chart.LineChart;
import dev.surprisal.report.chart.LineChart.Stretch;
import dev.surprisal.report.picture.Distribution;
import dev.surprisal.report.picture.IncidentPicture;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An incident as a card.
 *
 * @param id its id
 * @param style the part of a style class's name
 * @param status whether it is on
 * @param headline what broke, where, since when
 * @param details how bad it is and what moved with it
 * @param more what did not, and how many checks tell so
 * @param chart a figure over time; null where a distribution shows more, or nothing is known
 * @param distribution what shifted; null where a chart shows it
 * @param caption what the picture shows
 * @param advice what to do
 * @param sql how to get at its rows; null where that is not known
 */
record IncidentView(
    String id,
    String style,
    String status,
    String headline,
    List<String> details,
    List<String> more,
    @Nullable Drawing chart,
    @Nullable DistributionView distribution,
    String caption,
    String advice,
    @Nullable String sql) {

  private static final int HEIGHT = 110;

  /** What is read at once. */
  private static final int DETAILS = 3;

  static List<IncidentView> of(Lookup lookup) {
    Report report = lookup.report();
    RowsSql sql = new RowsSql(report);
    List<IncidentPicture> pictures = report.pictures().incidents();
    return IntStream.range(0, report.incidents().size())
        .mapToObj(
            i ->
                view(
                    lookup,
                    report.incidents().get(i),
                    i < pictures.size()
                        ? pictures.get(i)
                        : new IncidentPicture(
                            version(report.incidents().get(i).incident()), List.of(), null),
                    sql))
        .toList();
  }

  private static IncidentView view(
      Lookup lookup, ReportedIncident reported, IncidentPicture picture, RowsSql sql) {
    Incident incident = reported.incident();
    Distribution shifted = picture.distribution();
    boolean hasDistribution = shifted != null && !shifted.bins().isEmpty();
    Shown shown = shown(incident);
    LineChart chart = hasDistribution ? null : chart(lookup, incident, picture);
    String place =
        (picture.version() == null ? "" : " of " + picture.version())
            + " on "
            + (incident.slice().isAll() ? "all rows" : incident.slice().label());
    List<String> details = new ArrayList<>(reported.described().details());
    Acknowledgement known = reported.described().acknowledgement();
    if (known != null) {
      details.add(
          0, "Acknowledged until " + Times.instant(known.until()) + ": " + known.reason() + ".");
    }
    return new IncidentView(
        reported.id(),
        reported.isOpen() ? "alert" : "warn",
        reported.status().name(),
        reported.described().headline(),
        details.subList(0, Math.min(DETAILS, details.size())),
        details.subList(Math.min(DETAILS, details.size()), details.size()),
        chart == null || chart.isEmpty() ? null : chart.draw(),
        hasDistribution ? DistributionView.view(Objects.requireNonNull(shifted), null) : null,
        hasDistribution
            ? Objects.requireNonNull(shifted).subject() + place + ", shares of rows"
            : shown.title() + place + " by window; shaded: incident",
        advice(incident),
        sql.rows(picture.version(), incident.slice(), range(lookup.report(), incident)));
  }

  static @Nullable String version(Incident incident) {
    return incident.versions().isEmpty() ? null : incident.versions().get(0);
  }

  private static TimeRange range(Report report, Incident incident) {
    TimeRange since = incident.time().since();
    TimeRange until = incident.time().until();
    return since == null || until == null ? report.current() : since.with(since.from(), until.to());
  }

  private static @Nullable LineChart chart(
      Lookup lookup, Incident incident, IncidentPicture picture) {
    OverTime time = new OverTime(lookup, picture.version(), incident.slice(), picture.windows());
    List<Stretch> during =
        incident.time().stretches().stream()
            .map(it -> new Stretch("during", it.from().from(), it.to().to()))
            .toList();
    return time.windows().size() < 2 ? null : time.chart(shown(incident), during, HEIGHT);
  }

  /** The figure over time that shows it. */
  static Shown shown(Incident incident) {
    List<Finding> findings =
        incident.evidence().isEmpty() ? incident.echoes() : incident.evidence();
    if (incident.kind() == Family.DATA_QUALITY
        && findings.stream().anyMatch(it -> it.comparison() == ComparisonKind.VOLUME)) {
      return Shown.VOLUME;
    }
    for (Shown shown : Shown.values()) {
      if (findings.stream().anyMatch(it -> isOf(shown, it))) {
        return shown;
      }
    }
    return Shown.LOG_LOSS;
  }

  private static boolean isOf(Shown shown, Finding it) {
    return it.comparison().isLimit()
        ? shown.metric().equals(it.subject())
        : it.comparison() == shown.comparison();
  }

  private static String advice(Incident incident) {
    String place = incident.slice().isAll() ? "" : " where " + incident.slice().label();
    String first =
        switch (incident.suspect()) {
          case DATA_QUALITY ->
              "Check the delivery of rows first: missing or repeated batches, rejected rows, late"
                  + " labels.";
          case INPUTS ->
              "Check the input pipeline first: what changed in how "
                  + columns(incident)
                  + " is filled"
                  + place
                  + "?";
          case LABELS ->
              "Check the source of the labels first. If the new labels are right, the population"
                  + " has changed and the model needs retraining.";
          case PREDICTIONS ->
              "Inputs show no shift: check the deployed model, its preprocessing and its version"
                  + " first.";
          case PERFORMANCE ->
              "No shift of the inputs came first: check the labels, then whether the relation of"
                  + " inputs and labels has changed; retraining may be needed.";
        };
    return incident.time().isOngoing()
        ? first
        : first + " It has recovered; keep its windows out of training data.";
  }

  private static String columns(Incident incident) {
    List<String> names =
        Stream.concat(incident.evidence().stream(), incident.echoes().stream())
            .filter(it -> it.comparison().family() == Family.INPUTS && it.subject() != null)
            .map(it -> String.valueOf(it.subject()))
            .distinct()
            .limit(3)
            .toList();
    return names.isEmpty() ? "each column" : Phrases.list(names);
  }
}
