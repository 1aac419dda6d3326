package dev.surprisal.drift;

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
 * Tail of a Distribution</a> (1975). γ is taken a standard error, γ/√m, lower. Where it is less
 * than 1 beyond chance, even by a factor of 1 + {@value #CAREFUL}/√m, the tail is heavy, and γ is
 * taken lower by that factor: it is used far beyond the p-values that it was estimated from, and
 * gets lower on the way. Where windows differ as t with d degrees of freedom and are tested by t
 * with ν, a p-value that should be p is p^(ν/d) far out, and γ is d/ν; where they are normal, γ is
 * 1.
 *
 * <p>A whole range is a mean over n windows of about equal weight, {@link
 * Candidate#currentWindows}. Where the tail is heavy, the mean is far off because one of them is,
 * by n times as much; tested by F with ν degrees of freedom of the reference, its p-value is that
 * of this window times n^(ν/2). So a p-value p of a range becomes the probability of one window in
 * n with p/n^(ν/2). Where the tail is not heavy, or n is more than {@value #MOST_OF_RANGE}, ranges
 * are left as they are, for means come near to the normal distribution. A range of one window is
 * one question, however it is asked.
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

  /** How far from 1 and how low the exponent of a heavy tail is taken; by trial: decision 31. */
  private static final double CAREFUL = 4.6;

  /** Means over more windows are near enough to the normal distribution. */
  private static final int MOST_OF_RANGE = 7;

  /** All rows by themselves: slices are smaller, and move against each other. */
  private record Group(@Nullable String version, ComparisonKind kind, boolean ofAllRows) {

    static Group of(Candidate candidate) {
      return new Group(candidate.version(), candidate.kind(), candidate.slice().isAll());
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
      double care = 1 + CAREFUL / Math.sqrt(size);
      boolean heavy = exponent * care < 1;
      double usual = Math.min(1, exponent) * (1 - 1 / Math.sqrt(size));
      double probability = (size + 1.0) / sorted.length;
      return new Tail(begin, probability, heavy ? exponent / care : usual, heavy);
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
    double corrected(double pValue, double windows, int referenceWindows) {
      double ofOne = pValue / Math.pow(windows, (referenceWindows - 1) / 2.0);
      double usual = windows * probability * Math.pow(ofOne / begin, exponent);
      return ofOne < begin ? Math.max(pValue, Math.min(1, usual)) : pValue;
    }
  }

  private final Map<Group, Tail> tails = new HashMap<>();

  TailCalibration(List<Candidate> candidates) {
    Map<Group, List<double[]>> usual = new HashMap<>();
    Set<double[]> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Candidate candidate : candidates) {
      Outcome outcome = candidate.outcome();
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

  /** Whether no window was unlike the others, as far as is known. */
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

  private static double corrected(Tail tail, Candidate candidate, Outcome outcome) {
    if (outcome.usual().length > 0 && neverMoved(outcome.usual())) {
      return outcome.pValue();
    }
    double windows = candidate.currentWindows();
    if (candidate.span() != Span.RANGE && windows > 1) {
      return tail.corrected(outcome.pValue());
    }
    return tail.heavy() && windows <= MOST_OF_RANGE
        ? tail.corrected(outcome.pValue(), windows, candidate.referenceWindows())
        : outcome.pValue();
  }
}
