package dev.surprisal.report.markdown;

import dev.surprisal.drift.incident.Acknowledgement;
import dev.surprisal.drift.narrative.Verdict;
import dev.surprisal.drift.narrative.Verdict.VersionVerdict;
import dev.surprisal.format.Figures;
import dev.surprisal.format.Times;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.report.FindingLabels;
import dev.surprisal.report.Lineage;
import dev.surprisal.report.MetricIndex;
import dev.surprisal.report.MetricValue;
import dev.surprisal.report.Report;
import dev.surprisal.report.ReportedIncident;
import dev.surprisal.report.RowCounts;
import java.util.ArrayList;
import java.util.List;

/** The blocks of a report's summary. */
final class SummaryBlocks {

  private static final int INCIDENTS = 10;
  private static final int VERSIONS = 20;
  private static final int NOTES = 5;

  private final Report report;
  private final MetricIndex metrics;
  private final Blocks blocks = new Blocks();

  SummaryBlocks(Report report) {
    this.report = report;
    this.metrics = new MetricIndex(report.metrics());
  }

  /** All of them; the last one leads to the page. */
  Blocks all(String page) {
    verdict();
    incidents();
    versions();
    rows();
    notes();
    if (page.contains("/") && !page.startsWith("http")) {
      // The path of a file system is nowhere a link.
      blocks.code("Full report: ", page);
    } else {
      blocks.link("Full report", page);
    }
    return blocks;
  }

  private void verdict() {
    Verdict verdict = report.verdict();
    String sentence = verdict.sentence();
    boolean isNamed = sentence.startsWith(verdict.state().name());
    blocks.heading(1, report.modelName() + ": " + verdict.state());
    blocks.paragraph(isNamed ? sentence.substring(verdict.state().name().length() + 2) : sentence);
    blocks.paragraph(
        Times.range(report.current())
            + " compared with reference "
            + Times.range(report.reference())
            + ", run "
            + report.run().id()
            + compared());
  }

  private String compared() {
    Lineage lineage = report.run().lineage();
    return lineage == null || lineage.base() == null
        ? ""
        : "; what is new is relative to run " + lineage.base().id();
  }

  private void incidents() {
    if (report.incidents().isEmpty()) {
      return;
    }
    blocks.heading(2, "Incidents");
    for (ReportedIncident it : report.incidents().stream().limit(INCIDENTS).toList()) {
      blocks.labelled(it.status().name(), it.described().headline());
      List<String> details = new ArrayList<>();
      Acknowledgement known = it.described().acknowledgement();
      if (known != null) {
        details.add("Acknowledged until " + Times.instant(known.until()) + ": " + known.reason());
      }
      details.addAll(it.described().details());
      details.add("Incident " + it.id());
      blocks.list(details);
    }
    int more = report.incidents().size() - INCIDENTS;
    if (more > 0) {
      blocks.paragraph("… " + Figures.count(more, "more incident") + " in the report.");
    }
  }

  private void versions() {
    List<VersionVerdict> all = report.verdict().versions();
    if (all.isEmpty()) {
      return;
    }
    blocks.heading(2, "Versions");
    List<List<String>> rows = new ArrayList<>();
    for (VersionVerdict it : all.subList(0, Math.min(VERSIONS, all.size()))) {
      rows.add(
          List.of(
              FindingLabels.version(it.version()),
              it.state().name(),
              amount(MetricValue.Scope.REFERENCE, it, "log_loss"),
              amount(MetricValue.Scope.CURRENT, it, "log_loss"),
              percent(MetricValue.Scope.REFERENCE, it),
              percent(MetricValue.Scope.CURRENT, it)));
    }
    String unit = report.unit().label();
    blocks.table(
        List.of(
            "Version",
            "Verdict",
            "Log loss, reference (" + unit + ")",
            "Log loss, current (" + unit + ")",
            "Accuracy, reference",
            "Accuracy, current"),
        rows);
    if (all.size() > VERSIONS) {
      blocks.paragraph(
          "… " + Figures.count(all.size() - VERSIONS, "more version") + " in the report.");
    }
  }

  private String amount(MetricValue.Scope scope, VersionVerdict version, String metric) {
    return Figures.amount(metrics.value(scope, version.version(), Slice.ALL, metric));
  }

  private String percent(MetricValue.Scope scope, VersionVerdict version) {
    return Figures.percent(metrics.value(scope, version.version(), Slice.ALL, "accuracy"));
  }

  private void rows() {
    blocks.heading(2, "Rows");
    List<String> lines = new ArrayList<>(List.of("Predictions: " + report.rows().equation()));
    RowCounts reference = report.rows().reference();
    if (reference != null) {
      lines.add("Reference: " + reference.equation());
    }
    blocks.list(lines);
  }

  private void notes() {
    List<String> notes = report.notes();
    if (notes.isEmpty()) {
      return;
    }
    blocks.heading(2, "Notes");
    List<String> shown = new ArrayList<>(notes.subList(0, Math.min(NOTES, notes.size())));
    if (notes.size() > NOTES) {
      shown.add("… " + Figures.count(notes.size() - NOTES, "more note") + " in the report.");
    }
    blocks.list(shown);
  }
}
