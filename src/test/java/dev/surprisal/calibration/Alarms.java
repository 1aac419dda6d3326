package dev.surprisal.calibration;

import dev.surprisal.drift.ComparisonKind;
import dev.surprisal.drift.DriftResult;
import dev.surprisal.drift.Finding;
import dev.surprisal.drift.State;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** False alarms: the share of runs without any drift in which something alerts. */
final class Alarms {

  private static final int RUNS = 12;

  private final int runs;

  Alarms(int percent) {
    this.runs = Calibration.share(RUNS, percent);
  }

  /** What a run came to, ours and with fixed thresholds on the same shares. */
  private record Run(boolean alert, boolean warn, boolean psi1, boolean psi2, boolean js) {}

  String table() {
    Scene scene = Scene.quiet(30, 30, Scene.sizes(50));
    return "**No drift.** "
        + runs
        + " runs of 50 slices × 30 windows of 30 to 100,000 rows, against 30 windows of reference."
        + " The share of runs in which anything alerts, over all comparisons; fixed thresholds on"
        + " the labels' shares alone, of windows of at least 100 rows.\n\n"
        + Calibration.row(
            "rows", "any `ALERT`", "any `WARN`", "PSI > 0.1", "PSI > 0.2", "JS distance > 0.1")
        + Calibration.row("---", "---", "---", "---", "---", "---")
        + row("independent", scene)
        + row("each slice's days differ, sd 3 %", scene.withDays(0.03, Scene.Days.OF_EACH_SLICE))
        + row("all slices' days differ, sd 3 %", scene.withDays(0.03, Scene.Days.OF_ALL_SLICES));
  }

  private String row(String name, Scene scene) {
    List<Run> all =
        IntStream.range(0, runs).parallel().mapToObj(seed -> run(scene.run(seed))).toList();
    return Calibration.row(
        name,
        share(all, Run::alert),
        share(all, run -> run.alert() || run.warn()),
        share(all, Run::psi1),
        share(all, Run::psi2),
        share(all, Run::js));
  }

  private static String share(List<Run> runs, Predicate<Run> which) {
    return Calibration.percent((double) runs.stream().filter(which).count() / runs.size());
  }

  private static Run run(DriftResult result) {
    return new Run(
        result.findings().stream().anyMatch(f -> f.state() == State.ALERT),
        result.findings().stream().anyMatch(f -> f.state() == State.WARN),
        exceeds(result, "psi", 0.1),
        exceeds(result, "psi", 0.2),
        exceeds(result, "js_distance", 0.1));
  }

  private static boolean exceeds(DriftResult result, String measure, double threshold) {
    return result.findings().stream()
        .filter(f -> f.comparison() == ComparisonKind.LABEL_DISTRIBUTION)
        .map(Finding::measures)
        .anyMatch(measures -> measures.getOrDefault(measure, 0.0) > threshold);
  }
}
