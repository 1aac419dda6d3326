package dev.surprisal.report.picture;

import dev.surprisal.profile.CategoryDistribution;
import dev.surprisal.profile.CategoryDistribution.Category;
import dev.surprisal.profile.ColumnDistribution;
import dev.surprisal.profile.ColumnDistribution.Cell;
import dev.surprisal.report.picture.Distribution.Bin;
import dev.surprisal.report.picture.Distribution.Form;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Puts two distributions into bins that they share. Profiles have finer cells, as fine as values
 * lie close; for the eye some two dozen of even width will do. A cell across a bound is divided as
 * if its rows lay evenly in it.
 */
final class Distributions {

  private static final int BINS = 24;

  private static final int NAMES = 10;

  /** So little of a side at either end is put into the outermost bin: one outlier flattens all. */
  private static final double TAIL = 0.005;

  /** Values that are spread farther are drawn on a logarithmic scale. */
  private static final double WIDE = 300;

  private Distributions() {}

  /** Of numbers. */
  static Distribution of(String subject, ColumnDistribution before, ColumnDistribution after) {
    TreeSet<Double> values = new TreeSet<>();
    boolean areExact =
        Stream.concat(before.cells().stream(), after.cells().stream())
            .peek(cell -> values.add(cell.upper()))
            .allMatch(Cell::isExact);
    if (areExact && values.size() <= BINS) {
      List<Bin> bins =
          values.stream()
              .map(it -> new Bin("", it, it, shareOf(before, it), shareOf(after, it)))
              .toList();
      return new Distribution(
          subject, Form.VALUES, bins, false, false, missing(before), missing(after));
    }
    return ranges(subject, before, after);
  }

  private static double shareOf(ColumnDistribution of, double value) {
    long rows = of.rows();
    return of.cells().stream()
        .filter(cell -> cell.upper() == value)
        .mapToDouble(cell -> (double) cell.rows() / rows)
        .sum();
  }

  private static double missing(ColumnDistribution of) {
    double missing = (double) of.nulls() + of.notNumbers();
    double all = missing + of.rows();
    return all == 0 ? 0 : missing / all;
  }

