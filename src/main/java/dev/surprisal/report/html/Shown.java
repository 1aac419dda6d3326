package dev.surprisal.report.html;

import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.report.chart.AxisUnit;
import dev.surprisal.report.picture.WindowPicture;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A figure that the page shows over time. */
enum Shown {
  LOG_LOSS(
      "Log loss",
      AxisUnit.AMOUNT,
      WindowPicture.Figure.LOG_LOSS,
      ComparisonKind.LOG_LOSS,
      "expected_log_loss"),
  ACCURACY(
      "Accuracy",
      AxisUnit.SHARE,
      WindowPicture.Figure.ACCURACY,
      ComparisonKind.ACCURACY,
      "expected_accuracy"),
  AUC("AUC", AxisUnit.AMOUNT, WindowPicture.Figure.AUC, null, ""),
  CALIBRATION(
      "Calibration gap",
      AxisUnit.AMOUNT,
      WindowPicture.Figure.CALIBRATION_GAP,
      ComparisonKind.CALIBRATION_GAP,
      ""),
  VOLUME("Volume", AxisUnit.COUNT, null, ComparisonKind.VOLUME, "");

  private final String title;
  private final AxisUnit unit;
  private final WindowPicture.@Nullable Figure figure;
  private final @Nullable ComparisonKind comparison;
  private final String expected;

  Shown(
      String title,
      AxisUnit unit,
      WindowPicture.@Nullable Figure figure,
      @Nullable ComparisonKind comparison,
      String expected) {
    this.title = title;
    this.unit = unit;
    this.figure = figure;
    this.comparison = comparison;
    this.expected = expected;
  }

  String title() {
    return title;
  }

  AxisUnit unit() {
    return unit;
  }

  /** Part of names in the page. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The figure of profiles; null of the number of rows. */
  WindowPicture.@Nullable Figure figure() {
    return figure;
  }

  /** The metric's published name; empty of the number of rows. */
  String metric() {
    return figure == null ? "" : figure.metric();
  }

  /** The comparison whose states and threshold it bears; null where nothing compares it. */
  @Nullable ComparisonKind comparison() {
    return comparison;
  }

  /** The metric that tells what was expected; empty where nothing does. */
  String expected() {
    return expected;
  }
}
