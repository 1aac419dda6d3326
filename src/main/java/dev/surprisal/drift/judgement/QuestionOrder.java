package dev.surprisal.drift.judgement;

import dev.surprisal.drift.finding.Baseline;
import dev.surprisal.drift.finding.Correction;
import dev.surprisal.drift.finding.Span;
import dev.surprisal.profile.cube.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Adjusts the p-values of a run in an order of questions, so that nothing configured beside can
 * hide a collapse of the whole.
 *
 * <p>Of each model version there are four questions: is it worse on all of its rows ({@link
 * Question#PERFORMANCE}), do its labels or predicted classes come in other shares, has anything
 * else on all rows changed, has anything in a slice. Each has a share of α, which what is asked
 * after it does not touch, and splits it between the whole range and the windows; where the range
 * is one window, that has all of it. Within such a level the adjusted p-value is that of Benjamini
 * and Hochberg, or of {@link Correction}, over the level, or that over what is compared in it,
 * whichever is larger, over the level's share of α: the first alone would let a column that moved
 * in every slice pay for everything else.
 *
 * <p>Whatever was found opens a further question without a share of its own, where: windows of a
 * series whose whole range differs, and slices where all rows differ, also have the adjusted
 * p-value within their siblings, at a fifth of α, or that of what was found, whichever is larger.
 * The lesser of both counts.
 *
 * <p>The shares add up to 1. So where nothing differs, the probability that anything of a version
 * is found is at most α (Bonferroni over the levels, and the procedure of Simes within each); and
 * where something does, the false discovery rate is held in every level and in every family of
 * siblings that is asked: D. Yekutieli, <a
 * href="https://doi.org/10.1198/016214507000001373">Hierarchical False Discovery Rate–Controlling
 * Methodology</a> (2008). An unequal split of α is that of C. R. Genovese, K. Roeder and L.
 * Wasserman, <a href="https://doi.org/10.1093/biomet/93.3.509">False Discovery Control with p-Value
 * Weighting</a> (2006).
 */
final class QuestionOrder {

  /** What is asked of a version, and the shares of α for its range and its windows. */
  private enum Question {
    PERFORMANCE(0.4, 0.2),
    CLASSES(0.1, 0.05),
    ALL_ROWS(0.1, 0.05),
    SLICES(0.06, 0.04);

    private final double ofRange;
    private final double ofWindows;

    Question(double ofRange, double ofWindows) {
      this.ofRange = ofRange;
      this.ofWindows = ofWindows;
    }

    static Question of(Candidate candidate) {
      if (!candidate.slice().isAll()) {
        return SLICES;
      }
      if (candidate.kind().isPerformance()) {
        return PERFORMANCE;
      }
      return switch (candidate.kind()) {
        case LABEL_DISTRIBUTION, PREDICTED_CLASS_DISTRIBUTION -> CLASSES;
        default -> ALL_ROWS;
      };
    }
  }

  /** A question about a range or about its windows; null for what can never alarm. */
  private record Level(
      @Nullable String version, @Nullable Question question, boolean ofRange, Baseline baseline) {}

  private record LevelOfSubject(Level level, Candidate.Compared subject) {}

  /**
   * The share of α in a family of siblings. Of many windows half of which have changed, one in
   * forty others would be found at 5 %, and be taken for the change coming back.
   */
  private static final double OF_SIBLINGS = 0.2;

  private final List<Candidate> candidates;
  private final Correction correction;
  private final double[] pValues;

  private final Map<Level, List<Integer>> levels = new HashMap<>();

  /** The comparison over the whole range, for each series that has one with a p-value. */
  private final Map<Candidate.Series, Integer> ranges = new HashMap<>();

  /** The series whose range is one window, which is compared twice. */
  private final Set<Candidate.Series> ofOneWindow = new HashSet<>();

  QuestionOrder(List<Candidate> candidates, Correction correction) {
    this.candidates = candidates;
    this.correction = correction;
    this.pValues =
        candidates.stream()
            .mapToDouble(c -> c.outcome() == null ? Double.NaN : c.outcome().pValue())
            .toArray();
    Map<Candidate.Series, Integer> windows = new HashMap<>();
    for (int i = 0; i < pValues.length; i++) {
      Candidate candidate = candidates.get(i);
      if (candidate.baseline() != Baseline.REFERENCE || Double.isNaN(pValues[i])) {
        continue;
      }
      if (candidate.span() == Span.RANGE) {
        ranges.put(candidate.series(), i);
      } else {
        windows.merge(candidate.series(), 1, Integer::sum);
      }
    }
    ranges.forEach(
        (series, range) -> {
          if (windows.getOrDefault(series, 0) == 1) {
            ofOneWindow.add(series);
          }
        });
    dropUnlike();
  }

  /** Where other windows lacked rows, the one that is left is not the range. */
  private void dropUnlike() {
    for (int i = 0; i < pValues.length; i++) {
      Candidate candidate = candidates.get(i);
      Candidate.Series series = candidate.series();
      Integer range = ranges.get(series);
      if (candidate.span() != Span.RANGE && range != null && pValues[i] != pValues[range]) {
        ofOneWindow.remove(series);
      }
    }
  }

  /** The adjusted p-values; NaN where there is no p-value. */
  double[] adjusted() {
    double[] adjusted = byLevel();
    // Slices before windows: a slice found through all rows may open its own windows.
    open(
        adjusted,
        siblings(
            candidate -> candidate.span() == Span.RANGE && !candidate.slice().isAll(),
            QuestionOrder::allRows));
    open(adjusted, siblings(candidate -> candidate.span() != Span.RANGE, Candidate::series));
    for (int i = 0; i < adjusted.length; i++) {
      Integer range = ranges.get(candidates.get(i).series());
      if (range != null && isCopy(i)) {
        adjusted[i] = adjusted[range];
      }
    }
    return adjusted;
  }

  private static Candidate.Series allRows(Candidate candidate) {
    return new Candidate.Series(candidate.series().compared(), Slice.ALL);
  }

  private boolean isCopy(int i) {
    Candidate candidate = candidates.get(i);
    return candidate.span() != Span.RANGE
        && candidate.baseline() == Baseline.REFERENCE
        && ofOneWindow.contains(candidate.series());
  }

  private Map<Level, List<Integer>> levels() {
    if (levels.isEmpty()) {
      for (int i = 0; i < pValues.length; i++) {
        if (!Double.isNaN(pValues[i]) && !isCopy(i)) {
          levels.computeIfAbsent(level(candidates.get(i)), of -> new ArrayList<>()).add(i);
        }
      }
    }
    return levels;
  }

  private double[] byLevel() {
    Map<Level, List<Integer>> levels = levels();
    Map<LevelOfSubject, List<Integer>> subjects = new HashMap<>();
    for (int i = 0; i < pValues.length; i++) {
      if (!Double.isNaN(pValues[i]) && !isCopy(i)) {
        Candidate candidate = candidates.get(i);
        LevelOfSubject ofSubject =
            new LevelOfSubject(level(candidate), candidate.series().compared());
        subjects.computeIfAbsent(ofSubject, of -> new ArrayList<>()).add(i);
      }
    }
    double[] adjusted = new double[pValues.length];
    Arrays.setAll(adjusted, i -> Double.isNaN(pValues[i]) ? Double.NaN : 0);
    levels.forEach((level, members) -> raise(adjusted, members, share(level, levels)));
    subjects.forEach((of, members) -> raise(adjusted, members, share(of.level(), levels)));
    return adjusted;
  }

  /**
   * The p-value that a comparison would need to be found by itself, over α: its level's share over
   * how many the level has.
   */
  double least(int candidate) {
    Level level = level(candidates.get(candidate));
    List<Integer> members = levels().getOrDefault(level, List.of(candidate));
    return share(level, levels()) / members.size();
  }

  private static Level level(Candidate candidate) {
    return new Level(
        candidate.version(),
        candidate.kind().canAlarm() ? Question.of(candidate) : null,
        candidate.span() == Span.RANGE,
        candidate.baseline());
  }

  private static double share(Level level, Map<Level, List<Integer>> levels) {
    Question question = level.question();
    if (question == null) {
      return 1;
    }
    Level windows = new Level(level.version(), question, false, Baseline.REFERENCE);
    boolean areWindows = levels.containsKey(windows);
    // Windows beside the ones before them are asked for, and pay for themselves.
    return level.ofRange()
        ? question.ofRange + (areWindows ? 0 : question.ofWindows)
        : question.ofWindows;
  }

  private void raise(double[] adjusted, List<Integer> members, double share) {
    double[] within = within(members);
    for (int j = 0; j < within.length; j++) {
      int i = members.get(j);
      adjusted[i] = Math.max(adjusted[i], Math.min(1, within[j] / share));
    }
  }

  private double[] within(List<Integer> members) {
    return correction.adjust(members.stream().mapToDouble(i -> pValues[i]).toArray());
  }

  /** What a comparison would be looked at for, had another been found. */
  @FunctionalInterface
  private interface Parent {
    Candidate.Series of(Candidate candidate);
  }

  @FunctionalInterface
  private interface Which {
    boolean test(Candidate candidate);
  }

  private Map<Integer, List<Integer>> siblings(Which which, Parent parent) {
    Map<Integer, List<Integer>> siblings = new HashMap<>();
    for (int i = 0; i < pValues.length; i++) {
      Candidate candidate = candidates.get(i);
      if (!Double.isNaN(pValues[i])
          && which.test(candidate)
          && candidate.baseline() == Baseline.REFERENCE) {
        Integer found = ranges.get(parent.of(candidate));
        if (found != null && found != i) {
          siblings.computeIfAbsent(found, of -> new ArrayList<>()).add(i);
        }
      }
    }
    return siblings;
  }

  private void open(double[] adjusted, Map<Integer, List<Integer>> siblings) {
    siblings.forEach(
        (parent, members) -> {
          double[] within = within(members);
          for (int j = 0; j < within.length; j++) {
            int i = members.get(j);
            double opened = Math.max(adjusted[parent], Math.min(1, within[j] / OF_SIBLINGS));
            adjusted[i] = Math.min(adjusted[i], opened);
          }
        });
  }
}
