package dev.surprisal.drift;

import dev.surprisal.drift.Attribution.Part;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.Series;
import dev.surprisal.profile.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Splits the divergence of the joint distribution of label and slice by the chain rule, exactly:
 * D(P₂(y, s)‖P₁(y, s)) = Σ w₂ ln(w₂/w₁) + Σ w₂ D(P₂(y|s)‖P₁(y|s)) with the slices' shares w. The
 * first sum is the shift of the mix, the second the label shift within the slices. Counts are
 * smoothed by half a row a cell of the joint table, so that a new slice has a finite share.
 *
 * <p>T. M. Cover and J. A. Thomas, Elements of Information Theory (2006), theorem 2.5.3.
 */
final class LabelSplit {

  /** Jeffreys' half row. */
  private static final double HALF = 0.5;

  private final List<Entry> entries = new ArrayList<>();

  /** One slice's labels. */
  private record Entry(
      Slice slice, long[] before, long[] after, CountDispersion dispersion, double windows) {

    long rowsBefore() {
      return Arrays.stream(before).sum();
    }

    long rowsAfter() {
      return Arrays.stream(after).sum();
    }

    /** What the divergence of the labels reaches by chance at a level. */
    double noise(double alpha) {
      if (rowsBefore() == 0 || rowsAfter() == 0) {
        return 0;
      }
      double ofRows = 1.0 / rowsBefore() + 1.0 / rowsAfter();
      CountNoise noise = CountNoise.of(before.length - 1, ofRows, dispersion, windows);
      return noise.expected() + noise.floor(alpha);
    }
  }

  /** Adds a slice. */
  void add(Series series) {
    Sample reference = Sample.ofReference(series);
    Sample current = Sample.ofCurrent(series);
    List<double[]> windows =
        reference.windows().stream()
            .map(profile -> Arrays.stream(profile.labels()).asDoubleStream().toArray())
            .toList();
    entries.add(
        new Entry(
            series.slice(),
            series.reference().labels(),
            series.current().labels(),
            CountDispersion.of(windows),
            reference.concentration(Profile::scored) + current.concentration(Profile::scored)));
  }

  /** The split; none where a side has no labelled row. */
  Optional<Attribution> of(
      @Nullable String version, List<String> dimensions, double alpha, InformationUnit unit) {
    List<Entry> filled = entries.stream().filter(e -> e.rowsBefore() + e.rowsAfter() > 0).toList();
    double before = filled.stream().mapToDouble(e -> mass(e.before())).sum();
    double after = filled.stream().mapToDouble(e -> mass(e.after())).sum();
    if (filled.stream().allMatch(e -> e.rowsBefore() == 0)
        || filled.stream().allMatch(e -> e.rowsAfter() == 0)) {
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

  private static Part part(
      Entry entry, double allBefore, double allAfter, double alpha, InformationUnit unit) {
    double before = mass(entry.before());
    double after = mass(entry.after());
    double share = after / allAfter;
    double divergence = 0;
    for (int i = 0; i < entry.after().length; i++) {
      double p = (entry.after()[i] + HALF) / after;
      divergence += p * Math.log(p / ((entry.before()[i] + HALF) / before));
    }
    return new Part(
        entry.slice(),
        unit.fromNats(share * Math.log(share / (before / allBefore))),
        unit.fromNats(share * divergence),
        unit.fromNats(share * entry.noise(alpha)),
        entry.rowsBefore(),
        entry.rowsAfter());
  }

  private static double mass(long[] counts) {
    return Arrays.stream(counts).sum() + HALF * counts.length;
  }
}
