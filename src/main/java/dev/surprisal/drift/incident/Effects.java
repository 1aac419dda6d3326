package dev.surprisal.drift.incident;

import dev.surprisal.drift.comparison.ComparisonSet;
import dev.surprisal.drift.comparison.Outcome;
import dev.surprisal.drift.finding.DriftPolicy;
import dev.surprisal.drift.judgement.Candidate;
import dev.surprisal.drift.judgement.Judge;
import dev.surprisal.drift.judgement.SeriesComparison;
import dev.surprisal.profile.cube.Cube;
import dev.surprisal.profile.cube.Series;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.time.TimeRange;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How much the rows of a slice differ from the reference over some windows together, with and
 * without those of other slices. These are ordinary comparisons of exact profiles: what is left of
 * a slice is the sum of the kept cells that are not in the others.
 */
final class Effects {

  /**
   * Of the memory, the part for series that are kept at hand: of one check after the other, the
   * same few dozen rests are asked for.
   */
  private static final int PART_KEPT = 8;

  /** They are kept at least, and at most. */
  private static final int LEAST_KEPT = 8;

  private static final int MOST_KEPT = 256;

  private final DriftPolicy policy;
  private final Judge judge;
  private final ComparisonSet comparisons;
  private final Cube cube;
  private final List<TimeRange> windows;
  private final long kept;
  private final Map<Question, Optional<Effect>> known = new HashMap<>();
  private final Map<Rows, Optional<Series>> series =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Rows, Optional<Series>> eldest) {
          return size() > kept;
        }
      };

  Effects(DriftPolicy policy, ComparisonSet comparisons, Cube cube, List<TimeRange> windows) {
    this.policy = policy;
    this.judge = new Judge(policy);
    this.comparisons = comparisons;
    this.cube = cube;
    this.windows = windows;
    long fitting = cube.seriesIn(Runtime.getRuntime().maxMemory() / PART_KEPT);
    this.kept = Math.max(LEAST_KEPT, Math.min(MOST_KEPT, fitting));
  }

  /**
   * Rows of a version.
   *
   * @param version the version, or null where the model has none
   * @param slice the slice
   * @param without the slices whose rows are left out
   */
  record Rows(@Nullable String version, Slice slice, Set<Slice> without) {

    Rows {
      without = Set.copyOf(without);
    }
  }

  private record Question(Rows rows, Check check, BitSet extent) {}

  /**
   * A difference from the reference, in nats where it is of information.
   *
   * @param size the effect; NaN where there are too few rows to say
   * @param margin half the width of its interval
   * @param alarms whether its interval is beyond the threshold, on the side that alarms
   */
  record Effect(double size, double margin, boolean alarms) {

    static final Effect UNKNOWN = new Effect(Double.NaN, Double.NaN, false);

    boolean isKnown() {
      return !Double.isNaN(size);
    }
  }

  /** The effect; nothing where cells with all the dimensions are not kept. */
  Optional<Effect> of(Rows rows, Check check, BitSet extent) {
    return known.computeIfAbsent(new Question(rows, check, extent), this::measure);
  }

  private Optional<Effect> measure(Question question) {
    return series(question.rows()).map(of -> effect(of, question.check(), question.extent()));
  }

  /** The rows over all windows; nothing where cells with all the dimensions are not kept. */
  Optional<Series> series(Rows rows) {
    Optional<Series> ready = series.get(rows);
    if (ready == null) {
      ready = cube.without(rows.version(), rows.slice(), rows.without());
      series.put(rows, ready);
    }
    return ready;
  }

  /** The same of the windows of an extent alone. */
  Series during(Series of, BitSet extent) {
    return of.during(range -> isIn(extent, range));
  }

  private boolean isIn(BitSet extent, TimeRange range) {
    return windows.isEmpty()
        || extent.stream().anyMatch(i -> i < windows.size() && windows.get(i).equals(range));
  }

  private Effect effect(Series of, Check check, BitSet extent) {
    return comparisons
        .of(of, check.kind(), check.subject())
        .flatMap(it -> new SeriesComparison(policy, it, during(of, extent), Set.of()).range())
        .map(this::effect)
        .orElse(Effect.UNKNOWN);
  }

  private Effect effect(Candidate candidate) {
    Outcome outcome = candidate.outcome();
    if (outcome == null || Double.isNaN(outcome.effect())) {
      return Effect.UNKNOWN;
    }
    double width = outcome.interval().upper() - outcome.interval().lower();
    return new Effect(
        outcome.effect(), width / 2, judge.isAlarming(outcome.interval(), candidate.kind()));
  }
}
