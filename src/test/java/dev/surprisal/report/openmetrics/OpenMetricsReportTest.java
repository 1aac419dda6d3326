package dev.surprisal.report.openmetrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.time.WindowStatus;
import dev.surprisal.report.MetricValue;
import dev.surprisal.report.Report;
import dev.surprisal.report.ReportWindow;
import dev.surprisal.report.Reports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rules of OpenMetrics 1.0, and what the file says. */
class OpenMetricsReportTest {

  private static final Pattern SAMPLE =
      Pattern.compile(
          "([a-z][a-z0-9_]*)(\\{[a-z_]\\w*=\"(?:[^\"\\\\\\n]|\\\\[\\\\n\"])*\""
              + "(?:,[a-z_]\\w*=\"(?:[^\"\\\\\\n]|\\\\[\\\\n\"])*\")*\\})?"
              + " ([-+]?(?:\\d+(?:\\.\\d+)?(?:E-?\\d+)?|Inf)|NaN)");

  @Test
  void tellsFiguresWithTheirUnitInTheName() {
    assertThat(lines(Reports.small()))
        .containsSubsequence(
            "# TYPE surprisal_log_loss_nats gauge",
            "# UNIT surprisal_log_loss_nats nats",
            "# HELP surprisal_log_loss_nats Surprisal metric log_loss (nats).",
            "surprisal_log_loss_nats{model=\"parcels\",version=\"gbt-1\",scope=\"reference\"}"
                + " 0.30000000000000004",
            "surprisal_log_loss_nats{model=\"parcels\",version=\"gbt-1\",scope=\"current\"}"
                + " 1.0E-7");
  }

  @Test
  void tellsEveryStateOfTheVerdictAndOneOfThemIsTrue() {
    assertThat(lines(Reports.weekly()))
        .contains(
            "surprisal_verdict{model=\"parcels\",state=\"OK\"} 0",
            "surprisal_verdict{model=\"parcels\",state=\"ALERT\"} 1",
            "surprisal_version_verdict{model=\"parcels\",version=\"logit-1\",state=\"OK\"} 1",
            "surprisal_findings{model=\"parcels\",state=\"ALERT\"} 10",
            "surprisal_findings{model=\"parcels\",state=\"ERROR\"} 0");
  }

  @Test
  void rowsAddUp() {
    assertThat(lines(Reports.weekly()))
        .contains(
            "surprisal_rows{model=\"parcels\",outcome=\"scored\"} 91000",
            "surprisal_rows{model=\"parcels\",outcome=\"unlabelled\"} 8600",
            "surprisal_rows{model=\"parcels\",outcome=\"duplicate\"} 300",
            "surprisal_rows{model=\"parcels\",outcome=\"rejected\",reason=\"null prediction\"} 60",
            "surprisal_rows_read{model=\"parcels\"} 100000");
  }

  @Test
  void ofAllWindowsItHasTheLatestWithLabels() {
    // The week of 2026-03-23 is the twelfth; the one before has no labels.
    assertThat(lines(Reports.weekly()))
        .contains(
            "surprisal_latest_window_start_timestamp_seconds{model=\"parcels\",version=\"gbt-1\"}"
                + " 1774224000",
            "surprisal_label_coverage_ratio{model=\"parcels\",version=\"gbt-1\","
                + "scope=\"latest_window\"} 0.6")
        .filteredOn(it -> it.startsWith("surprisal_log_loss_nats{") && it.contains("latest_window"))
        .hasSize(8);
  }

  @Test
  void ofTheSlidingWindowsItHasTheLatestToo() {
    assertThat(lines(Reports.withSliding(Reports.weekly())))
        .contains(
            "surprisal_log_loss_nats{model=\"parcels\",version=\"gbt-1\","
                + "scope=\"latest_sliding_window\"} 0.375",
            "surprisal_finding_state{model=\"parcels\",version=\"gbt-1\","
                + "comparison=\"log_loss\",scope=\"latest_sliding_window\",state=\"ALERT\"} 1")
        .filteredOn(it -> it.startsWith("surprisal_log_loss_nats{") && it.contains("latest_window"))
        .hasSize(8);
  }

  @Test
  void figureThatDoesNotExistHasNoSampleAndAnInfiniteOneIsInfinite() {
    assertThat(lines(Reports.weekly()))
        .noneMatch(it -> it.startsWith("surprisal_auc"))
        .anyMatch(
            it -> it.startsWith("surprisal_log_loss_unclipped_nats{") && it.endsWith(" +Inf"));
  }

