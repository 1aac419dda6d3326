package dev.surprisal.job;

import dev.surprisal.drift.incident.Acknowledgement;
import dev.surprisal.report.KnownRun;
import dev.surprisal.report.publication.AcknowledgementFile;
import dev.surprisal.report.publication.KnownRuns;
import dev.surprisal.report.publication.Output;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known before a report is made: earlier runs, and what people said of incidents. */
final class Before {

  private final KnownRuns runs;
  private final List<Acknowledgement> acknowledgements;
  private final List<String> problems;

  /**
   * Looks at an output.
   *
   * @param output where reports are published
   * @param configured what people said in the configuration
   */
  Before(Output output, List<Acknowledgement> configured) {
    this.runs = new KnownRuns(output);
    this.acknowledgements = new ArrayList<>(configured);
    this.problems = new ArrayList<>();
    try {
      acknowledgements.addAll(new AcknowledgementFile(output).read());
    } catch (AcknowledgementFile.UnreadableException e) {
      problems.add(e.getMessage() + ".");
    }
  }

  List<Acknowledgement> acknowledgements() {
    return List.copyOf(acknowledgements);
  }

  /** The run that incidents are compared with; null where there is none. */
  @Nullable KnownRun run(KnownRun.Position position) {
    return runs.before(position).orElse(null);
  }

  /** What is odd about what people said. */
  List<String> notes(List<Acknowledgement> unmatched) {
    List<String> notes = new ArrayList<>(problems);
    for (Acknowledgement it : unmatched) {
      notes.add(
          "Acknowledged incident " + it.id() + " (" + it.reason() + ") is not in this report.");
    }
    return notes;
  }
}
