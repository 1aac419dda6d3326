package dev.surprisal.report;

import dev.surprisal.drift.attribution.Attribution;
import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.narrative.Verdict;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.report.picture.Pictures;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a run publishes. Lists are in their published order.
 *
 * @param run what tells this run from another on the same input
 * @param modelName the model's name
 * @param classes the model's classes, in order
 * @param unit the unit of every amount of information
 * @param reference the reference range
 * @param current the current range
 * @param verdict what it came to
 * @param incidents what the findings that alert are evidence of, ongoing ones first
 * @param rows what became of every row
 * @param metrics all figures
 * @param findings all comparisons
 * @param attribution the change of log loss by slice
 * @param notes remarks on the data that a reader needs, each a sentence
 * @param challenger the second prediction set beside the predictions, or null without one
 * @param classifier how well current rows are told from reference rows by all columns, or null
 *     where that was not asked for or no rows were read
 * @param pictures what the page draws beside the figures; no other format has it
 */
public record Report(
    RunInfo run,
    String modelName,
    List<String> classes,
    InformationUnit unit,
    TimeRange reference,
    TimeRange current,
    Verdict verdict,
    List<ReportedIncident> incidents,
    RowCounts rows,
    List<MetricValue> metrics,
    List<Finding> findings,
    List<Attribution> attribution,
    List<String> notes,
    @Nullable Challenger challenger,
    @Nullable Classifier classifier,
    Pictures pictures) {

  /** The version of the report's JSON form. */
  public static final int SCHEMA_VERSION = 2;

  /** A report of figures alone. */
  public Report(
      RunInfo run,
      String modelName,
      List<String> classes,
      InformationUnit unit,
      TimeRange reference,
      TimeRange current,
      Verdict verdict,
      List<ReportedIncident> incidents,
      RowCounts rows,
      List<MetricValue> metrics,
      List<Finding> findings,
      List<Attribution> attribution,
      List<String> notes,
      @Nullable Challenger challenger,
      @Nullable Classifier classifier) {
    this(
        run,
        modelName,
        classes,
        unit,
        reference,
        current,
        verdict,
        incidents,
        rows,
        metrics,
        findings,
        attribution,
        notes,
        challenger,
        classifier,
        Pictures.NONE);
  }

  /** The same report of a run of which more is known. */
  public Report withRun(RunInfo known) {
    return new Report(
        known,
        modelName,
        classes,
        unit,
        reference,
        current,
        verdict,
        incidents,
        rows,
        metrics,
        findings,
        attribution,
        notes,
        challenger,
        classifier,
        pictures);
  }

  /** Copies the lists. */
  public Report {
    classes = List.copyOf(classes);
    incidents = List.copyOf(incidents);
    metrics = List.copyOf(metrics);
    findings = List.copyOf(findings);
    attribution = List.copyOf(attribution);
    notes = List.copyOf(notes);
  }
}
