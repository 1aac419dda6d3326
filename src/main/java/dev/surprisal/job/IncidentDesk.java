package dev.surprisal.job;

import dev.surprisal.drift.incident.Acknowledgement;
import dev.surprisal.format.Figures;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.report.KnownIncident;
import dev.surprisal.report.KnownRun;
import dev.surprisal.report.publication.AcknowledgementFile;
import dev.surprisal.report.publication.IncidentHistory;
import dev.surprisal.report.publication.KnownRuns;
import dev.surprisal.report.publication.Output;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What people ask and say of the incidents that runs have published. */
final class IncidentDesk {

  private final Output output;

  IncidentDesk(Output output) {
    this.output = output;
  }

  /** Says that what was asked for does not exist. */
  static final class UnknownIncidentException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownIncidentException(String message) {
      super(message);
    }
  }

  /**
   * Notes that incidents may wait.
   *
   * @param ids their ids, or beginnings of these that no other incident shares
   * @param until when they count again
   * @param reason why they may wait
   * @return what was noted, a line each
   * @throws UnknownIncidentException where the last run has no such incident
   */
  List<String> acknowledge(List<String> ids, Instant until, String reason)
      throws IOException, AcknowledgementFile.UnreadableException {
    List<KnownIncident> named = named(ids);
    Set<String> told = named.stream().map(KnownIncident::id).collect(Collectors.toSet());
    List<Acknowledgement> all = new ArrayList<>(without(told));
    List<String> lines = new ArrayList<>();
    for (KnownIncident it : named) {
      all.add(new Acknowledgement(it.id(), until, reason));
      lines.add("Acknowledged until " + until + ": " + it.id() + "  " + it.headline());
    }
    new AcknowledgementFile(output).write(all);
    return lines;
  }

  /** Takes back that incidents may wait. */
  List<String> withdraw(List<String> ids)
      throws IOException, AcknowledgementFile.UnreadableException {
    AcknowledgementFile file = new AcknowledgementFile(output);
    Set<String> known =
        file.read().stream()
            .map(Acknowledgement::id)
            .collect(Collectors.toCollection(TreeSet::new));
    List<String> unknown = ids.stream().filter(it -> !known.contains(it)).toList();
    if (!unknown.isEmpty()) {
      throw new UnknownIncidentException(
          "No acknowledgement of "
              + String.join(", ", unknown)
              + " in "
              + output.locate(AcknowledgementFile.FILE_NAME)
              + " (there: "
              + (known.isEmpty() ? "none" : String.join(", ", known))
              + ")");
    }
    file.write(without(Set.copyOf(ids)));
    return ids.stream().map(it -> "No longer acknowledged: " + it).toList();
  }

  private List<Acknowledgement> without(Set<String> ids)
      throws AcknowledgementFile.UnreadableException {
    return new AcknowledgementFile(output)
        .read().stream().filter(it -> !ids.contains(it.id())).toList();
  }

  private List<KnownIncident> named(List<String> ids) {
    List<KnownIncident> there =
        new KnownRuns(output).latest().map(KnownRun::incidents).orElse(List.of());
    List<KnownIncident> named = new ArrayList<>();
    for (String id : ids) {
      List<KnownIncident> matching = there.stream().filter(it -> it.id().startsWith(id)).toList();
      if (matching.size() != 1) {
        throw new UnknownIncidentException(
            (matching.isEmpty() ? "No incident " : "More than one incident begins with ")
                + id
                + " in the latest run of "
                + output.location()
                + list(there));
      }
      named.add(matching.get(0));
    }
    return named;
  }

  private static String list(List<KnownIncident> incidents) {
    return incidents.isEmpty()
        ? ", which has none"
        : "; there are:\n"
            + incidents.stream()
                .map(it -> "  " + it.id() + "  " + it.headline())
                .collect(Collectors.joining("\n"));
  }

  /** The incidents of all runs with their durations, those that are on first. */
  List<String> history() throws IOException {
    List<KnownRun> runs = new KnownRuns(output).all();
    if (runs.isEmpty()) {
      return List.of("No runs in " + output.location() + ".");
    }
    IncidentHistory history = IncidentHistory.of(runs);
    List<String> lines = new ArrayList<>();
    lines.add(
        Figures.count(history.entries().size(), "incident")
            + " in "
            + Figures.count(runs.size(), "run")
            + " in "
            + output.location()
            + ":");
    for (IncidentHistory.Entry it : history.entries()) {
      lines.add("");
      lines.add("  " + it.last().id() + "  " + it.last().headline());
      lines.add("                " + duration(it) + "; " + runs(it));
    }
    return lines;
  }

  private static String duration(IncidentHistory.Entry entry) {
    TimeRange time = entry.last().time();
    if (time == null) {
      return "over the whole range";
    }
    return (entry.isOngoing() ? "so far " : "lasted ")
        + length(Duration.between(time.from(), time.to()));
  }

  private static String length(Duration duration) {
    if (duration.toHours() < 48) {
      return Figures.count(Math.max(1, duration.toHours()), "hour");
    }
    return Figures.count(duration.toDays(), "day");
  }

  private static String runs(IncidentHistory.Entry entry) {
    if (entry.firstRun().equals(entry.lastRun())) {
      return "reported by run " + entry.firstRun();
    }
    return "reported by runs " + entry.firstRun() + " to " + entry.lastRun();
  }
}
