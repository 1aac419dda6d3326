package dev.surprisal.calibration;

import dev.surprisal.drift.DriftAnalysis;
import dev.surprisal.drift.SeriesDrift;
import dev.surprisal.drift.Trials;
import dev.surprisal.drift.Trials.Judged;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.drift.finding.DriftPolicy;
import dev.surprisal.drift.finding.FindingState;
import dev.surprisal.drift.finding.Span;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.math.statistics.Normal;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.cube.Series;
import dev.surprisal.profile.cube.Slice;
import dev.surprisal.profile.row.CategoricalColumns;
import dev.surprisal.profile.row.ZeroPolicy;
import dev.surprisal.profile.state.ColumnValues;
import dev.surprisal.profile.state.Layout;
import dev.surprisal.profile.state.RepeatedRows;
import dev.surprisal.profile.state.StateUpdater;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Runs over slices with columns of six kinds: normal, lognormal, half zeros, narrow far from zero,
 * counts, categories; with days that are alike or differ in the shares of five parts of each
 * column.
 */
final class ColumnRuns {

  /** How days differ. */
  enum Days {
    ALIKE,
    /** Each slice and column by itself, in all directions. */
    ALL_DIRECTIONS,
    /** All slices and columns of a day the same way. */
    ONE_DIRECTION,
    /** Like the first, but by Student's t with three degrees of freedom. */
    HEAVY_TAILED
  }

  /** What is drawn. */
  record Shape(int columns, int slices, int reference, int current, double deviation, Days days) {}

  /**
   * A drift of one column in one slice, from the first current window on.
   *
   * @param column which
   * @param tilt by how much the odds of the upper half of its values rise
   */
  record Drift(int column, int slice, long rows, double tilt) {

    static final Drift NONE = new Drift(-1, -1, 0, 0);

    private Drift in(int other) {
      return new Drift(other, slice, rows, tilt);
    }
  }

  private static final int ATOMS = 100;
  private static final int PARTS = 5;

  /** Fewer rows are not looked at by PSI and KS. */
  private static final int ENOUGH = 100;

  private static final double[][] VALUES = values();

  /** Ten, of 1 to 19 atoms. */
  private static final String[] CATEGORIES =
      IntStream.range(0, ATOMS)
          .mapToObj(atom -> "category " + (int) Math.sqrt(atom))
          .toArray(String[]::new);

  private static final int KINDS = VALUES.length + 1;

  private final Layout layout;
  private final Shape shape;
  private final DriftAnalysis analysis;
  private final Predicted row;

  ColumnRuns(Shape shape) {
    this.shape = shape;
    this.layout =
        new Layout(Population.CLASSES, ZeroPolicy.DEFAULT, shape.columns())
            .categorical(
                new CategoricalColumns(
                    32,
                    IntStream.range(0, shape.columns())
                        .filter(ColumnRuns::isCategorical)
                        .boxed()
                        .toList()));
    StateUpdater fold = StateUpdater.of(layout);
    this.row = new Predicted(fold);
    this.analysis =
        new DriftAnalysis(
            DriftPolicy.DEFAULT,
            InformationUnit.NATS,
            Scene.CLASSES,
            IntStream.range(0, shape.columns()).mapToObj(i -> "c" + i).toList());
  }

  /** The predicted rows beside the columns' values. */
  private record Predicted(StateUpdater fold) {

    long[] state(long rows) {
      long[] state = fold.layout().empty();
      double[] q = Population.prediction(0);
      long[] one = fold.layout().empty();
      fold.scored(one, q, 0);
      new RepeatedRows(fold.layout(), one).add(state, rows);
      return state;
    }
  }

  private static boolean isCategorical(int column) {
    return column % KINDS == VALUES.length;
  }

  private static double[][] values() {
    double[][] values = new double[5][ATOMS];
    for (int i = 0; i < ATOMS; i++) {
      double u = (i + 0.5) / ATOMS;
      double z = Normal.quantile(u);
      values[0][i] = 100 + 8 * z;
      values[1][i] = Math.exp(z);
      values[2][i] = i < ATOMS / 2 ? 0 : Math.exp(2 * z);
      values[3][i] = 500_000 + z;
      values[4][i] = Math.floor(3 * Math.exp(0.7 * z));
    }
    return values;
  }

  /** The comparisons of a run. */
  List<Judged> run(long seed, Drift drift) {
    return Trials.judged(compared(seed, drift));
  }

