package dev.surprisal.report.json;

import dev.surprisal.report.KnownIncident;
import dev.surprisal.report.Lineage;
import dev.surprisal.report.Report;
import dev.surprisal.report.ReportFormat;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The incidents by themselves, for programs that tell people of them and for the next run, which
 * says what is new: {@code incidents.json}. Small, however many findings there are.
 */
public final class IncidentsReport implements ReportFormat {

  /** The name of the file. */
  public static final String FILE_NAME = "incidents.json";

  private static final int VERSION = 1;

  @Override
  public Role role() {
    return Role.COMPANION;
  }

  @Override
  public String fileName() {
    return FILE_NAME;
  }

  @Override
  public void write(Report report, OutputStream out) throws IOException {
    JsonWriter.document(out, json -> members(json, report));
  }

  static void members(JsonWriter json, Report report) throws IOException {
    json.count("schema_version", VERSION)
        .text("run", report.run().id())
        .text("model", report.modelName())
        .range("current", report.current())
        .name("verdict", report.verdict().state())
        .text("sentence", report.verdict().sentence());
    Lineage lineage = report.run().lineage();
    if (lineage != null) {
      lineage(json, lineage);
    }
    json.objects(
        "incidents",
        report.incidents(),
        (it, incident) -> IncidentJson.write(it, incident, report.unit()));
  }

  private static void lineage(JsonWriter json, Lineage lineage) throws IOException {
    if (lineage.position().end() == null) {
      json.text("end", null);
    } else {
      json.time("end", lineage.position().end());
    }
    json.count("revision", lineage.position().revision())
        .text("compared_with", lineage.base() == null ? null : lineage.base().id());
    json.objects("gone", lineage.gone(), IncidentsReport::gone);
  }

  static void gone(JsonWriter json, KnownIncident incident) throws IOException {
    json.text("id", incident.id()).text("headline_sentence", incident.headline());
  }
}
