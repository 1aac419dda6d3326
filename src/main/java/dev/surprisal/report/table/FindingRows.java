package dev.surprisal.report.table;

import dev.surprisal.drift.finding.Finding;
import dev.surprisal.drift.finding.MeasureKey;
import dev.surprisal.drift.finding.Span;
import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.report.IncidentIndex;
import dev.surprisal.report.Report;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/** A row for each finding of a report. */
final class FindingRows {

  static final StructType SCHEMA =
      StructType.fromDDL(
          "run_id STRING NOT NULL, model STRING NOT NULL, comparison STRING NOT NULL, column"
              + " STRING, version STRING, slice MAP<STRING, STRING> NOT NULL, slice_text STRING NOT"
              + " NULL, window_start TIMESTAMP, window_end TIMESTAMP, windows INT, sliding BOOLEAN"
              + " NOT NULL, baseline STRING NOT NULL, statistic STRING NOT NULL, unit STRING NOT"
              + " NULL, effect DOUBLE, effect_observed DOUBLE, interval_lower DOUBLE,"
              + " interval_upper DOUBLE, noise_floor DOUBLE, p_value DOUBLE, p_adjusted DOUBLE,"
              + " threshold DOUBLE NOT NULL, state STRING NOT NULL, incident STRING,"
              + " reference_rows BIGINT NOT NULL, current_rows BIGINT NOT NULL, sentence STRING NOT"
              + " NULL, measures MAP<STRING, DOUBLE> NOT NULL");

  private FindingRows() {}

  /** The rows, in the order of the schema. */
  static Stream<@Nullable Object[]> of(Report report) {
    IncidentIndex incidents = new IncidentIndex(report);
    return report.findings().stream().map(it -> row(report, it, incidents.id(it)));
  }

  private static @Nullable Object[] row(Report report, Finding it, @Nullable String incident) {
    List<@Nullable Object> row = new ArrayList<>();
    row.add(report.run().id());
    row.add(report.modelName());
    row.addAll(own(it, incident));
    row.add(measures(it));
    return row.toArray();
  }

  private static Map<String, Double> measures(Finding it) {
    Map<String, Double> measures = new TreeMap<>();
    it.measures().forEach((MeasureKey key, Double value) -> measures.put(key.label(), value));
    return measures;
  }

  /** What is a finding's own, from the comparison to the sentence. */
  static List<@Nullable Object> own(Finding it, @Nullable String incident) {
    TimeRange window = it.window();
    ConfidenceInterval interval = it.interval();
    return Arrays.asList(
        it.comparison().label(),
        it.subject(),
        it.version(),
        SliceColumns.values(it.slice()),
        it.slice().label(),
        window == null ? null : TimeRange.micros(window.from()),
        window == null ? null : TimeRange.micros(window.to()),
        it.folded() == null ? null : it.folded().count(),
        it.span() == Span.SLIDING_WINDOW,
        it.baseline().label(),
        it.comparison().statistic(),
        it.unit(),
        it.effect(),
        it.difference().observed(),
        interval == null ? null : interval.lower(),
        interval == null ? null : interval.upper(),
        it.difference().noiseFloor(),
        it.judgement().pValue(),
        it.judgement().pAdjusted(),
        it.judgement().threshold(),
        it.state().name(),
        incident,
        it.referenceRows(),
        it.currentRows(),
        it.sentence());
  }
}
