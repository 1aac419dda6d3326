package dev.surprisal.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ExactSumTest {

  private static final int AT = 3;

  @Test
  void cancellationLosesNothing() {
    assertThat(sum(1e300, 1, -1e300)).isEqualTo(1);
    assertThat(sum(1, 1e-300, -1)).isEqualTo(1e-300);
    assertThat(sum(Double.MIN_VALUE, 1e308, -1e308)).isEqualTo(Double.MIN_VALUE);
  }

  @Test
  void holdsTheLeastAndTheGreatest() {
    assertThat(sum(Double.MIN_VALUE)).isEqualTo(Double.MIN_VALUE);
    assertThat(sum(-Double.MIN_NORMAL)).isEqualTo(-Double.MIN_NORMAL);
    assertThat(sum(Double.MAX_VALUE)).isEqualTo(Double.MAX_VALUE);
    assertThat(sum(Double.MAX_VALUE, Double.MAX_VALUE)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(sum(Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE))
        .isEqualTo(Double.MAX_VALUE);
    assertThat(sum()).isZero();
    assertThat(sum(-0.0, 0.0)).isZero();
  }

  /** The sum by {@link BigDecimal}, which holds any double exactly. */
  @Property
  void isTheRoundedExactSum(@ForAll @Size(max = 40) List<Double> terms) {
    List<Double> finite = terms.stream().filter(x -> Math.abs(x) < 1e300).toList();
    BigDecimal exact =
        finite.stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);

    assertThat(ExactSum.sum(state(finite), AT)).isEqualTo(exact.doubleValue());
  }

  @Property
  void orderAndDivisionDoNotShow(@ForAll long seed) {
    List<Double> terms = terms(seed, 60);
    List<Double> shuffled = new ArrayList<>(terms);
    Collections.shuffle(shuffled, new Random(seed));
    long[] whole = state(terms);
    long[] parts = state(shuffled.subList(0, 17));
    ExactSum.merge(parts, state(shuffled.subList(17, 60)), AT);
    ExactSum.canonicalise(parts, AT);
    ExactSum.canonicalise(whole, AT);

    assertThat(parts).isEqualTo(whole);
  }

  @Property
  void subtractionUndoesAddition(@ForAll long seed) {
    List<Double> terms = terms(seed, 30);
    long[] sum = state(terms);
    ExactSum.subtract(sum, state(terms.subList(11, 30)), AT);
    long[] rest = state(terms.subList(0, 11));
    ExactSum.canonicalise(rest, AT);

    assertThat(sum).isEqualTo(rest);
  }

  /** More additions to one digit than its long has room for without a carry. */
  @Test
  void carriesBeforeItOverflows() {
    long[] state = new long[AT + ExactSum.LONGS];
    state[AT + 32] = (1L << 62) - 1;
    ExactSum.add(state, AT, Math.scalb(1.0, -1074 + 32 * 32));

    assertThat(state[AT + 32]).isBetween(-(1L << 31), 1L << 31);
    assertThat(ExactSum.sum(state, AT)).isEqualTo(Math.scalb(1.0, 62 - 1074 + 32 * 32));
  }

  /** A small negative sum must not fill the digits above it, which would all be stored. */
  @Test
  void smallSumsOfEitherSignHaveFewDigits() {
    long[] state = state(List.of(1.0, -1.5));
    ExactSum.canonicalise(state, AT);

    assertThat(Arrays.stream(state).filter(digit -> digit != 0).count()).isLessThanOrEqualTo(2);
  }

  @Test
  void varianceIsThatOfTheDefinition() {
    double[] terms = {1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9 + 10};
    long[] state = new long[2 * ExactSum.LONGS];
    for (double x : terms) {
      ExactSum.add(state, 0, x);
      ExactSum.add(state, ExactSum.LONGS, x * x);
    }
    BigDecimal n = BigDecimal.valueOf(terms.length);
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal squares = BigDecimal.ZERO;
    for (double x : terms) {
      sum = sum.add(new BigDecimal(x));
      squares = squares.add(new BigDecimal(x * x));
    }
    double expected =
        squares
            .subtract(sum.multiply(sum).divide(n, MathContext.DECIMAL128))
            .divide(n.subtract(BigDecimal.ONE), MathContext.DECIMAL128)
            .doubleValue();

    assertThat(ExactSum.variance(state, 0, ExactSum.LONGS, terms.length))
        .isCloseTo(expected, within(1e-12 * Math.abs(expected)));
    assertThat(ExactSum.variance(state, 0, ExactSum.LONGS, 1)).isNaN();
  }

  private static double sum(double... terms) {
    return ExactSum.sum(state(Arrays.stream(terms).boxed().toList()), AT);
  }

  private static long[] state(List<Double> terms) {
    long[] state = new long[AT + ExactSum.LONGS];
    terms.forEach(term -> ExactSum.add(state, AT, term));
    return state;
  }

  /** Terms of every size and sign. */
  private static List<Double> terms(long seed, int count) {
    Random random = new Random(seed);
    List<Double> terms = new ArrayList<>();
    while (terms.size() < count) {
      double term = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(term)) {
        terms.add(term);
      }
    }
    return terms;
  }
}
