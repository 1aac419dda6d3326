package dev.surprisal.calibration;

import dev.surprisal.calibration.SlicedRuns.Drift;
import dev.surprisal.calibration.SlicedRuns.Found;
import dev.surprisal.calibration.SlicedRuns.Quiet;
import dev.surprisal.calibration.SlicedRuns.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/**
 * False alarms, the share of runs without any drift in which something alerts; and power: where one
 * of 50 slices drifts, whether it is found and named first.
 */
final class Alarms {

  private final SlicedRuns runs;
  private final List<Run> independent;
  private final List<Run> ofEachSlice;
  private final List<Run> ofAllSlices;

  Alarms(int percent) {
    this.runs = new SlicedRuns(percent);
    this.independent = runs.of(0, Scene.Days.OF_EACH_SLICE, Drift.values());
    this.ofEachSlice = runs.of(0.03, Scene.Days.OF_EACH_SLICE, Drift.values());
    this.ofAllSlices = runs.of(0.03, Scene.Days.OF_ALL_SLICES);
  }

  String tables() {
    return "**No drift.** "
        + runs.runs()
        + " runs of 50 slices × 30 windows of 30 to 100,000 rows, against 30 windows of reference."
        + " The share of runs with any alert, over all comparisons; fixed thresholds are applied to"
        + " the label distribution only, in windows of at least 100 rows.\n\n"
        + Calibration.row(
            "rows", "any `ALERT`", "any `WARN`", "PSI > 0.1", "PSI > 0.2", "JS distance > 0.1")
        + Calibration.row("---", "---", "---", "---", "---", "---")
        + quiet("independent", independent)
        + quiet("each slice's days differ, sd 3 %", ofEachSlice)
        + quiet("all slices' days differ, sd 3 %", ofAllSlices)
        + "\n**Drift in one of the 50 slices**, of 2,000 rows per window, in each of the same runs."
        + "\n\n"
        + Calibration.row("drift", "rows", "`ALERT` on that slice", "ranked first, of these")
        + Calibration.row("---", "---", "---", "---")
        + drifted("labels, D = 0.03 nats", "independent", independent, Drift.LABELS)
        + drifted("labels, D = 0.03 nats", "days differ", ofEachSlice, Drift.LABELS)
        + drifted("log loss + 0.05 nats", "independent", independent, Drift.LOSS)
        + drifted("log loss + 0.05 nats", "days differ", ofEachSlice, Drift.LOSS);
  }

  private static String quiet(String name, List<Run> all) {
    return Calibration.row(
        name,
        share(all, Quiet::alerts),
        share(all, Quiet::warns),
        share(all, Quiet::psi1),
        share(all, Quiet::psi2),
        share(all, Quiet::jsDistance));
  }

  private static String share(List<Run> runs, Predicate<Quiet> which) {
    return Calibration.percent(
        (double) runs.stream().map(Run::quiet).filter(which).count() / runs.size());
  }

  private static String drifted(String name, String rows, List<Run> all, Drift drift) {
    List<Found> found = new ArrayList<>();
    for (Run run : all) {
      found.add(Objects.requireNonNull(run.drifted().get(drift)));
    }
    long hits = found.stream().filter(Found::found).count();
    long first = found.stream().filter(it -> it.found() && it.first()).count();
    return Calibration.row(
        name,
        rows,
        Calibration.percent((double) hits / all.size()),
        Calibration.percent((double) first / Math.max(1, hits)));
  }
}
