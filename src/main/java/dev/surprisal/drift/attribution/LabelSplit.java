package dev.surprisal.drift.attribution;

import dev.surprisal.drift.attribution.Attribution.Part;
import dev.surprisal.drift.comparison.CoarseCells;
import dev.surprisal.drift.comparison.CountDispersion;
import dev.surprisal.drift.comparison.CountNoise;
import dev.surprisal.drift.comparison.Sample;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.SampleSize;
import dev.surprisal.profile.cube.Series;
import dev.surprisal.profile.cube.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Splits the divergence of the joint distribution of label and slice by the chain rule, exactly:
 * D(P₂(y, s)‖P₁(y, s)) = Σ w₂ ln(w₂/w₁) + Σ w₂ D(P₂(y|s)‖P₁(y|s)) with the slices' shares w. The
 * first sum is the shift of the mix, the second the label shift within the slices. Counts are
 * smoothed by half a row a cell of the joint table, so that a new slice has a finite share.
 *
 * <p>T. M. Cover and J. A. Thomas, Elements of Information Theory (2006), theorem 2.5.3.
 */
public final class LabelSplit {

  /** Jeffreys' half row. */
  private static final double HALF = 0.5;

  private final List<Entry> entries = new ArrayList<>();

  /** One side of a slice: the labels by class, as they weigh. */
  record Side(double[] labels, SampleSize size) {

    static Side of(Profile profile) {
      return new Side(profile.labels(), profile.scoredSize());
    }

    boolean isEmpty() {
      return size.weight() == 0;
    }

    /** So many times the labels; slices must have one scale to be parts of one table. */
    Side times(double scale) {
      return new Side(Arrays.stream(labels).map(rows -> rows * scale).toArray(), size);
    }

    double mass() {
      return CoarseCells.total(labels) + HALF * labels.length;
    }
  }

  /** One slice's labels. */
  public record Entry(
      Slice slice, Side before, Side after, CountDispersion dispersion, double windows) {

    boolean isEmpty() {
      return before.isEmpty() && after.isEmpty();
    }

    Entry times(double scaleBefore, double scaleAfter) {
      return new Entry(
          slice, before.times(scaleBefore), after.times(scaleAfter), dispersion, windows);
    }

    /** What the divergence of the labels reaches by chance at a level. */
    double noise(double alpha) {
      if (before.isEmpty() || after.isEmpty()) {
        return 0;
      }
      double ofRows = 1.0 / before.size().effective() + 1.0 / after.size().effective();
      CountNoise noise =
          new CountNoise(
              before.labels().length - 1,
              ofRows,
              windows,
              dispersion.correlation(),
              dispersion.along(before.labels(), after.labels()).dispersion());
      return noise.expected() + noise.floor(alpha);
    }
  }

  /** Adds a slice. */
  public void add(Entry slice) {
    entries.add(slice);
  }

  /** What is to be known of a slice. */
  public static Entry entry(Series series) {
    Sample reference = Sample.ofReference(series);
    Sample current = Sample.ofCurrent(series);
    List<double[]> windows =
        reference.windows().stream()
            .map(Side::of)
            .map(side -> side.times(side.size().scale()).labels())
            .toList();
    return new Entry(
        series.slice(),
        Side.of(series.reference()),
        Side.of(series.current()),
        CountDispersion.of(windows),
        reference.concentration(Profile::scoredSize) + current.concentration(Profile::scoredSize));
  }

  /** The split; none where a side has no labelled row. */
  public Optional<Attribution> explain(
      @Nullable String version, List<String> dimensions, double alpha, InformationUnit unit) {
    double scaleBefore = size(Entry::before).scale();
    double scaleAfter = size(Entry::after).scale();
    List<Entry> filled =
        entries.stream()
            .filter(e -> !e.isEmpty())
            .map(e -> e.times(scaleBefore, scaleAfter))
            .toList();
    double before = filled.stream().mapToDouble(e -> e.before().mass()).sum();
    double after = filled.stream().mapToDouble(e -> e.after().mass()).sum();
    if (filled.stream().allMatch(e -> e.before().isEmpty())
        || filled.stream().allMatch(e -> e.after().isEmpty())) {
      return Optional.empty();
    }
    List<Part> parts =
        Attribution.ordered(
            filled.stream().map(e -> part(e, before, after, alpha / filled.size(), unit)),
            1,
            Part::within);
    double mix = parts.stream().mapToDouble(Part::mix).sum();
    double within = parts.stream().mapToDouble(Part::within).sum();
    return Optional.of(
        new Attribution(
            ComparisonKind.LABEL_DISTRIBUTION,
            version,
            dimensions,
            unit.label(),
            mix + within,
            mix,
            within,
            parts));
  }

  private SampleSize size(Function<Entry, Side> side) {
    return entries.stream()
        .map(side)
        .map(Side::size)
        .reduce(SampleSize.ofRows(0), SampleSize::plus);
  }

  private static Part part(
      Entry entry, double allBefore, double allAfter, double alpha, InformationUnit unit) {
    double before = entry.before().mass();
    double after = entry.after().mass();
    double share = after / allAfter;
    double divergence = 0;
    double[] was = entry.before().labels();
    double[] is = entry.after().labels();
    for (int i = 0; i < is.length; i++) {
      double p = (is[i] + HALF) / after;
      divergence += p * Math.log(p / ((was[i] + HALF) / before));
    }
    return new Part(
        entry.slice(),
        unit.fromNats(share * Math.log(share / (before / allBefore))),
        unit.fromNats(share * divergence),
        unit.fromNats(share * entry.noise(alpha)),
        entry.before().size().rows(),
        entry.after().size().rows());
  }
}
