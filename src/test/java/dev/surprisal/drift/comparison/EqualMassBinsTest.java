package dev.surprisal.drift.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.drift.Rows;
import dev.surprisal.profile.ColumnDistribution;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EqualMassBinsTest {

  private static ColumnDistribution column(double... values) {
    return Rows.rows().column(values).profile().column(0);
  }

  private static double[] times(int times, double value) {
    return DoubleStream.generate(() -> value).limit(times).toArray();
  }

  private static double[] join(double[]... parts) {
    return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
  }

  @Test
  void holdAboutATenthOfTheReferenceEach() {
    double[] values = IntStream.range(0, 10_000).mapToDouble(i -> 1 + i / 10_000.0).toArray();
    ColumnDistribution reference = column(values);

    double[] counts = EqualMassBins.of(reference).count(reference);

    assertThat(counts).hasSize(EqualMassBins.BINS + 4);
    assertThat(Arrays.stream(counts).sum()).isEqualTo(10_000);
    assertThat(Arrays.stream(counts, 1, EqualMassBins.BINS + 1).boxed())
        .allSatisfy(rows -> assertThat(rows).isBetween(850.0, 1150.0));
    assertThat(counts[0]).isZero();
    assertThat(counts[EqualMassBins.BINS + 1]).isZero();
  }

  @Test
  void aConstantReferenceHasOneBinAndCellsOnBothSides() {
    EqualMassBins bins = EqualMassBins.of(column(times(100, 0.003467)));

    ColumnDistribution current = column(0.001, 0.003467, 0.003467, 0.5, 0.6, -3, 0);

    assertThat(bins.fitting(current, 1, 1).count(current)).containsExactly(3, 2, 2, 0, 0);
  }

  @Test
  void aReferenceOfZerosTellsBothSignsApart() {
    EqualMassBins bins = EqualMassBins.of(column(times(100, 0)));

    assertThat(bins.count(column(-1e-300, -5, 0, 0, 0, 1e-300))).containsExactly(2, 3, 1, 0, 0);
  }

  @Test
  void aHeavyValueStandsApartFromTheLightOnesBeforeIt() {
    ColumnDistribution reference = column(join(times(3, 1), times(94, 2.5), times(3, 10)));

    assertThat(EqualMassBins.of(reference).count(reference)).containsExactly(0, 3, 94, 3, 0, 0, 0);
  }

  @Test
  void nullAndNotANumberAndInfinityAreCellsOfTheirOwn() {
    EqualMassBins bins = EqualMassBins.of(column(times(100, 2)));
    ColumnDistribution current =
        Rows.rows()
            .column(2, Double.NaN, Double.NaN, Double.POSITIVE_INFINITY)
            .column(Double.NEGATIVE_INFINITY)
            .nullColumn(3)
            .profile()
            .column(0);

    assertThat(bins.count(current)).containsExactly(1, 1, 1, 3, 2);
  }

  @Test
  void aReferenceWithoutNumbersHasOneCellForAll() {
    EqualMassBins bins = EqualMassBins.of(Rows.rows().nullColumn(5).profile().column(0));

    assertThat(bins.count(column(-1, 0, 7))).containsExactly(3, 0, 0);
    assertThat(bins.name(0)).isEqualTo("a number");
    assertThat(bins.name(1)).isEqualTo("null");
    assertThat(bins.name(2)).isEqualTo("NaN");
  }

  /** Very many values far out take the histogram to a coarser level. */
  @Test
  void areReadOffAnewWhereTheOtherHistogramIsCoarser() {
    double[] values = IntStream.range(0, 1000).mapToDouble(i -> 1 + i / 1000.0).toArray();
    ColumnDistribution reference = column(values);
    double[] far = IntStream.range(100, 300).mapToDouble(i -> Math.pow(2, 3 * i)).toArray();
    double[] near = Arrays.stream(far).map(x -> 1 / x).toArray();
    ColumnDistribution coarse = column(join(near, values, far));
    EqualMassBins fine = EqualMassBins.of(reference);

    EqualMassBins fitting = fine.fitting(coarse, 1, 1);

    double[] before = fitting.count(reference);
    double[] after = fitting.count(coarse);
    assertThat(fine.fitting(reference, 1, 1)).isSameAs(fine);
    assertThat(fitting).isNotSameAs(fine);
    // Nothing but the outliers is new: every bound is one of both histograms.
    assertThat(after[0]).isEqualTo(200);
    assertThat(after[after.length - 3]).isEqualTo(200);
    assertThat(Arrays.copyOfRange(after, 1, after.length - 3))
        .isEqualTo(Arrays.copyOfRange(before, 1, before.length - 3));
  }

  @Test
  void areNamedByTheirBounds() {
    EqualMassBins bins = EqualMassBins.of(column(times(100, 4)));

    assertThat(bins.name(0)).isEqualTo("below the reference's range (under 4)");
    assertThat(bins.name(1)).isEqualTo("4");
    assertThat(bins.name(2)).isEqualTo("above the reference's range (over 4)");
  }

  @Test
  void fewValuesAreComparedOneByOne() {
    ColumnDistribution reference =
        column(IntStream.range(0, 4_000).mapToDouble(i -> 1 + i % 40).toArray());
    ColumnDistribution even =
        column(IntStream.range(0, 4_000).mapToDouble(i -> 2 + 2 * (i % 20)).toArray());
    EqualMassBins bins = EqualMassBins.of(reference).fitting(even, 1, 1);

    double[] counts = bins.count(even);

    assertThat(counts).hasSize(40 + 4);
    assertThat(Arrays.stream(counts).filter(rows -> rows == 0).count()).isEqualTo(20 + 4);
    assertThat(bins.name(2)).isEqualTo("2");
  }

  /** A value that the reference lacks is told apart from its neighbours. */
  @Test
  void aNewValueBetweenThoseOfTheReferenceHasACell() {
    ColumnDistribution current = column(join(times(50, 2), times(50, 3)));
    EqualMassBins bins =
        EqualMassBins.of(column(join(times(50, 2), times(50, 4)))).fitting(current, 1, 1);

    assertThat(bins.count(current)).containsExactly(0, 50, 50, 0, 0, 0, 0);
    assertThat(bins.name(2)).isEqualTo("3");
  }

  @Test
  void rareValuesAreGrouped() {
    ColumnDistribution reference =
        column(join(times(500, 0), times(4, 1), times(500, 2), times(6, 3), times(7, 5)));
    EqualMassBins bins = EqualMassBins.of(reference).fitting(reference, 1, 1);

    // Of 1,017 rows on either side ten of each value are asked for.
    assertThat(bins.count(reference)).containsExactly(0, 500, 17, 500, 0, 0, 0);
    assertThat(bins.name(2)).isEqualTo("one of 3 rare values from 1 to 5");
  }

  @Test
  void wholeNumbersAreToldAsWholeNumbers() {
    ColumnDistribution reference =
        column(IntStream.range(0, 10_000).mapToDouble(i -> i % 100).toArray());
    EqualMassBins bins = EqualMassBins.of(reference);

    assertThat(bins.name(1)).isEqualTo("from 0 to 9");
    assertThat(bins.name(10)).isEqualTo("from 90 to 99");
    assertThat(bins.name(0)).isEqualTo("below the reference's range (under 0)");
    assertThat(bins.name(11)).isEqualTo("above the reference's range (over 99)");
  }

  @Test
  void numbersAreToldToAsManyDigitsAsTellThemApart() {
    ColumnDistribution reference =
        column(IntStream.range(0, 10_000).mapToDouble(i -> 500_000.5 + i / 25.0).toArray());

    assertThat(EqualMassBins.of(reference).name(2))
        .matches("between 500,0[34]\\d and 500,0[78]\\d");
  }
}
