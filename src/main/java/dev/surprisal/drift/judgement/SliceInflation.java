package dev.surprisal.drift.judgement;

import dev.surprisal.drift.comparison.Outcome;
import dev.surprisal.drift.finding.Baseline;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.Span;
import dev.surprisal.math.statistics.ChiSquared;
import dev.surprisal.math.statistics.Normal;
import dev.surprisal.profile.time.TimeRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much the slices by the same dimensions move against each other anyway, beyond what the
 * windows of the reference show: seasons that it has not seen, and other slow movements.
 *
 * <p>With xᵢ the square of the normal deviate that a slice's p-value stands for, λ = median(xᵢ) /
 * 0.455, at least 1, is by how much most of the slices exceed chance, whatever a few of them do;
 * 0.455 is the median of χ² with one degree of freedom. A slice stands out among S where S · P(χ² >
 * xᵢ/λ) is below α. B. Devlin and K. Roeder, <a
 * href="https://doi.org/10.1111/j.0006-341X.1999.00997.x">Genomic Control for Association
 * Studies</a> (1999).
 */
public final class SliceInflation {

  /** The median of fewer slices says too little of what most of them do. */
  static final int MIN_SLICES = 5;

  private static final double USUAL_MEDIAN = ChiSquared.quantile(0.5, 1);

  private final Map<Group, Spread> spreads = new HashMap<>();

  /** Comparisons that differ in their slices alone. */
  private record Group(
      ComparisonKind kind,
      @Nullable String subject,
      @Nullable String version,
      Baseline baseline,
      Span span,
      @Nullable TimeRange window,
      List<String> dimensions) {

    static Group of(Candidate candidate, List<String> dimensions) {
      return new Group(
          candidate.kind(),
          candidate.subject(),
          candidate.version(),
          candidate.baseline(),
          candidate.span(),
          candidate.window(),
          dimensions);
    }
  }

  /**
   * How far the slices by certain dimensions move.
   *
   * @param slices how many were compared, S
   * @param dispersion λ
   */
  public record Spread(int slices, double dispersion) {

    private static Spread of(List<Double> pValues) {
      double[] squares = pValues.stream().mapToDouble(SliceInflation::square).sorted().toArray();
      int half = squares.length / 2;
      double median =
          squares.length % 2 == 1 ? squares[half] : (squares[half - 1] + squares[half]) / 2;
      return new Spread(squares.length, Math.max(1, median / USUAL_MEDIAN));
    }

    /** The probability that any of so many slices moves as far as one with the given p-value. */
    double pValue(double ofSlice) {
      // Most slices beyond any doubt, and this one among them.
      return Double.isInfinite(dispersion)
          ? 1
          : Math.min(1, slices * ChiSquared.survival(square(ofSlice) / dispersion, 1));
    }
  }

  SliceInflation(List<Candidate> candidates) {
    Map<Group, List<Double>> pValues = new HashMap<>();
    for (Candidate candidate : candidates) {
      Outcome outcome = candidate.outcome();
      if (!candidate.slice().isAll() && outcome != null && !Double.isNaN(outcome.pValue())) {
        Group group = Group.of(candidate, candidate.slice().dimensions());
        pValues.computeIfAbsent(group, of -> new ArrayList<>()).add(outcome.pValue());
      }
    }
    pValues.forEach(
        (group, of) -> {
          if (of.size() >= MIN_SLICES) {
            spreads.put(group, Spread.of(of));
          }
        });
  }

  /** How far the slices like the candidate's move; null where there are too few of them. */
  @Nullable Spread of(Candidate candidate) {
    return spreads.get(Group.of(candidate, candidate.slice().dimensions()));
  }

  /** The same comparison over all rows, as a key. */
  static Object ofAllRows(Candidate candidate) {
    return Group.of(candidate, List.of());
  }

  private static double square(double pValue) {
    double deviate = Normal.quantile(pValue / 2);
    return deviate * deviate;
  }
}
