package dev.surprisal.profile.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.profile.Profile;
import dev.surprisal.profile.row.CategoricalColumns;
import dev.surprisal.profile.row.RowStatus;
import dev.surprisal.profile.row.RowWeight;
import dev.surprisal.profile.row.StateSpec;
import dev.surprisal.profile.row.ZeroPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A profile is an algebra: any split, any order, any grouping of the rows gives the same bytes. */
class ProfileLawsTest {

  private static final int CLASSES = 3;
  private static final int COLUMNS = 2;

  /** A row as the job would fold it. */
  private record TestRow(RowStatus status, double[] q, int label, double[] p, long[] values) {}

  @Provide
  Arbitrary<List<TestRow>> rows() {
    Arbitrary<RowStatus> status =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(6, Arbitraries.just(RowStatus.SCORED)),
            net.jqwik.api.Tuple.of(2, Arbitraries.just(RowStatus.UNLABELLED)),
            net.jqwik.api.Tuple.of(2, Arbitraries.of(RowStatus.values())));
    Arbitrary<double[]> distribution =
        Arbitraries.doubles()
            .between(0, 1)
            .array(double[].class)
            .ofSize(CLASSES)
            .map(ProfileLawsTest::normalised);
    Arbitrary<long[]> columns =
        Arbitraries.oneOf(
                Arbitraries.of(0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, -1e300, 1e-310),
                Arbitraries.doubles())
            .map(Double::doubleToLongBits)
            .injectDuplicates(0.2)
            .array(long[].class)
            // Those of the columns, then the lag of the label.
            .ofSize(COLUMNS + 1);
    Arbitrary<Double> weight =
        Arbitraries.oneOf(
            Arbitraries.of(0.0, 1e-7, 0x1p-20, 1.0, 1.0, 10.0, RowWeight.MOST),
            Arbitraries.doubles().between(0, 100));
    return Combinators.combine(
            status,
            distribution,
            Arbitraries.integers().between(0, 2),
            distribution,
            Combinators.combine(columns, weight).as(ProfileLawsTest::values))
        .as(TestRow::new)
        .list()
        .ofMaxSize(300);
  }

  private static long[] values(long[] columns, double weight) {
    long[] values = Arrays.copyOf(columns, columns.length + 1);
    values[columns.length] = Double.doubleToLongBits(weight);
    return values;
  }

  private static double[] normalised(double[] weights) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    double[] shares = new double[weights.length];
    for (int i = 0; i < weights.length; i++) {
      shares[i] = sum == 0 ? (i == 0 ? 1 : 0) : weights[i] / sum;
    }
    return shares;
  }

  private static Layout layout(ZeroPolicy.Kind kind, StateSpec.Weights weights) {
    return new Layout(
        new StateSpec(
            CLASSES,
            new ZeroPolicy(kind, 1e-15),
            COLUMNS,
            StateSpec.Lag.KEPT,
            weights,
            CategoricalColumns.NONE));
  }

  /** The rows that the layout can have; without weights, none of an invalid one. */
  private static List<TestRow> possible(List<TestRow> rows, Layout layout) {
    return rows.stream()
        .filter(row -> layout.spec().weighs() || row.status() != RowStatus.INVALID_WEIGHT)
        .toList();
  }

  private static long[] accumulate(Layout layout, Accumulator rows, long[] before, TestRow row) {
    long[] values = Arrays.copyOf(row.values(), layout.spec().rowValues());
    if (row.status() == RowStatus.SCORED && row.label() == 2) {
      long[] state = rows.scored(before, row.q(), row.p(), values);
      rows.ofRepeatedLabel();
      return rows.add(state);
    }
    return switch (row.status()) {
      case SCORED -> rows.scored(before, row.q(), row.label(), values);
      case UNLABELLED -> rows.unlabelled(before, row.q(), values);
      default -> rows.count(before, row.status());
    };
  }

  private static byte[] encodedWhole(Layout layout, List<TestRow> rows) {
    Accumulator accumulator = new Accumulator(layout);
    long[] state = Accumulator.noRows();
    for (TestRow row : rows) {
      state = accumulate(layout, accumulator, state, row);
    }
    return accumulator.encode(state);
  }

  private static byte[] encodedInParts(
      Layout layout, List<TestRow> rows, int parts, Random random) {
    List<long[]> states = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      states.add(Accumulator.noRows());
    }
    // A new accumulator each time, as every task has its own; some have many cells, or will have.
    for (TestRow row : rows) {
      int part = random.nextInt(parts);
      Accumulator accumulator = new Accumulator(layout, random.nextInt(2) * StateForms.CACHED);
      states.set(part, accumulate(layout, accumulator, states.get(part), row));
    }
    while (states.size() > 1) {
      long[] left = states.remove(random.nextInt(states.size()));
      long[] right = sent(layout, states.remove(random.nextInt(states.size())), random);
      states.add(
          left.length == 0
              ? right
              : new Accumulator(Accumulator.layout(left)).merge(left.clone(), right));
    }
    return new Accumulator(layout).encode(states.get(0));
  }

  /** Some states stay in their task, others travel to another. */
  private static long[] sent(Layout layout, long[] state, Random random) {
    return random.nextBoolean()
        ? state
        : new Accumulator(layout).unpack(new Accumulator(layout).pack(state));
  }

  @Property(tries = 200)
  void anySplitAnyOrderAndAnyGroupingGiveTheSameBytes(
      @ForAll("rows") List<TestRow> rows,
      @ForAll long seed,
      @ForAll ZeroPolicy.Kind kind,
      @ForAll StateSpec.Weights weights) {
    Random random = new Random(seed);
    Layout layout = layout(kind, weights);
    List<TestRow> shuffled = new ArrayList<>(possible(rows, layout));
    byte[] whole = encodedWhole(layout, shuffled);
    Collections.shuffle(shuffled, random);
    assertThat(encodedInParts(layout, shuffled, 1 + random.nextInt(7), random)).isEqualTo(whole);
  }

  @Property(tries = 100)
  void profilesOfPartsAddUpToTheProfileOfTheWhole(
      @ForAll("rows") List<TestRow> first,
      @ForAll("rows") List<TestRow> second,
      @ForAll StateSpec.Weights weights) {
    Layout layout = layout(ZeroPolicy.Kind.CLIP, weights);
    List<TestRow> both = new ArrayList<>(possible(first, layout));
    both.addAll(possible(second, layout));
    Profile sum =
        open(layout, possible(first, layout)).plus(open(layout, possible(second, layout)));
    assertThat(sum).isEqualTo(open(layout, both));
    assertThat(sum.encode()).isEqualTo(encodedWhole(layout, both));
    assertThat(sum.read()).isEqualTo(both.size());
  }

  @Property(tries = 100)
  void aRowMoreIsReadWhateverItsStatus(@ForAll("rows") List<TestRow> rows) {
    Profile profile = open(layout(ZeroPolicy.Kind.CLIP, StateSpec.Weights.KEPT), rows);
    assertThat(profile.read()).isEqualTo(rows.size());
    for (RowStatus status : RowStatus.values()) {
      assertThat(profile.rows(status))
          .isEqualTo(rows.stream().filter(row -> row.status() == status).count());
    }
  }

  private static Profile open(Layout layout, List<TestRow> rows) {
    return Profile.decode(layout, encodedWhole(layout, rows));
  }
}
