package dev.surprisal.report.html;

import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.narrative.Verdict.VersionVerdict;
import dev.surprisal.format.Figures;
import dev.surprisal.format.Times;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.report.FindingLabels;
import dev.surprisal.report.MetricIndex;
import dev.surprisal.report.MetricValue;
import dev.surprisal.report.Report;
import dev.surprisal.report.ReportWindow;
import dev.surprisal.report.chart.Drawing;
import dev.surprisal.report.chart.LineChart;
import dev.surprisal.report.picture.VersionPicture;
import dev.surprisal.report.picture.WindowPicture.Estimate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All that the page has of a version; details are empty or null where nothing is known.
 *
 * @param id part of names in the page
 * @param version its name
 * @param badge its state
 * @param lead what that means, in a sentence or two
 * @param rest the rest of it
 * @param figures its log loss before and after
 * @param facts more of it: a name and a value each
 * @param isOpen whether it is unfolded at first
 * @param charts its figures over time
 * @param windows the same as a table
 * @param model distributions of classes and confidence
 * @param columns distributions of columns
 * @param reliability its reliability diagram
 * @param classes its confusions and classes
 * @param attributions why its log loss changed
 * @param slices its slices
 * @param metrics its figures on all rows
 */
record VersionView(
    String id,
    String version,
    Badge badge,
    String lead,
    String rest,
    String figures,
    List<Fact> facts,
    boolean isOpen,
    List<Chart> charts,
    Windows windows,
    List<DistributionView> model,
    List<DistributionView> columns,
    @Nullable ReliabilityView reliability,
    @Nullable ClassesView classes,
    List<WaterfallView> attributions,
    @Nullable SliceView slices,
    List<MetricRow> metrics) {

  private static final int WINDOWS = 120;
  private static final String FIRST = "v0";
  private static final int LINES = 240;
  private static final Pattern SENTENCE = Pattern.compile("\\. (?=\\p{Lu}|\\d)");

  /** A promised name of a part: links to it lead to the first version's. */
  @Nullable String anchor(String name) {
    return id.equals(FIRST) ? name : null;
  }

  /** A name and a value. */
  record Fact(String name, String value) {}

  /** A figure over time; null where there is none to draw. */
  record Chart(Shown shown, @Nullable Drawing drawing) {}

  /** The newest windows; {@code left} older ones are left out. */
  record Windows(List<Window> rows, int left) {}

  /** A window with all figures; {@code x} is where it is in the charts, in percent. */
  record Window(String window, String status, String x, List<Value> values) {}

  /** A figure in a window; the badge is null where it is of no interest. */
  record Value(String value, String interval, @Nullable Badge badge) {}

  static VersionView of(
      Lookup lookup,
      VersionVerdict verdict,
      int index,
      @Nullable SliceView slices,
      List<MetricRow> figures) {
    Report report = lookup.report();
    MetricIndex metrics = lookup.metrics();
    States states = lookup.states();
    @Nullable String version = verdict.version();
    @Nullable VersionPicture picture = report.pictures().of(version).orElse(null);
    OverTime time =
        new OverTime(lookup, version, Slice.ALL, picture == null ? List.of() : picture.windows());
    Double before = metrics.value(MetricValue.Scope.REFERENCE, version, Slice.ALL, "log_loss");
    Double after = metrics.value(MetricValue.Scope.CURRENT, version, Slice.ALL, "log_loss");
    return new VersionView(
        "v" + index,
        FindingLabels.version(version),
        Badge.of(verdict.state(), ""),
        verdict.sentence().substring(0, end(verdict.sentence())).strip(),
        verdict.sentence().substring(end(verdict.sentence())).strip(),
        before == null && after == null
            ? ""
            : Figures.amount(before) + " → " + Figures.amount(after) + " " + report.unit().label(),
        facts(verdict, states, Figures.difference(before, after)),
        index == 0 || index == 1 && isNews(verdict.state()),
        charts(time),
        windows(time),
        picture == null ? List.of() : DistributionView.ofModel(picture, states),
        picture == null ? List.of() : DistributionView.ofColumns(picture, states),
        picture == null ? null : ReliabilityView.of(picture),
        picture == null ? null : ClassesView.of(picture, report.classes(), metrics),
        WaterfallView.of(report, version, picture),
        slices,
        figures);
  }

  /** The end of the second sentence, where more than a line or two follow. */
  private static int end(String sentences) {
    int end = sentences.length();
    if (end > LINES) {
      Matcher next = SENTENCE.matcher(sentences);
      for (int i = 0; i < 2 && next.find(); i++) {
        end = next.start() + 1;
      }
    }
    return end;
  }

  private static boolean isNews(FindingState state) {
    return state == FindingState.ALERT || state == FindingState.WARN;
  }

  private static List<Fact> facts(VersionVerdict verdict, States states, @Nullable Double change) {
    List<Fact> facts = new ArrayList<>();
    FindingState state = states.of(ComparisonKind.LOG_LOSS, verdict.version(), Slice.ALL);
    facts.add(
        new Fact(
            "Change in log loss",
            Figures.change(change)
                + (state == null ? "" : " (" + state.name().replace('_', ' ') + ")")));
    if (verdict.firstAlert() != null) {
      facts.add(new Fact("First alerting window", Times.range(verdict.firstAlert())));
    }
    if (verdict.lastAlert() != null) {
      facts.add(new Fact("Last alerting window", Times.range(verdict.lastAlert())));
    }
    facts.add(new Fact("Alerting checks", Figures.count(verdict.alerts())));
    return facts;
  }

  private static List<Chart> charts(OverTime time) {
    List<Chart> charts = new ArrayList<>();
    for (Shown shown : Shown.values()) {
      LineChart chart = time.chart(shown);
      charts.add(new Chart(shown, chart.isEmpty() ? null : chart.draw()));
    }
    return charts;
  }

  private static Windows windows(OverTime time) {
    List<ReportWindow> all = time.windows();
    List<Window> rows = new ArrayList<>();
    for (int i = Math.max(0, all.size() - WINDOWS); i < all.size(); i++) {
      rows.add(window(time, all, all.get(i)));
    }
    Collections.reverse(rows);
    return new Windows(rows, Math.max(0, all.size() - WINDOWS));
  }

  private static Window window(OverTime time, List<ReportWindow> all, ReportWindow it) {
    double from = all.get(0).range().from().getEpochSecond();
    double length = all.get(all.size() - 1).range().to().getEpochSecond() - from;
    double middle =
        (it.range().from().getEpochSecond() + (double) it.range().to().getEpochSecond()) / 2;
    List<Value> values = new ArrayList<>();
    for (Shown shown : Shown.values()) {
      Estimate estimate = time.estimate(shown, it);
      FindingState state = time.state(shown, it);
      values.add(
          new Value(
              Written.value(shown, estimate),
              Written.interval(shown, estimate),
              state != null && isNews(state) ? Badge.of(state, "") : null));
    }
    return new Window(
        Times.range(it.range()), status(time, it), number(100 * (middle - from) / length), values);
  }

  private static String number(double percent) {
    return Double.toString(Math.round(percent * 100) / 100.0);
  }

  /** Reads {@code final: 97.9 % labelled, p50 lag 17.2 h, p90 3.0 days}. */
  private static String status(OverTime time, ReportWindow window) {
    Double coverage = time.metric(window, "label_coverage");
    Double half = time.metric(window, "label_lag_p50");
    Double most = time.metric(window, "label_lag_p90");
    String status =
        switch (window.status()) {
          case OPEN -> "open (no labels yet)";
          case PARTIAL -> "partial (some labels)";
          case FINAL -> "final";
        };
    return status
        + (coverage == null ? "" : ", " + Figures.percent(coverage) + " labelled")
        + (half == null || most == null
            ? ""
            : ", p50 lag " + Figures.duration(half) + ", p90 " + Figures.duration(most));
  }
}
