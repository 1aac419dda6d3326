package dev.surprisal.calibration;

import dev.surprisal.drift.ComparisonKind;
import dev.surprisal.drift.DriftResult;
import dev.surprisal.drift.State;
import java.util.List;
import java.util.stream.IntStream;

/** Power: one of 50 slices drifts; is it found, and is it named first? */
final class Detection {

  private static final int RUNS = 5;
  private static final int SLICE = 25;
  private static final long ROWS = 2000;

  private final int runs;

  Detection(int percent) {
    this.runs = Calibration.share(RUNS, percent);
  }

  /** What a run found. */
  private record Run(boolean found, boolean first) {}

  String table() {
    Scene scene = Scene.quiet(30, 30, Scene.sizes(50));
    Scene days = scene.withDays(0.03, Scene.Days.OF_EACH_SLICE);
    Population shifted = Population.shiftedBy(0.03);
    Population worse = Population.worseBy(0.05);
    return "**Drift in one of the 50 slices**, of 2,000 rows a window. "
        + runs
        + " runs each.\n\n"
        + Calibration.row("drift", "rows", "`ALERT` on that slice", "of these, named first")
        + Calibration.row("---", "---", "---", "---")
        + row("labels, D = 0.03 nats", "independent", scene, shifted)
        + row("labels, D = 0.03 nats", "days differ", days, shifted)
        + row("log loss + 0.05 nats", "independent", scene, worse)
        + row("log loss + 0.05 nats", "days differ", days, worse);
  }

  private String row(String drift, String rows, Scene scene, Population to) {
    ComparisonKind kind =
        to.blur() > 0 ? ComparisonKind.LOG_LOSS : ComparisonKind.LABEL_DISTRIBUTION;
    Scene drifted = scene.withDrift(SLICE, ROWS, to);
    List<Run> all =
        IntStream.range(0, runs)
            .parallel()
            .mapToObj(seed -> run(drifted.run(1000 + seed), kind))
            .toList();
    long found = all.stream().filter(Run::found).count();
    long first = all.stream().filter(run -> run.found() && run.first()).count();
    return Calibration.row(
        drift,
        rows,
        Calibration.percent((double) found / runs),
        Calibration.percent((double) first / Math.max(1, found)));
  }

  private static Run run(DriftResult result, ComparisonKind kind) {
    return new Run(
        result.findings().stream()
            .filter(f -> f.comparison() == kind && f.slice().equals(Scene.slice(SLICE)))
            .anyMatch(f -> f.state() == State.ALERT),
        result.attributions().stream()
            .filter(a -> a.comparison() == kind)
            .allMatch(a -> a.parts().get(0).slice().equals(Scene.slice(SLICE))));
  }
}
