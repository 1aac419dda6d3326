package dev.surprisal.report.publication;

import dev.surprisal.report.ReportFormat;
import dev.surprisal.report.ReportFormats;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files in the root of an output that are always those of the latest run. */
final class LatestFiles {

  private final Output output;
  private final String runId;

  /** Their names by those of the same files in the directory of a run. */
  private final Map<String, String> names = new TreeMap<>();

  LatestFiles(Output output, String runId, ReportFormats formats) {
    this.output = output;
    this.runId = runId;
    for (ReportFormat format : formats.all()) {
      format.latestName().ifPresent(name -> names.put(format.fileName(), name));
    }
  }

  /**
   * Copies them to where nobody looks for them: what is written, so that the bytes are the same
   * whatever a format does.
   *
   * @param directory where the files of the run are
   */
  void stage(String directory) throws IOException {
    for (Map.Entry<String, String> it : names.entrySet()) {
      try (InputStream in = output.open(directory + "/" + it.getKey());
          OutputStream out = output.create(hidden(it.getValue()))) {
        in.transferTo(out);
      }
    }
  }

  /**
   * Puts them in the place of those of the run before; tells of each that could not be, and why.
   */
  List<String> replace() {
    List<String> failed = new ArrayList<>();
    for (String name : names.values()) {
      try {
        output.replace(hidden(name), name);
      } catch (IOException | RuntimeException e) {
        failed.add(output.locate(name) + " (" + e.getMessage() + ")");
      }
    }
    return failed;
  }

  /** Deletes what was staged and not put in its place. */
  void delete() throws IOException {
    for (String name : names.values()) {
      output.delete(hidden(name));
    }
  }

  /** Readers that look for an ending, as Prometheus' collector does, pass it over, too. */
  private String hidden(String name) {
    return "." + name + "." + runId;
  }
}
