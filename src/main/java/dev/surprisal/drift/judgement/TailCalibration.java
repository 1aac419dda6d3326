package dev.surprisal.drift.judgement;

import dev.surprisal.drift.comparison.Outcome;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.Span;
import dev.surprisal.profile.cube.Slice;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Corrects the p-values of windows by how often windows of the reference have small ones: days that
 * differ by more than a normal distribution lets them, such as holidays, are days that may come
 * again.
 *
 * <p>Each window of the reference has a p-value against its others. Of all of them, in every column
 * of one kind of comparison, of all rows or of all slices, the tail is taken; where it is heavy,
 * the p-value of a window becomes as large as {@link PValueTail} says. The column that has most of
 * the tail, or of comparisons without columns the slice, speaks for itself alone, unless the others
 * have a heavy tail without it: what is odd in one says nothing of the rest.
 *
 * <p>A whole range is a mean over n windows of about equal weight, {@link
 * Candidate#currentWindows}. Where tails are heavy, the mean may be far off because one of them is.
 * So its p-value becomes the probability of that, or if this is less, of as many windows with
 * p-values as small as the median of its own: what lasts is no odd day. A range of one window is
 * one question, however it is asked.
 *
 * <p>What never moved in the reference, such as a column that was constant, had no odd days there:
 * it is left as it is.
 */
final class TailCalibration {

  private static final double[] NOT_COMPARED = {};

  /** All rows by themselves: slices are smaller, and move against each other. */
  private record Group(@Nullable String version, ComparisonKind kind, boolean ofAllRows) {

    static Group of(Candidate candidate) {
      return new Group(candidate.version(), candidate.kind(), candidate.slice().isAll());
    }

    Group ofSlices() {
      return new Group(version, kind, false);
    }
  }

  /** What of a group, whatever it is compared with. */
  private record Source(@Nullable String subject, Slice slice) {

    static Source of(Candidate it) {
      return new Source(it.subject(), it.slice());
    }
  }

  /**
   * The tail of a group.
   *
   * @param byColumn whether there are several columns, or else slices
   * @param worst the column, or slice, that has most of the tail
   * @param ofWorst the tail of what is of that
   * @param ofOthers the tail of the rest
   */
  private record Tails(boolean byColumn, Object worst, PValueTail ofWorst, PValueTail ofOthers) {

    static Tails of(Map<Source, double[]> usual, Map<Source, double[]> akin) {
      PValueTail all = PValueTail.of(sorted(usual, it -> true), sorted(akin, it -> true));
      boolean byColumn = usual.keySet().stream().map(Source::subject).distinct().count() > 1;
      Object worst = withMostOfTail(usual, byColumn, all.begin());
      Predicate<Source> isOther = it -> !part(it, byColumn).equals(worst);
      PValueTail others = PValueTail.of(sorted(usual, isOther), sorted(akin, isOther));
      return new Tails(byColumn, worst, all, others.isHeavy() ? all : others);
    }

    PValueTail of(Source source) {
      return worst.equals(part(source, byColumn)) ? ofWorst : ofOthers;
    }
  }

  private final Map<Group, Tails> tails = new HashMap<>();

  /** The p-values of windows, in ascending order. */
  private final Map<Candidate.Series, double[]> windows;

  TailCalibration(List<Candidate> candidates) {
    Map<Group, Map<Source, double[]>> usual = new HashMap<>();
    for (Candidate candidate : candidates) {
      Outcome outcome = candidate.outcome();
      if (outcome != null && !neverMoved(outcome.usual())) {
        // Once for each series: for every current window the reference's may be counted in other
        // cells, and its odd one would be as many.
        usual
            .computeIfAbsent(Group.of(candidate), of -> new LinkedHashMap<>())
            .putIfAbsent(Source.of(candidate), outcome.usual());
      }
    }
    usual.forEach(
        (group, of) -> {
          // What days do in the slices they do in the whole, which has fewer of them to tell by.
          Map<Source, double[]> slices =
              group.ofAllRows() ? usual.getOrDefault(group.ofSlices(), Map.of()) : Map.of();
          tails.put(group, Tails.of(of, slices));
        });
    this.windows = windows(candidates);
  }

  /** The part that has most of the tail. */
  private static Object withMostOfTail(
      Map<Source, double[]> usual, boolean byColumn, double begin) {
    Map<Object, Double> sums = new LinkedHashMap<>();
    usual.forEach(
        (source, pValues) ->
            sums.merge(part(source, byColumn), logarithms(pValues, begin), Double::sum));
    return sums.entrySet().stream()
        .max(Comparator.comparing(Map.Entry::getValue))
        .orElseThrow()
        .getKey();
  }

  private static double logarithms(double[] pValues, double begin) {
    return Arrays.stream(pValues)
        .filter(p -> p >= 0 && p < begin)
        .map(p -> Math.log(begin / Math.max(Double.MIN_NORMAL, p)))
        .sum();
  }

  private static Object part(Source source, boolean byColumn) {
    return byColumn ? Objects.requireNonNullElse(source.subject(), "") : source.slice();
  }

  private static double[] sorted(Map<Source, double[]> usual, Predicate<Source> which) {
    return usual.entrySet().stream()
        .filter(it -> which.test(it.getKey()))
        .flatMapToDouble(it -> Arrays.stream(it.getValue()))
        .filter(p -> p >= 0)
        .sorted()
        .toArray();
  }

  private Map<Candidate.Series, double[]> windows(List<Candidate> candidates) {
    return candidates.stream()
        .filter(it -> it.span() == Span.WINDOW && it.outcome() != null)
        .filter(it -> tails.containsKey(Group.of(it)))
        .collect(
            Collectors.groupingBy(
                Candidate::series,
                Collectors.collectingAndThen(Collectors.toList(), TailCalibration::sortedPValues)));
  }

  private static double[] sortedPValues(List<Candidate> windows) {
    return windows.stream()
        .map(Candidate::outcome)
        .filter(Objects::nonNull)
        .mapToDouble(Outcome::pValue)
        .sorted()
        .toArray();
  }

  /** Whether no window was unlike the others, as far as is known. */
  private static boolean neverMoved(double[] usual) {
    return Arrays.stream(usual).allMatch(p -> p == 1);
  }

  /** The candidate, with its p-value corrected. */
  Candidate corrected(Candidate candidate) {
    Outcome outcome = candidate.outcome();
    Tails of = tails.get(Group.of(candidate));
    if (outcome == null
        || of == null
        || outcome.usual().length > 0 && neverMoved(outcome.usual())) {
      return candidate;
    }
    PValueTail tail = of.of(Source.of(candidate));
    double pValue =
        candidate.span() != Span.RANGE && candidate.currentWindows() > 1
            ? tail.ofWindow(outcome.pValue())
            : ofRange(tail, candidate, outcome.pValue());
    return pValue == outcome.pValue() ? candidate : candidate.with(outcome.withPValue(pValue));
  }

  private double ofRange(PValueTail tail, Candidate candidate, double pValue) {
    double n = candidate.currentWindows();
    double ofOne = tail.ofOneIn(pValue, n, candidate.referenceWindows());
    double[] of = windows.getOrDefault(candidate.series(), NOT_COMPARED);
    // Windows that were not compared may be the odd ones.
    return n > 1 && of.length >= n ? Math.max(pValue, Math.min(ofOne, tail.ofHalf(of))) : ofOne;
  }
}
