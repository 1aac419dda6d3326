package dev.surprisal.report;

import dev.surprisal.math.statistics.PrecisionRecallCurve.Point;
import dev.surprisal.profile.time.TimeRange;
import dev.surprisal.report.picture.Distribution;
import dev.surprisal.report.picture.Distribution.Bin;
import dev.surprisal.report.picture.Distribution.Form;
import dev.surprisal.report.picture.Pictures;
import dev.surprisal.report.picture.VersionPicture;
import dev.surprisal.report.picture.VersionPicture.Calibrated;
import dev.surprisal.report.picture.VersionPicture.ClassCurve;
import dev.surprisal.report.picture.VersionPicture.ConfidenceBin;
import dev.surprisal.report.picture.VersionPicture.Confusions;
import dev.surprisal.report.picture.WindowPicture;
import dev.surprisal.report.picture.WindowPicture.Estimate;
import dev.surprisal.report.picture.WindowPicture.Figure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a run would draw of the weekly report; 40 columns, one of them with 12 categories. */
final class WeeklyPictures {

  private static final int COLUMNS = 40;
  private static final int WEEKS = 12;
  private static final int UNLABELLED = 10;

  private WeeklyPictures() {}

  static Pictures of(List<String> versions, List<String> classes, TimeRange reference) {
    return new Pictures(
        versions.stream().map(it -> version(it, classes, reference)).toList(), List.of(), null);
  }

  private static VersionPicture version(String version, List<String> classes, TimeRange reference) {
    List<Distribution> columns = new ArrayList<>();
    for (int i = 0; i < COLUMNS - 1; i++) {
      columns.add(numbers("column " + i, i));
    }
    columns.add(names("depot", 12));
    List<ConfidenceBin> bins = new ArrayList<>();
    for (int i = 8; i < 20; i++) {
      bins.add(new ConfidenceBin((i + 0.5) / 20, (i + 0.5) / 21, 400));
    }
    List<List<Double>> confusions =
        List.of(List.of(900.0, 80.0, 20.0), List.of(100.0, 800.0, 0.0), List.of(0.0, 0.0, 0.0));
    return new VersionPicture(
        version,
        windows(reference),
        columns,
        names("labels", classes.size()),
        names("predicted classes", classes.size()),
        numbers("confidence", 3),
        new Calibrated(bins, bins.subList(2, bins.size())),
        new Confusions(confusions, confusions),
        List.of(
            new ClassCurve(
                classes.get(0),
                List.of(new Point(0, 0.9, 0.5), new Point(1, 0.5, 1)),
                List.of(new Point(0, 0.8, 0.5), new Point(1, 0.5, 1)))),
        null);
  }

  private static List<WindowPicture> windows(TimeRange reference) {
    List<WindowPicture> windows = new ArrayList<>();
    for (int week = 0; week < WEEKS; week++) {
      TimeRange range =
          reference.with(
              reference.from().plus(Duration.ofDays(7L * week)),
              reference.from().plus(Duration.ofDays(7L * week + 7)));
      Map<Figure, Estimate> figures = new EnumMap<>(Figure.class);
      double loss = 0.41 + 0.01 * (week % 3) + (week > 7 ? 0.1 : 0);
      if (week != UNLABELLED) {
        figures.put(Figure.LOG_LOSS, new Estimate(loss, loss - 0.01, loss + 0.01));
        figures.put(Figure.ACCURACY, new Estimate(1 - loss / 2, 0.75, 0.85));
        figures.put(Figure.AUC, new Estimate(0.9, 0.88, 0.92));
        figures.put(Figure.CALIBRATION_GAP, new Estimate(0.01, -0.01, 0.03));
      }
      windows.add(new WindowPicture(range, reference.contains(range), 4_000 + 50 * week, figures));
    }
    return windows;
  }

  private static Distribution numbers(String name, int shift) {
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      bins.add(
          new Bin(
              "",
              i * 2.5,
              i * 2.5 + 2.5,
              1 / 24.0,
              (i < shift % 24 ? 0 : 1) / (24.0 - shift % 24)));
    }
    return new Distribution(name, Form.RANGES, bins, false, true, 0, shift % 2 == 0 ? 0 : 0.25);
  }

  private static Distribution names(String name, int count) {
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      bins.add(
          new Bin(
              "a rather long name of a category, number " + i, 0, 0, 1.0 / count, i == 0 ? 1 : 0));
    }
    return new Distribution(name, Form.NAMES, bins, false, false, 0, 0);
  }
}
