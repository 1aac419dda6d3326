package dev.surprisal.drift.attribution;

import dev.surprisal.drift.attribution.Attribution.Part;
import dev.surprisal.drift.comparison.FittedMean;
import dev.surprisal.drift.comparison.LogLossComparison;
import dev.surprisal.drift.comparison.MeanDifference;
import dev.surprisal.drift.comparison.Sample;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.math.Kernels;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.SampleSize;
import dev.surprisal.profile.cube.Series;
import dev.surprisal.profile.cube.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Splits the change of the mean finite log loss over slices, exactly: with shares w and losses ℓ of
 * the slices and L of all rows, L₂ − L₁ = Σ (w₂ − w₁)(ℓ₁ − L₁) + Σ w₂(ℓ₂ − ℓ₁), because Σ (w₂ − w₁)
 * L₁ = 0. What a slice that is new does is a matter of the mix: it has no ℓ₁ to have changed from;
 * its mix is its share × (its current loss − L₁).
 */
public final class LossSplit {

  private final List<Entry> entries = new ArrayList<>();

  /** One slice's rows and mean losses. */
  public record Entry(Slice slice, Side before, Side after, MeanDifference difference) {

    /** What chance makes of the difference of the losses, at a level; 0 where it is unknown. */
    double noise(double alpha) {
      boolean several = before.size().effective() > 1 && after.size().effective() > 1;
      double margin = several ? difference.margin(alpha) : Double.NaN;
      return Double.isNaN(margin) ? 0 : margin;
    }
  }

  /** The rows and the mean loss; NaN without a row that weighs something. */
  record Side(SampleSize size, double loss) {

    static Side of(Profile profile) {
      return new Side(profile.finiteSize(), profile.meanFiniteLoss());
    }

    static Side of(List<Side> parts) {
      SampleSize size =
          parts.stream().map(Side::size).reduce(SampleSize.ofRows(0), SampleSize::plus);
      double[] losses =
          parts.stream().mapToDouble(p -> p.isEmpty() ? 0 : p.loss * p.size.weight()).toArray();
      return new Side(size, Kernels.sum(losses, losses.length) / size.weight());
    }

    boolean isEmpty() {
      return size.weight() == 0;
    }

    double share(Side whole) {
      return size.weight() / whole.size.weight();
    }
  }

  /** Adds a slice. */
  public void add(Entry slice) {
    entries.add(slice);
  }

  /** What is to be known of a slice. */
  public static Entry entry(Series series) {
    Sample reference = Sample.ofReference(series);
    MeanDifference difference =
        new FittedMean(LogLossComparison::finite, reference, reference)
            .difference(Sample.ofCurrent(series));
    return new Entry(
        series.slice(), Side.of(series.reference()), Side.of(series.current()), difference);
  }

  /** The split; none where a side has no labelled row. */
  public Optional<Attribution> explain(
      @Nullable String version, List<String> dimensions, double alpha, InformationUnit unit) {
    Side before = Side.of(entries.stream().map(Entry::before).toList());
    Side after = Side.of(entries.stream().map(Entry::after).toList());
    if (before.isEmpty() || after.isEmpty()) {
      return Optional.empty();
    }
    double total = unit.fromNats(after.loss() - before.loss());
    List<Entry> filled =
        entries.stream().filter(e -> !e.before().isEmpty() || !e.after().isEmpty()).toList();
    double level = alpha / filled.size();
    List<Part> parts =
        Attribution.ordered(
            filled.stream().map(entry -> part(entry, before, after, level, unit)),
            total,
            Part::contribution);
    return Optional.of(
        new Attribution(
            ComparisonKind.LOG_LOSS,
            version,
            dimensions,
            unit.label(),
            total,
            sum(parts, Part::mix),
            sum(parts, Part::within),
            parts));
  }

  private static Part part(
      Entry entry, Side allBefore, Side allAfter, double alpha, InformationUnit unit) {
    Side before = entry.before();
    Side after = entry.after();
    double share = after.share(allAfter);
    double mix;
    double within = 0;
    if (before.isEmpty()) {
      mix = share * (after.loss() - allBefore.loss());
    } else {
      mix = (share - before.share(allBefore)) * (before.loss() - allBefore.loss());
      within = after.isEmpty() ? 0 : share * (after.loss() - before.loss());
    }
    return new Part(
        entry.slice(),
        unit.fromNats(mix),
        unit.fromNats(within),
        unit.fromNats(share * entry.noise(alpha)),
        before.size().rows(),
        after.size().rows());
  }

  private static double sum(List<Part> parts, ToDoubleFunction<Part> figure) {
    double[] figures = parts.stream().mapToDouble(figure).toArray();
    return Kernels.sum(figures, figures.length);
  }
}
