package dev.surprisal.calibration;

import dev.surprisal.drift.SeriesDrift;
import dev.surprisal.drift.Trials;
import dev.surprisal.drift.Trials.Judged;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.FindingState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Runs over 50 slices: once as they are, and once for each drift with one slice's current rows
 * drawn anew. The other slices, which a drift leaves alone, are compared only once.
 */
final class SlicedRuns {

  /** The slice that drifts, and its rows a window. */
  static final int SLICE = 25;

  static final long ROWS = 2000;

  private static final int RUNS = 200;

  /** How far one slice drifts. */
  enum Drift {
    LABELS(ComparisonKind.LABEL_DISTRIBUTION, Population.shiftedBy(0.03)),
    LOSS(ComparisonKind.LOG_LOSS, Population.worseBy(0.05));

    private final ComparisonKind kind;
    private final Population to;

    Drift(ComparisonKind kind, Population to) {
      this.kind = kind;
      this.to = to;
    }
  }

  /**
   * What a run without drift came to, with ours and with fixed thresholds on the same shares.
   *
   * @param alerts whether anything alerts
   * @param warns whether anything alerts or warns
   */
  record Quiet(boolean alerts, boolean warns, boolean psi1, boolean psi2, boolean jsDistance) {}

  /**
   * What a run with drift in one slice found.
   *
   * @param found whether the slice alerts in what drifted
   * @param first whether it is named first among those that the change comes from
   */
  record Found(boolean found, boolean first) {}

  /** A run. */
  record Run(Quiet quiet, Map<Drift, Found> drifted) {}

  private final int runs;

  SlicedRuns(int percent) {
    this.runs = Calibration.share(RUNS, percent);
  }

  int runs() {
    return runs;
  }

  /** All runs, with the given drifts. */
  List<Run> of(double deviation, Scene.Days days, Drift... drifts) {
    long[] sizes = Scene.sizes(50);
    sizes[SLICE] = ROWS;
    Scene scene = Scene.quiet(30, 30, sizes).withDays(deviation, days);
    return IntStream.range(0, runs)
        .parallel()
        .mapToObj(seed -> run(scene, seed, Stream.of(drifts)))
        .toList();
  }

  private static Run run(Scene scene, long seed, Stream<Drift> drifts) {
    Drawn drawn = scene.drawn(seed);
    List<SeriesDrift> compared = drawn.compared();
    return new Run(
        quiet(Trials.judged(compared)),
        drifts.collect(
            Collectors.toMap(drift -> drift, drift -> run(scene, seed, drawn, compared, drift))));
  }

  private static Quiet quiet(List<Judged> judged) {
    return new Quiet(
        judged.stream().anyMatch(it -> it.state() == FindingState.ALERT),
        judged.stream()
            .anyMatch(it -> it.state() == FindingState.WARN || it.state() == FindingState.ALERT),
        labels(judged).anyMatch(it -> it.psi() > 0.1),
        labels(judged).anyMatch(it -> it.psi() > 0.2),
        labels(judged).anyMatch(it -> it.jsDistance() > 0.1));
  }

  private static Stream<Judged> labels(List<Judged> judged) {
    return judged.stream().filter(it -> it.kind() == ComparisonKind.LABEL_DISTRIBUTION);
  }

  private static Found run(
      Scene scene, long seed, Drawn drawn, List<SeriesDrift> usual, Drift drift) {
    Scene drifting = scene.withDrift(SLICE, ROWS, drift.to);
    List<SeriesDrift> compared =
        drifting.redrawn(drawn, 100_000 + seed * 10 + drift.ordinal()).compared(usual, SLICE);
    return new Found(
        Trials.judged(compared).stream()
            .filter(it -> it.kind() == drift.kind && it.slice().equals(Scene.slice(SLICE)))
            .anyMatch(it -> it.state() == FindingState.ALERT),
        Trials.firstNamed(drift.kind, compared).equals(Optional.of(Scene.slice(SLICE))));
  }
}
