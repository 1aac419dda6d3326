package dev.surprisal.drift;

import dev.surprisal.profile.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Corrects the p-values of windows by how often windows of the reference have small ones: days that
 * differ by more than a normal distribution lets them, such as holidays, are days that may come
 * again.
 *
 * <p>Each window of the reference has a p-value against its others. Of all M of them, in every
 * column of one kind of comparison, of all rows or of all slices, a share p should be below p. The
 * p-value of a window below q, the m-th smallest of them, becomes m/M · (p/q)^γ where that is
 * larger, with 1/γ = Σ ln(q/pᵢ)/m over the m smaller ones, at least 1: B. M. Hill, <a
 * href="https://doi.org/10.1214/aos/1176343247">A Simple General Approach to Inference About the
 * Tail of a Distribution</a> (1975). γ is taken {@value #CAREFUL} standard errors, γ/√m each,
 * lower: it is used far beyond the p-values that it was estimated from, and gets lower on the way.
 * Where windows differ as t with d degrees of freedom and are tested by t with ν, a p-value that
 * should be p is p^(ν/d) far out, and γ is d/ν; where they are normal, γ is 1.
 *
 * <p>A whole range is a mean over n windows. Where tails are heavy, it is far off because one of
 * them is, by n times as much, and of a p-value by F with ν degrees of freedom of the reference
 * n^(ν/2) is left out. So the p-value p of a range becomes that of one in n windows with p/n^(ν/2).
 * Where γ can as well be 1, or n is more than {@value #MOST_OF_RANGE}, ranges are left as they are,
 * for means come near to the normal distribution. A current range of one window is one question,
 * however it is asked.
 *
 * <p>What never moved in the reference, such as a column that was constant, had no odd days there:
 * it is left as it is.
 */
final class TailCalibration {

  /** Fewer say nothing of a tail. */
  private static final int LEAST = 50;

  /** The tail: so many of the smallest, but a twentieth of all at most. */
  private static final int TAIL = 30;

  private static final int SHARE_OF_TAIL = 20;

  /** By how many standard errors an exponent is taken lower, chosen by trial: see decision 31. */
  private static final double CAREFUL = 2.5;

  /** Means over more windows are near enough to the normal distribution. */
  private static final int MOST_OF_RANGE = 7;

  /** All rows by themselves: slices are smaller, and move against each other. */
  private record Group(@Nullable String version, ComparisonKind kind, boolean ofAllRows) {

    static Group of(Candidate candidate) {
      return new Group(candidate.version(), candidate.kind(), candidate.slice().isAll());
    }
  }

  /** What the windows of a current range have in common. */
  private record Asked(
      ComparisonKind kind, @Nullable String subject, @Nullable String version, Slice slice) {

    static Asked of(Candidate candidate) {
      return new Asked(
          candidate.kind(), candidate.subject(), candidate.version(), candidate.slice());
    }
  }

  /**
   * The small p-values of a group.
   *
   * @param begin the greatest of them
   * @param probability the share of all that they are
   * @param exponent γ, with care
   * @param heavy whether γ is less than 1 beyond chance
   */
  private record Tail(double begin, double probability, double exponent, boolean heavy) {

    /** Of p-values in ascending order. */
    static Tail of(double[] sorted) {
      int size = Math.max(2, Math.min(TAIL, sorted.length / SHARE_OF_TAIL));
      double begin = sorted[size];
      double sum = 0;
      for (int i = 0; i < size; i++) {
        sum += Math.log(begin / Math.max(Double.MIN_NORMAL, sorted[i]));
      }
      double exponent = size / sum;
      double care = CAREFUL / Math.sqrt(size);
      return new Tail(
          begin,
          (size + 1.0) / sorted.length,
          Math.max(0, 1 - care) * Math.min(1, exponent),
          exponent * (1 + care) < 1);
    }

    /** That of a window. */
    double corrected(double pValue) {
      return corrected(pValue, 1, 1);
    }

    /**
     * That of a range.
     *
     * @param windows the windows of the range
     * @param referenceWindows those of the reference
     */
    double corrected(double pValue, int windows, int referenceWindows) {
      double ofOne = pValue / Math.pow(windows, (referenceWindows - 1) / 2.0);
      double usual = windows * probability * Math.pow(ofOne / begin, exponent);
      return ofOne < begin ? Math.max(pValue, Math.min(1, usual)) : pValue;
    }
  }

  private final Map<Group, Tail> tails = new HashMap<>();
  private final Map<Asked, Integer> windows = new HashMap<>();

  TailCalibration(List<Candidate> candidates) {
    Map<Group, List<double[]>> usual = new HashMap<>();
    Set<double[]> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Candidate candidate : candidates) {
      Outcome outcome = candidate.outcome();
      if (outcome != null && candidate.span() == Span.WINDOW) {
        windows.merge(Asked.of(candidate), 1, Integer::sum);
      }
      if (outcome != null && !neverMoved(outcome.usual()) && seen.add(outcome.usual())) {
        usual.computeIfAbsent(Group.of(candidate), of -> new ArrayList<>()).add(outcome.usual());
      }
    }
    usual.forEach(
        (group, of) -> {
          double[] sorted =
              of.stream().flatMapToDouble(Arrays::stream).filter(p -> p >= 0).sorted().toArray();
          if (sorted.length >= LEAST) {
            tails.put(group, Tail.of(sorted));
          }
        });
  }

  private static boolean neverMoved(double[] usual) {
    return Arrays.stream(usual).allMatch(p -> p == 1);
  }

  /** The candidate, with its p-value corrected. */
  Candidate corrected(Candidate candidate) {
    Outcome outcome = candidate.outcome();
    Tail tail = tails.get(Group.of(candidate));
    if (outcome == null || tail == null) {
      return candidate;
    }
    double pValue = corrected(tail, candidate, outcome);
    return pValue == outcome.pValue() ? candidate : candidate.with(outcome.withPValue(pValue));
  }

  private double corrected(Tail tail, Candidate candidate, Outcome outcome) {
    double[] usual = Arrays.stream(outcome.usual()).filter(p -> p >= 0).toArray();
    if (usual.length > 0 && neverMoved(usual)) {
      return outcome.pValue();
    }
    int ofRange = windows.getOrDefault(Asked.of(candidate), 1);
    if (candidate.span() != Span.RANGE && ofRange > 1) {
      return tail.corrected(outcome.pValue());
    }
    return tail.heavy() && usual.length > 1 && ofRange <= MOST_OF_RANGE
        ? tail.corrected(outcome.pValue(), ofRange, usual.length)
        : outcome.pValue();
  }
}
