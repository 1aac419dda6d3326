package dev.surprisal.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class FixedPointTest {

  @Test
  void aMillionTenthsAreTheDoubleOfATenthAMillionTimes() {
    long[] state = new long[2];
    for (int i = 0; i < 1_000_000; i++) {
      FixedPoint.add(state, 0, 0.1);
    }
    // The double nearest 0.1 is 0.1000000000000000055511151231257827…
    assertThat(FixedPoint.sum(state, 0))
        .isEqualTo(new BigDecimal(0.1).multiply(new BigDecimal(1_000_000)).doubleValue());
  }

  @Property
  void aSumIsExactToTheRoundingOfItsTerms(
      @ForAll List<@DoubleRange(min = 0, max = 1e6) Double> terms) {
    long[] state = new long[2];
    BigDecimal exact = BigDecimal.ZERO;
    for (double term : terms) {
      FixedPoint.add(state, 0, term);
      exact = exact.add(new BigDecimal(term));
    }
    assertThat(FixedPoint.sum(state, 0))
        .isCloseTo(
            exact.doubleValue(), within(Math.ulp(exact.doubleValue()) + terms.size() * 0x1p-63));
  }

  @Property
  void aSumIsTheDoubleNearestToItsWords(@ForAll long whole, @ForAll long fraction) {
    for (int zeros = 0; zeros < Long.SIZE; zeros++) {
      for (long first : new long[] {whole >> zeros, whole << zeros}) {
        for (long second : new long[] {fraction, fraction >>> zeros, fraction << zeros, 0}) {
          long[] state = {first, second};
          // BigInteger rounds to the nearest double, ties to even.
          assertThat(FixedPoint.sum(state, 0))
              .isEqualTo(FixedPoint.scaled(state, 0).doubleValue() * 0x1p-64);
        }
      }
    }
  }

  @Test
  void theWordsOfASumAreOneNumber() {
    // −2⁻⁶⁴ has both words full; −1 only the first; −2⁶³ has no counterpart among the longs.
    assertThat(FixedPoint.sum(new long[] {-1, -1}, 0)).isEqualTo(-0x1p-64);
    assertThat(FixedPoint.sum(new long[] {-1, 0}, 0)).isEqualTo(-1);
    assertThat(FixedPoint.sum(new long[] {Long.MIN_VALUE, 0}, 0)).isEqualTo(-0x1p63);
    assertThat(FixedPoint.sum(new long[] {1, 1L << 63}, 0)).isEqualTo(1.5);
    assertThat(FixedPoint.scaled(new long[] {-1, 1}, 0))
        .isEqualTo(BigInteger.valueOf(1).subtract(BigInteger.TWO.pow(64)));
  }

  @Property
  void aSumOfSharesIsExactToTheRoundingOfItsTerms(
      @ForAll @Size(max = 5000) List<@DoubleRange(min = 0, max = 1.5) Double> shares) {
    long[] state = new long[2];
    BigDecimal exact = BigDecimal.ZERO;
    for (double share : shares) {
      FixedPoint.addShare(state, 0, share);
      exact = exact.add(new BigDecimal(share));
    }
    assertThat(FixedPoint.sumOfShares(state, 0))
        .isCloseTo(
            exact.doubleValue(), within(Math.ulp(exact.doubleValue()) + shares.size() * 0x1p-54));
  }

  @Property
  void sharesBelowTwoAreAddedAsOneByOne(
      @ForAll List<@DoubleRange(min = 0, max = 1.99) Double> all) {
    long[] one = new long[2];
    long[] several = new long[2];
    for (double share : all) {
      FixedPoint.addShare(one, 0, share);
      FixedPoint.addShares(several, 0, share);
    }
    assertThat(several).isEqualTo(one);
  }

  @Property
  void sharesOfHeavyRowsAreExactToTheirRounding(
      @ForAll List<@DoubleRange(min = 0, max = 0x1p20) Double> all) {
    long[] state = new long[2];
    BigDecimal exact = BigDecimal.ZERO;
    for (double shares : all) {
      FixedPoint.addShares(state, 0, shares);
      exact = exact.add(new BigDecimal(shares));
    }
    assertThat(FixedPoint.sumOfShares(state, 0))
        .isCloseTo(
            exact.doubleValue(), within(Math.ulp(exact.doubleValue()) + all.size() * 0x1p-54));
  }

  @Property
  void squaresAreExact(@ForAll List<@LongRange(min = 0, max = 1L << 40) Long> all) {
    long[] state = new long[2];
    BigInteger exact = BigInteger.ZERO;
    for (long units : all) {
      FixedPoint.addSquare(state, 0, units, 20);
      exact = exact.add(BigInteger.valueOf(units).pow(2));
    }
    assertThat(FixedPoint.scaled(state, 0)).isEqualTo(exact.shiftLeft(64 - 40));
  }

  /** Weights 1, 2 and 3 of 4, 1 and 2: mean 2, Σw(x − 2)² = 6, over 6 − 14/6. */
  @Test
  void theVarianceOfWeightedTermsIsUnbiased() {
    long[] sums = new long[4];
    long[] weights = new long[4];
    double[] terms = {4, 1, 2};
    for (int i = 0; i < 3; i++) {
      FixedPoint.add(sums, 0, (i + 1) * terms[i]);
      FixedPoint.add(sums, 2, (i + 1) * terms[i] * terms[i]);
      FixedPoint.add(weights, 0, i + 1);
      FixedPoint.addSquare(weights, 2, i + 1L << 20, 20);
    }
    assertThat(FixedPoint.weightedVariance(sums, 0, 2, weights))
        .isCloseTo(6 / (6 - 14 / 6.0), within(1e-15));
  }

  @Test
  void oneTermOfAnyWeightHasNoVariance() {
    long[] sums = new long[4];
    long[] weights = new long[4];
    FixedPoint.add(sums, 0, 0.3 * 5);
    FixedPoint.add(sums, 2, 0.3 * 25);
    FixedPoint.add(weights, 0, 314573 * 0x1p-20);
    FixedPoint.addSquare(weights, 2, 314573, 20);

    assertThat(FixedPoint.weightedVariance(sums, 0, 2, weights)).isNaN();
  }

  @Test
  void theSharesOfManyRowsCarryIntoTheWholePart() {
    long[] state = new long[2];
    for (int i = 0; i < 1_000_000; i++) {
      FixedPoint.addShare(state, 0, 0.75);
    }
    assertThat(FixedPoint.sumOfShares(state, 0)).isEqualTo(750_000);
    assertThat(state[0]).isEqualTo(750_000 / 1024);
  }

  @Property
  void mergingIsAddingAndSubtractingUndoesIt(
      @ForAll List<@DoubleRange(min = 0, max = 1e6) Double> first,
      @ForAll List<@DoubleRange(min = 0, max = 1e6) Double> second) {
    long[] both = sum(first);
    second.forEach(term -> FixedPoint.add(both, 0, term));
    long[] merged = sum(first);
    FixedPoint.merge(merged, sum(second), 0);
    assertThat(merged).isEqualTo(both);
    FixedPoint.subtract(merged, sum(second), 0);
    assertThat(merged).isEqualTo(sum(first));
  }

  private static long[] sum(List<Double> terms) {
    long[] state = new long[2];
    terms.forEach(term -> FixedPoint.add(state, 0, term));
    return state;
  }

  @Test
  void theVarianceOfNearlyEqualLargeTermsDoesNotCancel() {
    // Chan, Golub & LeVeque (1983): the textbook formula in doubles gives 0 or less here.
    double[] terms = {1e6 + 4e-3, 1e6 + 7e-3, 1e6 + 13e-3, 1e6 + 16e-3};
    long[] state = new long[4];
    for (double term : terms) {
      FixedPoint.add(state, 0, term);
      FixedPoint.add(state, 2, term * term);
    }
    // 30e-6 for the decimal terms; each square is rounded to a double, by up to 2^-14.
    assertThat(FixedPoint.variance(state, 0, 2, 4)).isCloseTo(30e-6, within(2e-4));
    assertThat(FixedPoint.variance(state, 0, 2, 4)).isGreaterThanOrEqualTo(0);
  }

  @Test
  void theVarianceIsUnbiasedAndNeedsTwoTerms() {
    long[] state = new long[4];
    for (double term : new double[] {2, 4, 4, 4, 5, 5, 7, 9}) {
      FixedPoint.add(state, 0, term);
      FixedPoint.add(state, 2, term * term);
    }
    assertThat(FixedPoint.variance(state, 0, 2, 8)).isEqualTo(32.0 / 7);
    assertThat(FixedPoint.variance(new long[4], 0, 2, 1)).isNaN();
  }
}
