package dev.surprisal.calibration;

import dev.surprisal.drift.ComparisonKind;
import dev.surprisal.drift.DriftPolicy;
import dev.surprisal.drift.Finding;
import dev.surprisal.drift.LifetimeAlarm;
import dev.surprisal.drift.LifetimeWatch;
import dev.surprisal.profile.Series;
import dev.surprisal.profile.TimeRange;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The alarm for life beside a test of each window alone: false alarms, and the delay. */
final class Lives {

  private static final int LIVES = 100;
  private static final int TESTED_LIVES = 4;
  private static final int WINDOWS = 1000;
  private static final int REFERENCE = 30;
  private static final int ROWS = 2000;

  /** The windows before a drift, and those watched. */
  private static final int QUIET = 50;

  private static final int WATCHED = 110;

  private final int lives;
  private final int tested;

  Lives(int percent) {
    this.lives = Calibration.share(LIVES, percent);
    this.tested = Calibration.share(TESTED_LIVES, percent);
  }

  String table() {
    return "**A whole life** of 1,000 windows of 2,000 rows after 30 of reference: the share of"
        + " undrifted lives that ever alarm ("
        + lives
        + " lives for the alarm for life, "
        + tested
        + " for a test of the log loss, the labels and the predicted classes of each new window at"
        + " 5 %, with and without the threshold on the effect). Then the windows until the alarm,"
        + " for a drift after "
        + QUIET
        + " quiet windows: mean of "
        + tested
        + " lives, and in how many of them the alarm came within "
        + (WATCHED - QUIET)
        + " windows.\n\n"
        + Calibration.row("life", "alarm for life", "each window, p < 5 %", "each window, `ALERT`")
        + Calibration.row("---", "---", "---", "---")
        + undrifted("undrifted, independent rows", 0)
        + undrifted("undrifted, days differ, sd 3 %", 0.03)
        + drifted("labels, D = 0.03 nats", Population.shiftedBy(0.03), 0)
        + drifted("labels, D = 0.1 nats, days differ", Population.shiftedBy(0.1), 0.03)
        + drifted("log loss + 0.05 nats", Population.worseBy(0.05), 0)
        + drifted("log loss + 0.05 nats, days differ", Population.worseBy(0.05), 0.03);
  }

  private static Scene scene(int windows, double deviation) {
    return Scene.quiet(REFERENCE, windows, ROWS).withDays(deviation, Scene.Days.OF_EACH_SLICE);
  }

  private String undrifted(String name, double deviation) {
    Scene scene = scene(WINDOWS, deviation);
    long alarms =
        IntStream.range(0, lives)
            .parallel()
            .filter(seed -> alarm(scene.series(9000 + seed)).alarm() != null)
            .count();
    List<List<Finding>> findings = findings(scene);
    return Calibration.row(
        name,
        Calibration.percent((double) alarms / lives),
        Calibration.percent(ever(findings, false)),
        Calibration.percent(ever(findings, true)));
  }

  private List<List<Finding>> findings(Scene scene) {
    return IntStream.range(0, tested)
        .parallel()
        .mapToObj(seed -> scene.run(9000 + seed).findings())
        .toList();
  }

  private static double ever(List<List<Finding>> lives, boolean threshold) {
    return (double) lives.stream().filter(life -> first(life, threshold, 0).isPresent()).count()
        / lives.size();
  }

  /** The first window from the given one on in which a test finds something. */
  private static OptionalInt first(List<Finding> findings, boolean threshold, int from) {
    return findings.stream()
        .filter(f -> isWatched(f.comparison()) && f.window() != null)
        .filter(f -> f.pValue() != null && f.pValue() < 0.05)
        .filter(f -> !threshold || f.interval() != null && f.interval().lower() > f.threshold())
        .mapToInt(f -> Scene.day(Objects.requireNonNull(f.window())) - REFERENCE)
        .filter(window -> window >= from)
        .min();
  }

  private static boolean isWatched(ComparisonKind kind) {
    return kind == ComparisonKind.LOG_LOSS
        || kind == ComparisonKind.LABEL_DISTRIBUTION
        || kind == ComparisonKind.PREDICTED_CLASS_DISTRIBUTION;
  }

  private static LifetimeAlarm alarm(Series series) {
    return new LifetimeWatch(DriftPolicy.DEFAULT, series).watch();
  }

  private String drifted(String name, Population to, double deviation) {
    Scene scene = scene(WATCHED, deviation).withDrift(0, ROWS, to).after(QUIET);
    List<OptionalInt> ours =
        IntStream.range(0, tested)
            .parallel()
            .mapToObj(seed -> window(alarm(scene.series(9000 + seed)).alarm()))
            .toList();
    List<List<Finding>> findings = findings(scene);
    return Calibration.row(
        name,
        delay(ours),
        delay(findings.stream().map(life -> first(life, false, QUIET)).toList()),
        delay(findings.stream().map(life -> first(life, true, QUIET)).toList()));
  }

  private static OptionalInt window(@Nullable TimeRange alarm) {
    return alarm == null ? OptionalInt.empty() : OptionalInt.of(Scene.day(alarm) - REFERENCE);
  }

  /** The mean number of windows, the one of the alarm included, and how many lives alarmed. */
  private static String delay(List<OptionalInt> alarms) {
    int[] delays =
        alarms.stream().flatMapToInt(OptionalInt::stream).map(at -> at - QUIET + 1).toArray();
    return String.format(
        Locale.ROOT,
        "%.1f (%d of %d)",
        IntStream.of(delays).average().orElse(Double.NaN),
        delays.length,
        alarms.size());
  }
}
