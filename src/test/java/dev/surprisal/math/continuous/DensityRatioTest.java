package dev.surprisal.math.continuous;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.math.statistics.DonskerVaradhan;
import dev.surprisal.math.statistics.IsotonicRegression;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a classifier's scores become: shares by isotonic regression, a divergence by a bound. */
class DensityRatioTest {

  private final Random random = new Random(3);

  @Test
  void violatorsArePooledWithTheirNeighbours() {
    // 0 1 1 0 0 1: the blocks are 0, then 1 1 0 0, then 1; with half a row on either side.
    IsotonicRegression shares =
        IsotonicRegression.of(
            new double[] {1, 2, 3, 4, 5, 6},
            new boolean[] {false, true, true, false, false, true},
            1);

    assertThat(shares.at(1)).isEqualTo(0.25);
    assertThat(shares.at(2)).isEqualTo(0.5);
    assertThat(shares.at(5.5)).isEqualTo(0.5);
    assertThat(shares.at(6)).isEqualTo(0.75);
    assertThat(shares.at(-9)).isEqualTo(0.25);
    assertThat(shares.at(9)).isEqualTo(0.75);
  }

  @Test
  void equalScoresHaveOneShareWhateverTheOrderOfRows() {
    double[] scores = {2, 1, 1, 2, 1, 1};
    boolean[] positive = {true, false, true, true, false, false};

    IsotonicRegression shares = IsotonicRegression.of(scores, positive, 1);

    assertThat(shares.at(1)).isEqualTo(1.5 / 5);
    assertThat(shares.at(2)).isEqualTo(2.5 / 3);
  }

  @Test
  void noGroupIsSmallerThanAskedFor() {
    double[] scores = IntStream.range(0, 7).asDoubleStream().toArray();
    boolean[] positive = {false, false, false, false, true, true, true};

    IsotonicRegression shares = IsotonicRegression.of(scores, positive, 3);

    // Three rows, then the four that remain.
    assertThat(shares.at(2)).isEqualTo(0.5 / 4);
    assertThat(shares.at(3)).isEqualTo(3.5 / 5);
  }

  @Test
  void neverFalls() {
    double[] scores = random.doubles(2_000).toArray();
    boolean[] positive = new boolean[scores.length];
    for (int i = 0; i < scores.length; i++) {
      positive[i] = random.nextDouble() < scores[i] * scores[i];
    }
    IsotonicRegression shares = IsotonicRegression.of(scores, positive, 20);

    double[] along = IntStream.range(1, 100).mapToDouble(i -> shares.at(i / 100.0)).toArray();
    assertThat(along).isSorted();
    // Nearly 400 rows a fifth: a share's standard error is below 0.026.
    assertThat(shares.at(0.5)).isCloseTo(0.25, within(0.08));
  }

  @Test
  void thereAreAsManyMarksAsScores() {
    assertThatThrownBy(() -> IsotonicRegression.of(new double[1], new boolean[2], 1))
        .hasMessage("Invalid positive: 2 marks (must be as many as scores, 1, and at least one)");
  }

  @Test
  void theTrueRatioOfTwoNormalsGivesTheirDivergence() {
    // D(N(1, 1)‖N(0, 1)) = ½; ln(p/q) = x − ½, and any constant may be added.
    double[] first =
        IntStream.range(0, 20_000).mapToDouble(i -> random.nextGaussian() + 1).toArray();
    double[] second = IntStream.range(0, 20_000).mapToDouble(i -> random.nextGaussian()).toArray();

    DonskerVaradhan bound = DonskerVaradhan.of(first, second);

    // Var(T) = 1 and Var(e^T)/E[e^T]² = e − 1: √(e/20,000).
    assertThat(bound.standardError()).isCloseTo(Math.sqrt(Math.E / 20_000), within(0.001));
    assertThat(bound.value()).isCloseTo(0.5, within(3 * Math.sqrt(Math.E / 20_000)));
    assertThat(bound.interval(0.95).lower())
        .isCloseTo(bound.value() - 1.959964 * bound.standardError(), within(1e-8));
  }

  @Test
  void anyOtherFunctionGivesLess() {
    double[] first =
        IntStream.range(0, 20_000).mapToDouble(i -> random.nextGaussian() + 1).toArray();
    double[] second = IntStream.range(0, 20_000).mapToDouble(i -> random.nextGaussian()).toArray();

    // E_p[x/2] − ln E_q[e^(x/2)] = ½ − ⅛; a function of something else is below 0.
    assertThat(DonskerVaradhan.of(halved(first), halved(second)).value())
        .isCloseTo(0.375, within(0.03));
    double[] noise = IntStream.range(0, 20_000).mapToDouble(i -> random.nextGaussian()).toArray();
    assertThat(DonskerVaradhan.of(noise, second).value()).isCloseTo(-0.5, within(0.05));
  }

  @Test
  void aConstantTellsNothingHoweverLarge() {
    DonskerVaradhan bound = DonskerVaradhan.of(new double[] {800, 800}, new double[] {800, 800});

    assertThat(bound).isEqualTo(new DonskerVaradhan(0, 0));
    assertThat(DonskerVaradhan.of(new double[0], new double[] {1}).value()).isNaN();
    assertThat(DonskerVaradhan.of(new double[] {1}, new double[] {1}).standardError()).isNaN();
  }

  private static double[] halved(double[] values) {
    return Arrays.stream(values).map(value -> value / 2).toArray();
  }
}