  List<SeriesDrift> compared(long seed, Drift drift) {
    Draw draw = new Draw(seed);
    SplittableRandom random = new SplittableRandom(seed ^ 0x5DEECE66DL);
    int days = shape.reference() + shape.current();
    long[] sizes = Scene.sizes(Math.max(2, shape.slices()));
    Profile[][] profiles = new Profile[days][shape.slices()];
    for (int day = 0; day < days; day++) {
      double common = random.nextGaussian();
      for (int slice = 0; slice < shape.slices(); slice++) {
        long rows = slice == drift.slice() ? drift.rows() : sizes[slice];
        boolean changed = slice == drift.slice() && day >= shape.reference();
        long[] state = row.state(rows);
        for (int column = 0; column < shape.columns(); column++) {
          double tilt = changed && column == drift.column() ? drift.tilt() : 0;
          double[] shares = shares(random, common, tilt);
          long[] counts = draw.multinomial(rows, shares);
          add(state, column, counts);
        }
        profiles[day][slice] = Profile.of(layout, state);
      }
    }
    List<SeriesDrift> compared = new ArrayList<>();
    compared.add(analysis.compare(series(Slice.ALL, profiles, -1)));
    for (int slice = 0; slice < shape.slices(); slice++) {
      compared.add(analysis.compare(series(Scene.slice(slice), profiles, slice)));
    }
    return compared;
  }

  private void add(long[] state, int column, long[] counts) {
    if (isCategorical(column)) {
      ColumnValues.add(layout, state, column, CATEGORIES, counts);
    } else {
      ColumnValues.add(layout, state, column, VALUES[column % KINDS], counts);
    }
  }

  private double[] shares(SplittableRandom random, double common, double drift) {
    double[] parts = new double[PARTS];
    for (int part = 0; part < PARTS; part++) {
      double direction = part < PARTS / 2 ? -1 : part > PARTS / 2 ? 1 : 0;
      parts[part] =
          switch (shape.days()) {
            case ALIKE -> 0;
            case ALL_DIRECTIONS -> random.nextGaussian();
            case ONE_DIRECTION -> common * direction;
            case HEAVY_TAILED -> student(random) / Math.sqrt(3);
          };
    }
    double[] shares = new double[ATOMS];
    double sum = 0;
    for (int i = 0; i < ATOMS; i++) {
      // A part of a fifth moves by about the deviation where its log-odds move by 5 to 6 times
      // that.
      double day = parts[i * PARTS / ATOMS] * shape.deviation() * PARTS;
      shares[i] = Math.exp(day + (i >= ATOMS / 2 ? drift : 0));
      sum += shares[i];
    }
    double total = sum;
    return Arrays.stream(shares).map(share -> share / total).toArray();
  }

  private static double student(SplittableRandom random) {
    double squares = 0;
    for (int i = 0; i < 3; i++) {
      double z = random.nextGaussian();
      squares += z * z;
    }
    return random.nextGaussian() / Math.sqrt(squares / 3);
  }

  private Series series(Slice slice, Profile[][] profiles, int which) {
    List<Series.WindowProfile> windows = new ArrayList<>();
    for (int day = 0; day < profiles.length; day++) {
      Profile of =
          which < 0 ? Profile.sum(layout, Arrays.stream(profiles[day])) : profiles[day][which];
      windows.add(new Series.WindowProfile(Scene.days(day, day + 1), day < shape.reference(), of));
    }
    return Drawn.series(layout, slice, windows);
  }

  /**
   * What was said of a run, by us and by tests that are in use elsewhere: of each column in each
   * window of enough rows, PSI > 0.1 or, of numbers, the test of Kolmogorov and Smirnov at 5 % over
   * their number.
   *
   * @param alerts whether anything alerts, of a drifted column in its slice or in all rows
   * @param others whether any other column does
   * @param psi whether the PSI says so
   * @param ks whether the test of Kolmogorov and Smirnov does
   */
  record Said(boolean alerts, boolean others, boolean psi, boolean ks) {}

  /** What is said of undrifted runs. */
  List<Said> quiet(int runs) {
    return all(runs, seed -> said(run(seed, Drift.NONE), it -> true));
  }

  /** What is said of runs of which another column has drifted in each. */
  List<Said> drifted(int runs, Drift drift) {
    Slice slice = Scene.slice(drift.slice());
    return all(
        runs,
        seed -> {
          int column = (int) (seed % shape.columns());
          return said(
              run(seed, drift.in(column)),
              it ->
                  ("c" + column).equals(it.subject())
                      && (it.slice().equals(slice) || it.slice().isAll()));
        });
  }

  private static Said said(List<Judged> run, Predicate<Judged> wanted) {
    List<Judged> columns =
        run.stream().filter(it -> it.kind() == ComparisonKind.COLUMN_DISTRIBUTION).toList();
    List<Judged> windows =
        columns.stream().filter(it -> it.span() == Span.WINDOW && it.rows() >= ENOUGH).toList();
    return new Said(
        run.stream().filter(wanted).anyMatch(it -> it.state() == FindingState.ALERT),
        columns.stream().filter(wanted.negate()).anyMatch(it -> it.state() == FindingState.ALERT),
        windows.stream().filter(wanted).anyMatch(it -> it.psi() > 0.1),
        windows.stream().filter(wanted).anyMatch(it -> it.ksPValue() * windows.size() < 0.05));
  }

  private static List<Said> all(int runs, LongFunction<Said> of) {
    return LongStream.range(0, runs).parallel().mapToObj(of).toList();
  }
}