  private static Distribution ranges(
      String subject, ColumnDistribution before, ColumnDistribution after) {
    double low = Math.min(quantile(before, TAIL), quantile(after, TAIL));
    double high = Math.max(quantile(before, 1 - TAIL), quantile(after, 1 - TAIL));
    boolean isWhole = before.whole() && after.whole();
    Scale scale = Scale.of(low, high, isWhole);
    double[] was = scale.shares(before);
    double[] is = scale.shares(after);
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < scale.bins(); i++) {
      bins.add(new Bin("", scale.bound(i), scale.bound(i + 1), was[i], is[i]));
    }
    return new Distribution(
        subject,
        Form.RANGES,
        bins,
        scale.isCut(before, true) || scale.isCut(after, true),
        scale.isCut(before, false) || scale.isCut(after, false),
        missing(before),
        missing(after));
  }

  /**
   * A finite value that about this share of the rows does not exceed; the middle is NaN of none.
   */
  private static double quantile(ColumnDistribution of, double share) {
    double wanted = share * of.rows();
    double found = Double.NaN;
    double sum = 0;
    for (Cell cell : of.cells()) {
      if (!Double.isFinite(cell.lower()) || !Double.isFinite(cell.upper())) {
        sum += cell.rows();
        continue;
      }
      if (Double.isNaN(found) || sum < wanted) {
        double part = Math.max(0, Math.min(1, (wanted - sum) / cell.rows()));
        found = cell.lower() + part * (cell.upper() - cell.lower());
      }
      sum += cell.rows();
    }
    return found;
  }

  /** Even bins, of the values or of their logarithms. */
  private record Scale(double low, double high, int bins, boolean isLogarithmic) {

    static Scale of(double low, double high, boolean isWhole) {
      double from = Double.isNaN(low) ? 0 : low;
      double to = Double.isNaN(high) ? 1 : high;
      if (isWhole && to - from < 1e15) {
        double step = Math.max(1, Math.ceil((Math.floor(to) - Math.ceil(from) + 1) / BINS));
        double first = Math.ceil(from) - 0.5;
        int count = (int) Math.max(1, Math.ceil((Math.floor(to) + 0.5 - first) / step));
        if (!(from > 0 && to / from > WIDE)) {
          return new Scale(first, first + count * step, count, false);
        }
      }
      if (!(to > from)) {
        double half = from == 0 ? 1 : Math.abs(from) / 10;
        return new Scale(from - half, to + half, BINS, false);
      }
      return from > 0 && to / from > WIDE
          ? new Scale(StrictMath.log(from), StrictMath.log(to), BINS, true)
          : new Scale(from, to, BINS, false);
    }

    double bound(int i) {
      double at = low + (high - low) * i / bins;
      return isLogarithmic ? StrictMath.exp(at) : at;
    }

    private double place(double value) {
      double at = isLogarithmic ? StrictMath.log(Math.max(value, Double.MIN_VALUE)) : value;
      return (at - low) / (high - low) * bins;
    }

    boolean isCut(ColumnDistribution of, boolean isBelow) {
      return of.cells().stream()
          .anyMatch(it -> isBelow ? place(it.upper()) < 0 : place(it.lower()) > bins + 1e-9);
    }

    double[] shares(ColumnDistribution of) {
      double[] shares = new double[bins];
      double rows = Math.max(1, of.rows());
      for (Cell cell : of.cells()) {
        double from = clamp(place(cell.lower()));
        double to = clamp(place(cell.upper()));
        if (to - from < 1e-9) {
          shares[Math.min(bins - 1, (int) to)] += cell.rows() / rows;
          continue;
        }
        for (int i = (int) from; i < Math.min(bins, Math.ceil(to)); i++) {
          double inside = Math.min(to, i + 1.0) - Math.max(from, i);
          shares[i] += cell.rows() / rows * inside / (to - from);
        }
      }
      return shares;
    }

    private double clamp(double place) {
      return Math.max(0, Math.min(bins, place));
    }
  }

  /** Of categories: the most frequent ones of either side, then all others. */
  static Distribution of(String subject, CategoryDistribution before, CategoryDistribution after) {
    long bound = Math.min(before.bound(), after.bound());
    CategoryDistribution was = before.upTo(bound);
    CategoryDistribution is = after.upTo(bound);
    double rowsBefore = Math.max(1e-9, was.rows() - was.nulls());
    double rowsAfter = Math.max(1e-9, is.rows() - is.nulls());
    Map<Long, Bin> bins = new HashMap<>();
    for (Category it : was.categories()) {
      bins.put(it.hash(), new Bin(it.name(), 0, 0, it.rows() / rowsBefore, 0));
    }
    for (Category it : is.categories()) {
      double share = it.rows() / rowsAfter;
      bins.merge(
          it.hash(),
          new Bin(it.name(), 0, 0, 0, share),
          (a, b) -> new Bin(a.name(), 0, 0, a.before(), share));
    }
    return new Distribution(
        subject,
        Form.NAMES,
        most(List.copyOf(bins.values()), was.other() / rowsBefore, is.other() / rowsAfter),
        false,
        false,
        was.rows() == 0 ? 0 : was.nulls() / was.rows(),
        is.rows() == 0 ? 0 : is.nulls() / is.rows());
  }

  /** Of classes. */
  static Distribution of(String subject, List<String> classes, double[] before, double[] after) {
    double rowsBefore = Math.max(1e-9, sum(before));
    double rowsAfter = Math.max(1e-9, sum(after));
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < classes.size(); i++) {
      bins.add(new Bin(classes.get(i), 0, 0, before[i] / rowsBefore, after[i] / rowsAfter));
    }
    return new Distribution(
        subject, Form.NAMES, bins.size() <= NAMES ? bins : most(bins, 0, 0), false, false, 0, 0);
  }

  private static List<Bin> most(List<Bin> all, double othersBefore, double othersAfter) {
    List<Bin> sorted =
        all.stream()
            .sorted(
                Comparator.comparingDouble((Bin it) -> -Math.max(it.before(), it.after()))
                    .thenComparing(Bin::name))
            .toList();
    List<Bin> most = new ArrayList<>(sorted.subList(0, Math.min(NAMES, sorted.size())));
    List<Bin> others = sorted.subList(most.size(), sorted.size());
    double before = othersBefore + others.stream().mapToDouble(Bin::before).sum();
    double after = othersAfter + others.stream().mapToDouble(Bin::after).sum();
    if (before > 0 || after > 0) {
      most.add(new Bin("all others", 0, 0, before, after));
    }
    return most;
  }

  private static double sum(double[] parts) {
    double sum = 0;
    for (double part : parts) {
      sum += part;
    }
    return sum;
  }
}
