package dev.surprisal.profile.cube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surprisal.profile.Profile;
import dev.surprisal.profile.row.ZeroPolicy;
import dev.surprisal.profile.state.Accumulator;
import dev.surprisal.profile.state.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Last plus new minus old is what a fresh sum of the same windows is, to the byte. */
class SlidingSumTest {

  private static final Layout LAYOUT = new Layout(2, ZeroPolicy.DEFAULT, 2);

  /** A row: its prediction, its label (2 for none) and the bits of its columns. */
  private record TestRow(double q, int label, double[] columns) {}

  @Provide
  Arbitrary<List<List<TestRow>>> windows() {
    // Extremes that force the coarsest scale, among values that ask for the finest.
    Arbitrary<double[]> columns =
        Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(8, Arbitraries.doubles().between(-100, 100)),
                net.jqwik.api.Tuple.of(
                    1,
                    Arbitraries.of(
                        0.0,
                        -0.0,
                        Double.NaN,
                        Double.NEGATIVE_INFINITY,
                        -1e300,
                        Double.MIN_VALUE,
                        1e15,
                        -3e-9)))
            .array(double[].class)
            .ofSize(2);
    return Combinators.combine(
            Arbitraries.doubles().between(0, 1), Arbitraries.integers().between(0, 2), columns)
        .as(TestRow::new)
        .list()
        .ofMaxSize(8)
        .list()
        .ofMinSize(1)
        .ofMaxSize(12);
  }

  private static Profile profile(List<TestRow> rows) {
    Accumulator accumulator = new Accumulator(LAYOUT);
    long[] state = Accumulator.noRows();
    for (TestRow row : rows) {
      double[] q = {1 - row.q(), row.q()};
      long[] bits = {
        Double.doubleToLongBits(row.columns()[0]), Double.doubleToLongBits(row.columns()[1])
      };
      state =
          row.label() == 2
              ? accumulator.unlabelled(state, q, bits)
              : accumulator.scored(state, q, row.label(), bits);
    }
    return Profile.decode(LAYOUT, accumulator.encode(state));
  }

  private static Profile freshSum(List<Profile> profiles) {
    Profile sum = Profile.empty(LAYOUT);
    for (Profile profile : profiles) {
      sum = sum.plus(profile);
    }
    return sum;
  }

  @Property(tries = 500)
  void everySlidingSumIsAFreshSum(
      @ForAll("windows") List<List<TestRow>> windows,
      @ForAll @IntRange(min = 1, max = 5) int span) {
    SlidingSum sum = new SlidingSum(LAYOUT, span);
    List<Profile> profiles = new ArrayList<>();
    for (List<TestRow> window : windows) {
      profiles.add(profile(window));
      Optional<Profile> slid = sum.next(profiles.get(profiles.size() - 1));
      if (profiles.size() < span) {
        assertThat(slid).isEmpty();
        continue;
      }
      Profile fresh = freshSum(profiles.subList(profiles.size() - span, profiles.size()));
      assertThat(slid).contains(fresh);
      assertThat(slid.orElseThrow().encode()).isEqualTo(fresh.encode());
    }
  }

  private static List<TestRow> rows(double... values) {
    List<TestRow> rows = new ArrayList<>();
    for (double value : values) {
      rows.add(new TestRow(0.25, 1, new double[] {value, 1}));
    }
    return rows;
  }

  /** 100 and 103 are in one bucket of the scale that 1e-300 beside them forces, else in two. */
  @Test
  void cellsBecomeFineAgainWhenWhatCoarsenedThemLeaves() {
    SlidingSum sum = new SlidingSum(LAYOUT, 2);
    sum.next(profile(rows(IntStream.range(0, 200).mapToDouble(i -> Math.pow(8, i)).toArray())));
    Profile coarse = sum.next(profile(rows(100, 103))).orElseThrow();
    Profile fine = sum.next(profile(rows(100))).orElseThrow();

    assertThat(coarse.column(0).cells()).noneMatch(cell -> cell.isExact());
    assertThat(fine.column(0).cells()).extracting(cell -> cell.rows()).containsExactly(2L, 1L);
  }

  @Test
  void whatIsLeftOfNothingIsNothing() {
    SlidingSum sum = new SlidingSum(LAYOUT, 1);
    sum.next(profile(rows(-5, 7, 1e200)));

    assertThat(sum.next(profile(List.of()))).contains(Profile.empty(LAYOUT));
  }

  @Test
  void spansAWindowAtLeast() {
    assertThatThrownBy(() -> new SlidingSum(LAYOUT, 0))
        .hasMessage("Invalid windows: 0 (must be at least 1)");
  }
}
