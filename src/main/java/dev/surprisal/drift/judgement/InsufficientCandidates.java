package dev.surprisal.drift.judgement;

import dev.surprisal.drift.finding.Baseline;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.finding.InsufficientWindows;
import dev.surprisal.drift.finding.Span;
import dev.surprisal.profile.SampleSize;
import dev.surprisal.profile.time.TimeRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** Makes one candidate of those of a slice's windows that have too few rows to be compared. */
final class InsufficientCandidates {

  private record Kind(Span span, Baseline baseline, FindingState state) {}

  private InsufficientCandidates() {}

  /**
   * Folds the candidates of one comparison over one slice, in time order. Where only one window of
   * a kind lacks rows, it stays what it is.
   *
   * @return the others as they were, and each folded one where its first window was
   */
  static List<Candidate> fold(List<Candidate> candidates) {
    Map<Kind, List<Candidate>> lacking = new LinkedHashMap<>();
    for (Candidate candidate : candidates) {
      if (candidate.window() != null && candidate.outcome() == null) {
        lacking.computeIfAbsent(kind(candidate), kind -> new ArrayList<>()).add(candidate);
      }
    }
    List<Candidate> folded = new ArrayList<>();
    for (Candidate candidate : candidates) {
      List<Candidate> alike = lacking.getOrDefault(kind(candidate), List.of());
      if (alike.size() < 2 || candidate.window() == null || candidate.outcome() != null) {
        folded.add(candidate);
      } else if (candidate == alike.get(0)) {
        folded.add(one(alike, windows(candidates, candidate)));
      }
    }
    return folded;
  }

  private static Kind kind(Candidate candidate) {
    return new Kind(candidate.span(), candidate.baseline(), candidate.lack());
  }

  private static int windows(List<Candidate> candidates, Candidate like) {
    return (int)
        candidates.stream()
            .filter(it -> it.span() == like.span() && it.baseline() == like.baseline())
            .count();
  }

  /** The rows of all; those of the reference once, as it is the same for all. */
  private static Candidate one(List<Candidate> alike, int of) {
    Candidate first = alike.get(0);
    InsufficientWindows windows =
        new InsufficientWindows(
            first.lack(), alike.size(), of, window(first), window(alike.get(alike.size() - 1)));
    return new Candidate(
        first.kind(),
        first.subject(),
        first.version(),
        first.slice(),
        first.span(),
        windows.stretch(),
        first.baseline(),
        first.baseline() == Baseline.REFERENCE ? first.before() : sum(alike, Candidate::before),
        sum(alike, Candidate::after),
        null,
        0,
        windows,
        first.referenceWindows(),
        first.currentWindows());
  }

  private static SampleSize sum(List<Candidate> of, Function<Candidate, SampleSize> side) {
    return of.stream().map(side).reduce(SampleSize.ofRows(0), SampleSize::plus);
  }

  private static TimeRange window(Candidate candidate) {
    return Objects.requireNonNull(candidate.window());
  }
}
