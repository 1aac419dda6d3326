package dev.surprisal.math.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.math.SplitMix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RocAreaTest {

  /** The ratings of 1 to 5 so many times. */
  private static double[] ratings(int... counts) {
    return IntStream.range(0, counts.length)
        .boxed()
        .flatMapToDouble(i -> DoubleStream.generate(() -> i + 1).limit(counts[i]))
        .toArray();
  }

  @Test
  void theTomogramsOfHanleyAndMcNeil() {
    // J. A. Hanley and B. J. McNeil, The Meaning and Use of the Area under a ROC Curve (1982),
    // table I: ratings of 58 normal and 51 abnormal tomograms. The figures are DeLong's, by the
    // plain
    // sums over all 58 · 51 pairs in another language.
    RocArea area = RocArea.of(ratings(33, 6, 6, 11, 2), ratings(3, 2, 2, 11, 33));

    assertThat(area.area()).isCloseTo(0.8932, within(0.00005));
    assertThat(Math.sqrt(area.variance())).isCloseTo(0.0307, within(0.00005));
    assertThat(area.interval(0.95).lower()).isCloseTo(0.83295, within(0.000005));
    assertThat(area.interval(0.95).upper()).isCloseTo(0.95339, within(0.000005));
  }

  @Test
  void aFewRowsByHand() {
    // Pairs in order: 2 > 1; 4 > 1, 3; and 2 < 3: three of four. Of the positives ½ and 1 of the
    // negatives are below, of the negatives 1 and ½ of the positives above: variances of ⅛.
    RocArea area = RocArea.of(new double[] {1, 3}, new double[] {4, 2});

    assertThat(area.area()).isEqualTo(0.75);
    assertThat(area.variance()).isCloseTo(0.125, within(1e-15));
  }

  @Test
  void isTheShareOfPairsAsCounted() {
    SplitMix random = new SplitMix(7);
    for (int round = 0; round < 50; round++) {
      double[] negatives = integers(random, 2 + round % 9, 6);
      double[] positives = integers(random, 2 + round % 7, 8);
      double[][] pairs = new double[positives.length][negatives.length];
      for (int i = 0; i < positives.length; i++) {
        for (int j = 0; j < negatives.length; j++) {
          pairs[i][j] = 0.5 * (1 + Double.compare(positives[i], negatives[j]));
        }
      }

      RocArea area = RocArea.of(negatives, positives);

      assertThat(area.area())
          .isCloseTo(
              Arrays.stream(pairs).mapToDouble(RocAreaTest::mean).average().orElseThrow(),
              within(1e-14));
      assertThat(area.variance()).isCloseTo(deLong(pairs), within(1e-14));
    }
  }

  /** The definition: the variances of the mean over each row's pairs. */
  private static double deLong(double[][] pairs) {
    double[] ofPositives = Arrays.stream(pairs).mapToDouble(RocAreaTest::mean).toArray();
    double[] ofNegatives = new double[pairs[0].length];
    for (int j = 0; j < ofNegatives.length; j++) {
      int column = j;
      ofNegatives[j] = Arrays.stream(pairs).mapToDouble(row -> row[column]).average().orElseThrow();
    }
    return variance(ofPositives) / ofPositives.length + variance(ofNegatives) / ofNegatives.length;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum()
        / (values.length - 1);
  }

  private static double[] integers(SplitMix random, int length, int most) {
    return DoubleStream.generate(() -> Math.floor(most * random.next())).limit(length).toArray();
  }

  @Test
  void theVarianceByChanceIsThatOverAllExchangesOfRows() {
    double[] scores = {1, 1, 2, 3, 3, 3, 5, 8};
    List<Double> areas = new ArrayList<>();
    for (int positives = 0; positives < 1 << scores.length; positives++) {
      if (Integer.bitCount(positives) == 3) {
        areas.add(RocArea.of(marked(scores, ~positives), marked(scores, positives)).area());
      }
    }
    double mean = areas.stream().mapToDouble(it -> it).average().orElseThrow();
    double variance =
        areas.stream().mapToDouble(it -> (it - mean) * (it - mean)).average().orElseThrow();

    assertThat(mean).isCloseTo(0.5, within(1e-15));
    assertThat(RocArea.of(marked(scores, 0b11111000), marked(scores, 0b111)).chanceVariance())
        .isCloseTo(variance, within(1e-15));
  }

  private static double[] marked(double[] scores, int marks) {
    return IntStream.range(0, scores.length)
        .filter(i -> (marks >> i & 1) == 1)
        .mapToDouble(i -> scores[i])
        .toArray();
  }

  @Test
  void mannAndWhitneysExample() {
    // Without ties the variance of U is mn(m + n + 1)/12, so of U/mn (m + n + 1)/12mn: for 4 and 5
    // rows 10/240.
    RocArea area = RocArea.of(new double[] {1, 2, 3, 4}, new double[] {5, 6, 7, 8, 9});

    assertThat(area.chanceVariance()).isCloseTo(10.0 / 240, within(1e-15));
    assertThat(area.aboveChance().statistic())
        .isCloseTo(0.5 / Math.sqrt(10.0 / 240), within(1e-14));
    assertThat(area.aboveChance().pValue())
        .isCloseTo(Normal.survival(0.5 / Math.sqrt(10.0 / 240)), within(1e-15));
  }

  @Test
  void ofStrataOnlyPairsWithinCount() {
    RocArea first = RocArea.of(new double[] {1, 3}, new double[] {4, 2});
    // Scores of another scale: across the strata nearly every pair would be in disorder.
    RocArea second = RocArea.of(new double[] {101, 103, 105}, new double[] {104, 102});

    RocArea both = RocArea.stratified(List.of(first, second));

    // 3 of 4 pairs and 3 of 6.
    assertThat(both.area()).isCloseTo(0.6, within(1e-15));
    assertThat(both.variance())
        .isCloseTo(0.16 * first.variance() + 0.36 * second.variance(), within(1e-15));
    assertThat(both.negatives()).isEqualTo(5);
    assertThat(both.disjointPairs()).isEqualTo(4);
    assertThat(RocArea.stratified(List.of(first, RocArea.of(new double[] {1}, new double[0]))))
        .isEqualTo(new RocArea(3, 2, 0.75, first.variance(), first.chanceVariance(), 2));
  }

  @Test
  void completeSeparationIsNotCertainForever() {
    RocArea area = RocArea.of(new double[] {1, 2, 3}, new double[] {4, 5, 6, 7});

    assertThat(area.area()).isEqualTo(1);
    // Three pairs in order have a probability of 2.5 % where one has that of 0.025^(1/3).
    assertThat(area.interval(0.95))
        .isEqualTo(new ConfidenceInterval(Math.pow((1 - 0.95) / 2, 1 / 3.0), 1));
    assertThat(RocArea.of(new double[] {5, 6}, new double[] {1, 2}).interval(0.95).lower())
        .isZero();
  }

  @Test
  void scoresThatAreAllTheSameTellNothing() {
    RocArea area = RocArea.of(new double[] {0.0, -0.0}, new double[] {0.0, 0.0, -0.0});

    assertThat(area.area()).isEqualTo(0.5);
    assertThat(area.aboveChance()).isEqualTo(new TestResult(0, Double.NaN, 1));
    assertThat(area.interval(0.95)).isEqualTo(new ConfidenceInterval(0.5, 0.5));
  }

  @Test
  void infiniteScoresAreTheGreatestAndLeast() {
    double infinity = Double.POSITIVE_INFINITY;
    assertThat(RocArea.of(new double[] {-infinity, 1}, new double[] {infinity, 2}).area())
        .isEqualTo(1);
  }

  @Test
  void nothingIsSaidWithoutRowsOrOfNoNumber() {
    assertThat(RocArea.of(new double[0], new double[] {1}).area()).isNaN();
    assertThat(RocArea.of(new double[] {Double.NaN}, new double[] {1}).area()).isNaN();
    assertThat(RocArea.of(new double[] {1}, new double[] {2}).interval(0.9).lower()).isNaN();
    assertThat(RocArea.of(new double[0], new double[0]).aboveChance())
        .isEqualTo(TestResult.UNDEFINED);
    assertThatThrownBy(() -> RocArea.of(new double[] {1}, new double[] {2}).interval(1))
        .hasMessage("Invalid level: 1.0 (must be above 0 and below 1)");
  }
}
