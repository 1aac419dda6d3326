package dev.surprisal.report.html;

import dev.surprisal.format.Figures;
import dev.surprisal.report.Report;
import dev.surprisal.report.ReportedIncident;
import java.util.List;

/** The verdict in a few words: what broke, where, since when. */
record Headline(Report report) {

  String text() {
    return switch (report.verdict().state()) {
      case OK -> "No significant change";
      case NO_DATA -> "No data";
      case INSUFFICIENT_DATA -> "Not enough data to evaluate";
      case WARN -> warning();
      case ALERT -> alert();
      case ERROR -> "Could not be evaluated";
    };
  }

  private String alert() {
    List<ReportedIncident> ongoing =
        report.incidents().stream().filter(ReportedIncident::isOngoing).toList();
    // A sequential test may alert where no window does.
    return ongoing.isEmpty()
        ? "Drift alert"
        : first(ongoing)
            + (ongoing.size() > 1
                ? " (" + Figures.count(ongoing.size() - 1, "more open incident") + ")"
                : "");
  }

  private String warning() {
    return report.incidents().isEmpty()
        ? "Significant change, below alert threshold"
        : first(report.incidents());
  }

  private static String first(List<ReportedIncident> incidents) {
    String headline = incidents.get(0).described().headline();
    return headline.endsWith(".") ? headline.substring(0, headline.length() - 1) : headline;
  }
}
