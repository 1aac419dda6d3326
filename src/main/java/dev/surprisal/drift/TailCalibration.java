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
 * Tail of a Distribution</a> (1975). γ is taken a standard error, γ/√m, lower. Where windows differ
 * as t with d degrees of freedom and are tested by t with ν, a p-value that should be p is p^(ν/d)
 * far out, and γ is d/ν; where they are normal, γ is 1.
 *
 * <p>Whole ranges are means over windows, which come near to the normal distribution, and are left
 * as they are.
 */
final class TailCalibration {

  /** Fewer say nothing of a tail. */
  private static final int LEAST = 50;

  /** The tail: so many of the smallest, but a twentieth of all at most. */
  private static final int TAIL = 30;

  private static final int SHARE_OF_TAIL = 20;

  /** All rows by themselves: slices are smaller, and move against each other. */
  private record Group(@Nullable String version, ComparisonKind kind, boolean ofAllRows) {

    static Group of(Candidate candidate) {
      return new Group(candidate.version(), candidate.kind(), candidate.slice().isAll());
    }
  }

  private record Tail(double begin, double probability, double exponent) {

    /** Of p-values in ascending order. */
    static Tail of(double[] sorted) {
      int size = Math.max(2, Math.min(TAIL, sorted.length / SHARE_OF_TAIL));
      double begin = sorted[size];
      double sum = 0;
      for (int i = 0; i < size; i++) {
        sum += Math.log(begin / Math.max(Double.MIN_NORMAL, sorted[i]));
      }
      double careful = 1 - 1 / Math.sqrt(size);
      return new Tail(begin, (size + 1.0) / sorted.length, careful * Math.min(1, size / sum));
    }

    double corrected(double pValue) {
      return pValue < begin
          ? Math.max(pValue, probability * Math.pow(pValue / begin, exponent))
          : pValue;
    }
  }

  private final Map<Group, Tail> tails = new HashMap<>();

  TailCalibration(List<Candidate> candidates) {
    Map<Group, List<double[]>> usual = new HashMap<>();
    Set<double[]> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Candidate candidate : candidates) {
      Outcome outcome = candidate.outcome();
      if (outcome != null && outcome.usual().length > 0 && seen.add(outcome.usual())) {
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

  /** The candidate, with its p-value corrected where it is of a window. */
  Candidate corrected(Candidate candidate) {
    Outcome outcome = candidate.outcome();
    Tail tail = tails.get(Group.of(candidate));
    if (outcome == null || tail == null || candidate.span() == Span.RANGE) {
      return candidate;
    }
    double pValue = tail.corrected(outcome.pValue());
    return pValue == outcome.pValue() ? candidate : candidate.with(outcome.withPValue(pValue));
  }
}
