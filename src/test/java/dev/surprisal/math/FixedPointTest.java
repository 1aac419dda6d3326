package dev.surprisal.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
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
