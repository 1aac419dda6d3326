package dev.surprisal.report.json;

import dev.surprisal.dataset.source.FileList;
import dev.surprisal.dataset.source.SourceOrigin;
import dev.surprisal.report.Provenance;
import dev.surprisal.report.Software;
import dev.surprisal.report.Tables;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/** Where a report comes from, as members of the object {@code run}. */
final class ProvenanceJson {

  private ProvenanceJson() {}

  static void write(JsonWriter json, Provenance provenance) throws IOException {
    json.text("command", provenance.command())
        .object("software", it -> software(it, provenance.software()))
        .objects("inputs", provenance.inputs(), ProvenanceJson::input)
        .object("store", it -> store(it, provenance.store()))
        .object("tables", it -> tables(it, provenance.configuration()))
        .tree("configuration", provenance.configuration());
  }

  /** Where all figures and findings are: as SQL and Spark's readers name them. */
  private static void tables(JsonWriter json, Map<String, Object> configuration)
      throws IOException {
    Map<?, ?> output = part(configuration, "output");
    Object path = output.get("path");
    json.text("format", Objects.toString(part(output, "tables").get("format"), null))
        .text("path", Objects.toString(path, null))
        .texts("names", Tables.NAMES);
  }

  private static Map<?, ?> part(Map<?, ?> whole, String name) {
    return whole.get(name) instanceof Map<?, ?> part ? part : Map.of();
  }

  private static void software(JsonWriter json, Software software) throws IOException {
    json.text("packaging", software.packaging().label());
    if (software.bytes() != null) {
      json.text("file", software.file())
          .count("bytes", software.bytes())
          .text("sha256", software.sha256());
    }
  }

  private static void input(JsonWriter json, SourceOrigin input) throws IOException {
    json.text("dataset", input.name())
        .text("format", input.format())
        .text("kind", input.kind().label());
    FileList files = input.files();
    if (files != null) {
      json.object("files", it -> files(it, files));
    }
    if (input.version() != null) {
      json.text("version", input.version());
    }
  }

  private static void files(JsonWriter json, FileList files) throws IOException {
    json.count("count", files.count()).count("bytes", files.bytes());
    Instant modifiedAt = files.modifiedAt();
    if (modifiedAt != null) {
      json.time("modified_at", modifiedAt);
    }
    json.text("sha256", files.sha256())
        .objects("listed", files.listed(), ProvenanceJson::file)
        .count("left_out", files.leftOut());
  }

  private static void file(JsonWriter json, FileList.File file) throws IOException {
    json.text("path", file.path())
        .count("bytes", file.bytes())
        .time("modified_at", file.modifiedAt());
  }

  private static void store(JsonWriter json, Provenance.Store store) throws IOException {
    json.text("format", store.format())
        .count("layout_version", store.layoutVersion())
        .objects("tables", store.tables(), ProvenanceJson::table);
  }

  private static void table(JsonWriter json, Provenance.Table table) throws IOException {
    json.text("path", table.path()).count("windows", table.windows());
    if (table.windows() > 0) {
      json.count("lowest_revision", table.lowestRevision())
          .count("highest_revision", table.highestRevision());
    }
  }
}
