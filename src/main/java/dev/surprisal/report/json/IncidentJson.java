package dev.surprisal.report.json;

import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.incident.Acknowledgement;
import dev.surprisal.drift.incident.Check;
import dev.surprisal.drift.incident.Incident;
import dev.surprisal.drift.incident.Shift;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.report.ReportedIncident;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes an incident. */
final class IncidentJson {

  private IncidentJson() {}

  static void write(JsonWriter json, ReportedIncident reported, InformationUnit unit)
      throws IOException {
    Incident incident = reported.incident();
    Incident.Time time = incident.time();
    json.text("id", reported.id())
        .texts("known_as", reported.knownAs())
        .name("state", FindingState.ALERT)
        .text("status", time.isOngoing() ? "ongoing" : "recovered")
        .text("change", reported.change().label());
    Acknowledgement known = reported.described().acknowledgement();
    if (known == null) {
      json.text("acknowledged", null);
    } else {
      json.object(
          "acknowledged", it -> it.time("until", known.until()).text("reason", known.reason()));
    }
    json.text("kind", incident.kind().label())
        .text("suspect", incident.suspect().label())
        .texts("versions", incident.versions())
        .slice("slice", incident.slice())
        .range("since", time.since())
        .range("since_earliest", time.earliest())
        .range("until", time.until())
        .objects("episodes", time.stretches(), IncidentJson::stretch)
        .count("windows_alerting", time.alerting())
        .count("windows_judged", time.judged())
        .figure("share_of_rows", existing(incident.scope().shareOfRows()))
        .figure("share_of_change", existing(incident.scope().shareOfChange()));
    if (incident.shifts().isEmpty()) {
      json.text("headline", null);
    } else {
      json.object("headline", it -> shift(it, incident.shifts().get(0), unit));
    }
    Shift allRows = incident.allRows();
    if (allRows == null) {
      json.text("all_rows", null);
    } else {
      json.object("all_rows", it -> shift(it, allRows, unit));
    }
    json.bool("rest_is_quiet", incident.scope().restIsQuiet())
        .objects("shifts", incident.shifts(), (it, of) -> shift(it, of, unit))
        .objects("evidence", checks(incident), IncidentJson::evidence)
        .texts("unchanged", incident.unchanged())
        .count("findings", incident.evidence().size())
        .count("echoes", incident.echoes().size())
        .count("echo_slices", incident.echoSeries())
        .bool("proven", incident.scope().isProven())
        .text("headline_sentence", reported.described().headline())
        .text("sentence", reported.described().sentence());
  }

  /** How many alerts of each check there are at the place, or in its echoes where none is there. */
  private static List<Map.Entry<Check, Integer>> checks(Incident incident) {
    Map<Check, Integer> checks = new LinkedHashMap<>();
    (incident.evidence().isEmpty() ? incident.echoes() : incident.evidence())
        .forEach(it -> checks.merge(Check.of(it), 1, Integer::sum));
    return List.copyOf(checks.entrySet());
  }

  private static void evidence(JsonWriter json, Map.Entry<Check, Integer> check)
      throws IOException {
    json.text("comparison", check.getKey().kind().label())
        .text("column", check.getKey().subject())
        .count("alerts", check.getValue());
  }

  private static void stretch(JsonWriter json, Incident.Stretch stretch) throws IOException {
    json.range("window", new TimeRange(stretch.from().from(), stretch.to().to()));
  }

  private static void shift(JsonWriter json, Shift shift, InformationUnit unit) throws IOException {
    json.text("comparison", shift.check().kind().label())
        .text("column", shift.check().subject())
        .text("figure", shift.figure())
        .figure("before", existing(shift.before()))
        .figure("after", existing(shift.after()))
        .text("unit", shift.form().unit(unit))
        .interval("interval", shift.interval());
  }

  private static @Nullable Double existing(double figure) {
    return Double.isNaN(figure) ? null : (Double) figure;
  }
}
