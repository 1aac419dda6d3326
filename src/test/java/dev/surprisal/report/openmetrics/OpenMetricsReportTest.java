package dev.surprisal.report.openmetrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.time.WindowStatus;
import dev.surprisal.report.MetricValue;
import dev.surprisal.report.MetricsSpec;
import dev.surprisal.report.Report;
import dev.surprisal.report.ReportWindow;
import dev.surprisal.report.Reports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
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
            "surprisal_latest_window_end_timestamp_seconds{model=\"parcels\",version=\"gbt-1\"}"
                + " 1774828800",
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
            + "slice=\"region=south\",slice_region=\"south\"";

    assertThat(lines(Reports.weekly()))
        .anyMatch(it -> it.startsWith("surprisal_finding_effect_nats" + labels + "} 0.31"))
        .anyMatch(it -> it.startsWith("surprisal_finding_effect_lower_nats" + labels + "} 0.29"))
        .anyMatch(it -> it.startsWith("surprisal_finding_effect_upper_nats" + labels + "} 0.32"))
        .contains("surprisal_finding_effect_threshold_nats" + labels + "} 0.02")
        .contains("surprisal_finding_state" + labels + ",state=\"ALERT\"} 1");
  }

  @Test
  void anEndOfAnIntervalThatIsNotKnownIsNotThereAndAnOpenOneIsInfinite() {
    String labels =
        "{model=\"parcels\",version=\"gbt-1\",comparison=\"column_distribution\","
            + "column=\"weight\",scope=\"current\"} ";

    assertThat(lines(Reports.small()))
        .contains("surprisal_finding_effect_lower_nats" + labels + "-0.114")
        .contains("surprisal_finding_effect_upper_nats" + labels + "+Inf");
    assertThat(lines(Reports.small())).noneMatch(it -> it.endsWith(" NaN"));
  }

  @Test
  void timesOfTheRunAndOfItsRowsAreSecondsSince1970() {
    assertThat(lines(Reports.weekly()))
        .contains(
            "surprisal_run_started_timestamp_seconds{model=\"parcels\"} 1775023200",
            "surprisal_run_finished_timestamp_seconds{model=\"parcels\"} 1775023221",
            "surprisal_data_end_timestamp_seconds{model=\"parcels\"} 1774828800",
            "surprisal_current_range_end_timestamp_seconds{model=\"parcels\"} 1774828800",
            "surprisal_run_info{model=\"parcels\",run_id=\"20260401T060000Z-7f3a\","
                + "surprisal_version=\"0.1.0\"} 1");
  }

  @Test
  void anIncidentHasTheSameLabelsInEverySeriesAndItsStatusInOne() {
    String labels =
        "model=\"parcels\",incident=\""
            + Reports.small().incidents().get(0).id()
            + "\",versions=\"gbt-1\",kind=\"performance\",suspect=\"inputs\","
            + "slice=\"region=south\",slice_region=\"south\"";

    assertThat(lines(Reports.small()))
        .contains(
            "surprisal_open_incidents{model=\"parcels\"} 1",
            "surprisal_incidents{model=\"parcels\",status=\"new\"} 1",
            "surprisal_incidents{model=\"parcels\",status=\"recovered\"} 0",
            "surprisal_incident_info{" + labels + ",status=\"new\"} 1",
            "surprisal_incident_open{" + labels + "} 1",
            "surprisal_incident_since_timestamp_seconds{" + labels + "} 1771804800",
            "surprisal_incident_until_timestamp_seconds{" + labels + "} 1772409600",
            "surprisal_incident_alerts{" + labels + "} 1",
            "surprisal_incident_alerting_windows{" + labels + "} 1",
            "surprisal_incident_judged_windows{" + labels + "} 1",
            "surprisal_incident_rows_ratio{" + labels + "} 0.25",
            "surprisal_incident_before_nats{" + labels + ",figure=\"log loss\"} 0.5",
            "surprisal_incident_after_nats{" + labels + ",figure=\"log loss\"} 0.81");
  }

  @Test
  void anIncidentThatIsKnownOfIsNotOpen() {
    assertThat(lines(Reports.withIncidents(Reports.small(), List.of(Reports.acknowledged()))))
        .contains(
            "surprisal_open_incidents{model=\"parcels\"} 0",
            "surprisal_incidents{model=\"parcels\",status=\"acknowledged\"} 1")
        .anyMatch(it -> it.startsWith("surprisal_incident_open{") && it.endsWith(" 0"))
        .anyMatch(it -> it.contains(",status=\"acknowledged\"} 1"));
  }

  /** As exactly as a figure survives the way into bits and back. */
  @Test
  void amountsOfInformationAreInNatsWhateverTheUnitOfTheReport() {
    Report nats = Reports.weekly();
    Report bits = Reports.inBits(nats);

    List<String> lines = lines(bits);

    assertThat(lines).noneMatch(it -> it.contains("bits"));
    assertThat(lines.stream().map(OpenMetricsReportTest::rounded))
        .containsExactlyElementsOf(
            lines(nats).stream().map(OpenMetricsReportTest::rounded).toList());
  }

  private static String rounded(String line) {
    String[] parts = line.split(" (?=[-+0-9.E]+$)");
    return parts.length == 1
        ? line
        : parts[0] + String.format(Locale.ROOT, " %.12g", Double.parseDouble(parts[1]));
  }

  @Test
  void withoutSlicesThereAreAllRowsAndTheIncidents() {
    assertThat(lines(Reports.weekly(), MetricsSpec.Slices.NONE))
        .anyMatch(it -> it.startsWith("surprisal_incident_open{") && it.contains("slice_region="))
        .filteredOn(it -> it.contains("slice_region=") && !it.contains("_incident_"))
        .isEmpty();
  }

  @Test
  void byDefaultThereAreSlicesWhereAnIncidentIsOrThatAlertByThemselves() {
    assertThat(lines(Reports.weekly(), MetricsSpec.Slices.ALERTING))
        .filteredOn(it -> it.contains("slice_region=") && !it.contains("_incident_"))
        .isNotEmpty()
        .allMatch(it -> it.contains("slice_region=\"south\""))
        .anyMatch(it -> it.startsWith("surprisal_accuracy_ratio{"))
        .noneMatch(it -> it.startsWith("surprisal_perplexity_classes{"))
        .noneMatch(it -> it.contains("state=\"OK\""));
  }

  @Test
  void byDefaultWholeRangesHaveWhatIsCompared() {
    List<String> lines =
        lines(Reports.weekly(), MetricsSpec.Slices.ALERTING).stream()
            .filter(it -> !it.contains("slice=") && it.contains("version=\"gbt-1\""))
            .toList();

    assertThat(lines)
        .filteredOn(it -> it.contains("scope=\"reference\"") || it.contains("scope=\"current\""))
        .anyMatch(it -> it.startsWith("surprisal_accuracy_ratio{"))
        .anyMatch(it -> it.startsWith("surprisal_finding_effect_nats{"))
        .noneMatch(it -> it.startsWith("surprisal_finding_effect_upper_nats{"))
        .noneMatch(it -> it.startsWith("surprisal_perplexity_classes{"));
    // Without windows, the whole range is all there is.
    assertThat(lines(Reports.withClassFigure(Reports.small()), MetricsSpec.Slices.ALERTING))
        .anyMatch(it -> it.startsWith("surprisal_class_label_lag_p50_seconds{"))
        .anyMatch(it -> it.startsWith("surprisal_finding_effect_upper_nats{"));
  }

  @Test
  void anEchoOfAnIncidentIsNoReasonToHaveASlice() {
    Report alerting = Reports.alerting(Reports.weekly(), 3);

    assertThat(slices(lines(alerting, MetricsSpec.Slices.ALERTING)))
        .containsExactlyInAnyOrder("south", "region 0", "region 1", "region 2");
    assertThat(slices(lines(Reports.echoing(alerting), MetricsSpec.Slices.ALERTING)))
        .containsExactly("south");
  }

  @Test
  void ofManySlicesThatAlertThereAreTwenty() {
    Report alerting = Reports.alerting(Reports.weekly(), 500);

    // The largest effects are those of the last ones.
    assertThat(slices(lines(alerting, MetricsSpec.Slices.ALERTING)))
        .hasSize(20)
        .contains("south", "region 499", "region 481")
        .doesNotContain("region 480");
    assertThat(slices(lines(alerting))).hasSize(503);
  }

  /** A hundred versions in fifty slices with forty metrics each, and a thousand incidents. */
  @Test
  void aFileHasNoMoreSeriesThanThePageSaysAndSaysHowManyItLacks() {
    Report large = Reports.large(100, 50, 40, 1_000);

    for (MetricsSpec.Slices slices :
        List.of(MetricsSpec.Slices.NONE, MetricsSpec.Slices.ALERTING)) {
      List<String> lines = lines(large, slices);
      assertThat(lines).filteredOn(it -> !it.startsWith("#")).hasSizeLessThanOrEqualTo(10_000);
      assertThat(lines)
          .contains("surprisal_incidents_left_out{model=\"parcels\"} 900")
          .anyMatch(
              it ->
                  it.startsWith("surprisal_series_left_out{")
                      && slices == MetricsSpec.Slices.ALERTING != it.endsWith(" 0"));
    }
    assertThat(lines(large)).hasSizeGreaterThan(200_000);
  }

  private static Set<String> slices(List<String> lines) {
    return lines.stream()
        .filter(it -> !it.contains("_incident_"))
        .map(Pattern.compile("slice_region=\"([^\"]*)\"")::matcher)
        .filter(Matcher::find)
        .map(it -> it.group(1))
        .collect(Collectors.toSet());
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
            sample(",slice=\"a b=null\",slice_a_b=\"(null)\""),
            sample(",slice=\"a b=\",slice_a_b=\"(empty)\""),
            sample(",slice=\"a b=(null)\",slice_a_b=\"((null)\""),
            sample(",slice=\"a b=((null)\",slice_a_b=\"(((null)\""),
            sample(",slice=\"a_b=(empty)\",slice_a_b__=\"((empty)\""),
            sample(",slice=\"a-b=\\\"\\\\\\n\",slice_a_b_=\"\\\"\\\\\\n\""));
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
    return lines(report, MetricsSpec.Slices.ALL);
  }

  private static List<String> lines(Report report, MetricsSpec.Slices slices) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      new OpenMetricsReport(slices).write(report, bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toString(UTF_8).lines().toList();
  }
}
