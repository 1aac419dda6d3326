package dev.surprisal.calibration;

import dev.surprisal.drift.Trials;
import dev.surprisal.drift.Trials.Single;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.DriftPolicy;
import dev.surprisal.drift.history.SequentialMonitor;
import dev.surprisal.profile.cube.Series;
import dev.surprisal.profile.time.TimeRange;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** The sequential alarm beside a test of each window alone: false alarms, and the delay. */
final class Lives {

  private static final int LIVES = 400;
  private static final int DRIFTING_LIVES = 200;
  private static final int WINDOWS = 1000;
  private static final int REFERENCE = 30;
  private static final int ROWS = 2000;

  /** The windows before a drift, and those watched. */
  private static final int QUIET = 50;

  private static final int WATCHED = 110;

  private final int lives;
  private final int drifting;

  Lives(int percent) {
    this.lives = Calibration.share(LIVES, percent);
    this.drifting = Calibration.share(DRIFTING_LIVES, percent);
  }

  String table() {
    return "**Sequential alarm** over series of 1,000 windows of 2,000 rows after 30 of reference:"
        + " the share of "
        + lives
        + " drift-free series with any false alarm, compared with a test of the log loss, the"
        + " labels and the predicted classes of each new window at 5 %, without and with the"
        + " threshold on the effect. Then the number of windows until the alarm, for a drift after "
        + QUIET
        + " drift-free windows: mean of "
        + drifting
        + " series, and the number of them with an alarm within "
        + (WATCHED - QUIET)
        + " windows.\n\n"
        + Calibration.row(
            "series", "sequential alarm", "each window, p < 5 %", "each window, `ALERT`")
        + Calibration.row("---", "---", "---", "---")
        + undrifted("drift-free, independent rows", 0)
        + undrifted("drift-free, days differ, sd 3 %", 0.03)
        + drifted("labels, D = 0.03 nats", Population.shiftedBy(0.03), 0)
        + drifted("labels, D = 0.1 nats, days differ", Population.shiftedBy(0.1), 0.03)
        + drifted("log loss + 0.05 nats", Population.worseBy(0.05), 0)
        + drifted("log loss + 0.05 nats, days differ", Population.worseBy(0.05), 0.03);
  }

  private static Scene scene(int windows, double deviation) {
    return Scene.quiet(REFERENCE, windows, ROWS).withDays(deviation, Scene.Days.OF_EACH_SLICE);
  }

  private String undrifted(String name, double deviation) {
    List<Life> all = lives(scene(WINDOWS, deviation), lives, 0);
    return Calibration.row(
        name,
        ever(all.stream().map(Life::alarm).toList()),
        ever(all.stream().map(Life::beyondChance).toList()),
        ever(all.stream().map(Life::beyondThreshold).toList()));
  }

  /** When each life alarms: the window, from 0 after the reference. */
  private record Life(OptionalInt alarm, OptionalInt beyondChance, OptionalInt beyondThreshold) {

    static Life of(Series series, int from) {
      List<Single> singles =
          Trials.singles(
              series,
              Scene.CLASSES,
              ComparisonKind.LOG_LOSS,
              ComparisonKind.LABEL_DISTRIBUTION,
              ComparisonKind.PREDICTED_CLASS_DISTRIBUTION);
      TimeRange alarm = new SequentialMonitor(DriftPolicy.DEFAULT, series).watch().alarm();
      return new Life(
          alarm == null ? OptionalInt.empty() : OptionalInt.of(number(alarm)),
          first(singles, it -> true, from),
          first(singles, it -> it.interval().lower() > it.threshold(), from));
    }

    /** The first window from the given one on in which a test at 5 % finds something. */
    private static OptionalInt first(List<Single> singles, Predicate<Single> which, int from) {
      return singles.stream()
          .filter(it -> it.pValue() < 0.05 && which.test(it))
          .mapToInt(it -> number(it.window()))
          .filter(window -> window >= from)
          .min();
    }

    private static int number(TimeRange window) {
      return Scene.day(window) - REFERENCE;
    }
  }

  private static List<Life> lives(Scene scene, int lives, int from) {
    return IntStream.range(0, lives)
        .parallel()
        .mapToObj(seed -> Life.of(scene.series(9000 + seed), from))
        .toList();
  }

  private static String ever(List<OptionalInt> alarms) {
    return Calibration.percent(
        (double) alarms.stream().filter(OptionalInt::isPresent).count() / alarms.size());
  }

  private String drifted(String name, Population to, double deviation) {
    Scene scene = scene(WATCHED, deviation).withDrift(0, ROWS, to).after(QUIET);
    List<Life> all = lives(scene, drifting, QUIET);
    return Calibration.row(
        name,
        delay(all.stream().map(Life::alarm).toList()),
        delay(all.stream().map(Life::beyondChance).toList()),
        delay(all.stream().map(Life::beyondThreshold).toList()));
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
