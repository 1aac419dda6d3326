package dev.surprisal.report.html;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surprisal.dataset.source.FileList;
import dev.surprisal.dataset.source.SourceOrigin;
import dev.surprisal.format.Figures;
import dev.surprisal.format.Times;
import dev.surprisal.report.Provenance;
import dev.surprisal.report.RunInfo;
import dev.surprisal.report.Software;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a report comes from, for the foot of the page.
 *
 * @param software the versions and the jar
 * @param sha256 the jar's hash; null where there is no jar
 * @param command the command
 * @param inputs the sources of the rows
 * @param profiles a sentence for each table of profiles
 * @param configuration the configuration, as a text that can be read as one
 */
record ProvenanceView(
    String software,
    @Nullable String sha256,
    String command,
    List<Input> inputs,
    List<String> profiles,
    String configuration) {

  /** As many digits of a hash as tell one from another. */
  private static final int DIGITS_SHOWN = 12;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** A source of rows; texts are empty where they do not apply. */
  record Input(
      String name, String format, String files, String size, String modifiedAt, String identity) {}

  static ProvenanceView of(RunInfo run) {
    Provenance provenance = run.provenance();
    Software software = provenance.software();
    return new ProvenanceView(
        software(run.versions(), software),
        software.sha256(),
        provenance.command(),
        provenance.inputs().stream().map(ProvenanceView::input).toList(),
        provenance.store().tables().stream()
            .map(table -> profiles(provenance.store(), table))
            .toList(),
        text(provenance.configuration()));
  }

  private static String software(Map<String, String> versions, Software software) {
    String surprisal = "Surprisal " + versions.getOrDefault("surprisal", "of unknown version");
    return switch (software.packaging()) {
      case JAR -> surprisal + " (" + software.file() + ")";
      case FOLDER -> surprisal + " (from a folder of classes, not a jar)";
      case OTHER -> surprisal + " (not read from a local jar)";
    };
  }

  private static Input input(SourceOrigin origin) {
    FileList files = origin.files();
    Instant modified = files == null ? null : files.modifiedAt();
    return new Input(
        origin.name(),
        origin.format(),
        files == null ? "" : Figures.count(files.count()),
        files == null ? "" : Figures.bytes(files.bytes()),
        modified == null ? "" : Times.instant(modified.truncatedTo(ChronoUnit.SECONDS)),
        switch (origin.kind()) {
          case FILES ->
              "file list " + Objects.requireNonNull(files).sha256().substring(0, DIGITS_SHOWN);
          case TABLE_VERSION -> "version " + origin.version();
          case UNKNOWN -> "not identified";
        });
  }

  private static String profiles(Provenance.Store store, Provenance.Table table) {
    String revisions =
        table.lowestRevision() == table.highestRevision()
            ? "revision " + table.lowestRevision()
            : "revisions " + table.lowestRevision() + "–" + table.highestRevision();
    return table.path()
        + " ("
        + store.format()
        + ", layout version "
        + store.layoutVersion()
        + "): "
        + (table.windows() == 0
            ? "no windows"
            : Figures.count(table.windows())
                + (table.windows() == 1 ? " window, " : " windows, ")
                + revisions);
  }

  /** JSON, which is YAML as well; lines end alike on every platform. */
  private static String text(Map<String, Object> configuration) {
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(new DefaultIndenter("  ", "\n"));
    try {
      return MAPPER.writer(printer).writeValueAsString(configuration);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Mappings and values are JSON", e);
    }
  }
}
