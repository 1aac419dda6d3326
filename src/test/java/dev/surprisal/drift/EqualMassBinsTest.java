package dev.surprisal.drift;

import static org.assertj.core.api.Assertions.assertThat;

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

    assertThat(bins.fitting(current).count(current)).containsExactly(3, 2, 2, 0, 0);
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

  /** One value of 1e-9 beside those around 1 takes the histogram to a coarser scale. */
  @Test
  void areReadOffAnewWhereTheOtherHistogramIsCoarser() {
    double[] values = IntStream.range(0, 1000).mapToDouble(i -> 1 + i / 1000.0).toArray();
    ColumnDistribution reference = column(values);
    ColumnDistribution coarse = column(join(values, new double[] {1e-9, 1e9}));
    EqualMassBins fine = EqualMassBins.of(reference);

    EqualMassBins fitting = fine.fitting(coarse);

    double[] before = fitting.count(reference);
    double[] after = fitting.count(coarse);
    assertThat(fine.fitting(reference)).isSameAs(fine);
    assertThat(fitting).isNotSameAs(fine);
    // Nothing but the two outliers is new: every bound is one of both histograms.
    assertThat(after[0]).isEqualTo(1);
    assertThat(after[after.length - 3]).isEqualTo(1);
    assertThat(Arrays.copyOfRange(after, 1, after.length - 3))
        .isEqualTo(Arrays.copyOfRange(before, 1, before.length - 3));
  }

  @Test
  void areNamedByTheirBounds() {
    EqualMassBins bins = EqualMassBins.of(column(times(100, 4)));

    // 4 ends the bucket that begins at 2^(2 − 1/64) = 3.957.
    assertThat(bins.name(0)).isEqualTo("below the reference's range (under 3.96)");
    assertThat(bins.name(1)).isEqualTo("between 3.96 and 4");
    assertThat(bins.name(2)).isEqualTo("above the reference's range (over 4)");
  }
}