  @Test
  void findingsHaveEffectAndState() {
    String labels =
        "{model=\"parcels\",version=\"gbt-1\",comparison=\"log_loss\",scope=\"latest_window\","
            + "slice_region=\"south\"";

    assertThat(lines(Reports.weekly()))
        .anyMatch(it -> it.startsWith("surprisal_finding_effect_nats" + labels + "} 0.31"))
        .contains("surprisal_finding_state" + labels + ",state=\"ALERT\"} 1");
  }

  @Test
  void findingsOnColumnsNameTheColumn() {
    assertThat(lines(Reports.small()))
        .contains(
            "surprisal_finding_state{model=\"parcels\",version=\"gbt-1\","
                + "comparison=\"column_distribution\",column=\"weight\",scope=\"current\","
                + "state=\"WARN\"} 1");
  }

  @Test
  void everyReportKeepsTheGrammar() {
    for (Report report :
        List.of(
            Reports.small(),
            Reports.weekly(),
            Reports.hostile(),
            Reports.withSliding(Reports.weekly()))) {
      List<String> lines = lines(report);
      Set<String> series = new HashSet<>();
      Set<String> families = new HashSet<>();
      String family = "";
      for (String line : lines.subList(0, lines.size() - 1)) {
        if (line.startsWith("# TYPE ")) {
          family = line.split(" ")[2];
          assertThat(families.add(family)).as("one block for %s", family).isTrue();
        } else if (line.startsWith("# UNIT ")) {
          assertThat(family).endsWith("_" + line.split(" ")[3]);
        } else if (!line.startsWith("# HELP ")) {
          Matcher sample = SAMPLE.matcher(line);
          assertThat(sample.matches()).as(line).isTrue();
          assertThat(sample.group(1)).isEqualTo(family);
          assertThat(series.add(sample.group(1) + sample.group(2))).as("once: %s", line).isTrue();
        }
      }
      assertThat(lines.get(lines.size() - 1)).isEqualTo("# EOF");
    }
  }

  @Test
  void aFigureOfAClassHasItAsALabel() {
    assertThat(lines(Reports.withClassFigure(Reports.small())))
        .contains(
            "surprisal_class_label_lag_p50_seconds{model=\"parcels\",version=\"gbt-1\","
                + "scope=\"current\",class=\"fraud\"} 3600");
  }

  @Test
  void aConfusionHasBothClassesAsLabels() {
    assertThat(lines(Reports.withConfusion(Reports.small())))
        .contains(
            "surprisal_confusion_rows{model=\"parcels\",version=\"gbt-1\","
                + "scope=\"current\",class=\"fraud\",predicted=\"none\"} 12");
  }

  @Test
  void slicesThatReadAlikeStaySeriesOfTheirOwn() {
    List<MetricValue> metrics =
        List.of(
            metric(Slice.ALL),
            metric(slice("a b", null)),
            metric(slice("a b", "")),
            metric(slice("a b", "(null)")),
            metric(slice("a b", "((null)")),
            metric(slice("a_b", "(empty)")),
            metric(slice("a-b", "\"\\\n")));

    assertThat(lines(Reports.withMetrics(Reports.small(), metrics)))
        .filteredOn(it -> it.startsWith("surprisal_accuracy_ratio"))
        .containsExactly(
            sample(""),
            sample(",slice_a_b=\"(null)\""),
            sample(",slice_a_b=\"(empty)\""),
            sample(",slice_a_b=\"((null)\""),
            sample(",slice_a_b=\"(((null)\""),
            sample(",slice_a_b__=\"((empty)\""),
            sample(",slice_a_b_=\"\\\"\\\\\\n\""));
  }

  private static String sample(String slice) {
    return "surprisal_accuracy_ratio{model=\"parcels\",scope=\"current\"" + slice + "} 0.5";
  }

  private static MetricValue metric(Slice slice) {
    return new MetricValue(
        MetricValue.Scope.CURRENT,
        new ReportWindow(Reports.CURRENT, WindowStatus.FINAL, 1),
        null,
        slice,
        "accuracy",
        0.5,
        "ratio",
        1);
  }

  private static Slice slice(String column, @Nullable String value) {
    return new Slice(List.of(column), Arrays.asList(value));
  }

  private static List<String> lines(Report report) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      new OpenMetricsReport().write(report, bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toString(UTF_8).lines().toList();
  }
}
