package dev.surprisal.math;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** Laws that hold for every pair of distributions. */
class MeasurePropertiesTest {
  private static final double LN_2 = Math.log(2);

  /** Two distributions over the same 1 to 40 classes, with zeros, tiny shares and equal ones. */
  record Pair(double[] p, double[] q) {
    Pair swapped() {
      return new Pair(q, p);
    }

    @Override
    public String toString() {
      return Arrays.toString(p) + " " + Arrays.toString(q);
    }
  }

  @Provide
  Arbitrary<Pair> pairs() {
    return Arbitraries.integers()
        .between(1, 40)
        .flatMap(k -> Combinators.combine(distributions(k), distributions(k)).as(Pair::new));
  }

  /** A distribution beside one that differs from it in the last bits of single precision. */
  @Provide
  Arbitrary<Pair> neighbours() {
    return Arbitraries.integers()
        .between(1, 40)
        .flatMap(
            k ->
                Combinators.combine(distributions(k), Arbitraries.longs())
                    .as((p, seed) -> new Pair(floats(p), disturbed(floats(p), seed))));
  }

  private static Arbitrary<double[]> distributions(int classes) {
    Arbitrary<Double> weights =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.doubles().between(0.001, 1).ofScale(15)),
            Tuple.of(1, Arbitraries.of(0.0, 0.5, 1.0)),
            Tuple.of(1, Arbitraries.of(1e-150, 1e-30, 1e-9)));
    return weights
        .array(double[].class)
        .ofSize(classes)
        .filter(w -> Arrays.stream(w).sum() > 0.001)
        .map(Distributions::normalise);
  }

  private static double[] floats(double[] p) {
    return Arrays.stream(p).map(x -> (float) x).toArray();
  }

  private static double[] disturbed(double[] p, long seed) {
    Random random = new Random(seed);
    return Arrays.stream(p)
        .map(x -> random.nextBoolean() || x == 0 ? x : Math.nextUp((float) x))
        .toArray();
  }

  @Property
  void noMeasureIsNegativeOrNaN(@ForAll("pairs") Pair pair) {
    assertBounds(pair.p(), pair.q());
  }

  @Property
  void noMeasureOfNeighboursIsNegativeOrNaN(@ForAll("neighbours") Pair pair) {
    assertBounds(pair.p(), pair.q());
    assertThat(Divergence.jensenShannon(pair.p(), pair.q())).isLessThan(1e-13);
  }

  private static void assertBounds(double[] p, double[] q) {
    assertThat(Entropy.entropy(p)).isBetween(0.0, Math.log(p.length) + 1e-6);
    assertThat(Entropy.crossEntropy(p, q)).isNotNegative();
    assertThat(Divergence.kullbackLeibler(p, q)).isNotNegative();
    assertThat(Divergence.generalisedKullbackLeibler(p, q)).isNotNegative();
    assertThat(Divergence.jeffreys(p, q)).isNotNegative();
    assertThat(Divergence.jensenShannon(p, q)).isBetween(0.0, LN_2);
    assertThat(Divergence.hellinger(p, q)).isBetween(0.0, 1.0);
    assertThat(Divergence.totalVariation(p, q)).isBetween(0.0, 1.0);
    assertThat(Divergence.chebyshev(p, q)).isBetween(0.0, 1.0);
    assertThat(Divergence.chiSquared(p, q)).isNotNegative();
    assertThat(Scores.brier(p, q)).isNotNegative();
  }

  @Property
  void distancesAreSymmetricToTheLastBit(@ForAll("pairs") Pair pair) {
    Pair swapped = pair.swapped();
    assertThat(Divergence.jensenShannon(pair.p(), pair.q()))
        .isEqualTo(Divergence.jensenShannon(swapped.p(), swapped.q()));
    assertThat(Divergence.hellinger(pair.p(), pair.q()))
        .isEqualTo(Divergence.hellinger(swapped.p(), swapped.q()));
    assertThat(Divergence.totalVariation(pair.p(), pair.q()))
        .isEqualTo(Divergence.totalVariation(swapped.p(), swapped.q()));
    assertClose(
        Divergence.jeffreys(pair.p(), pair.q()), Divergence.jeffreys(swapped.p(), swapped.q()));
  }

  @Property
  void jensenShannonDistanceObeysTheTriangleInequality(
      @ForAll("pairs") Pair pair, @ForAll long seed) {
    double[] third = shuffled(pair.p(), seed);
    double direct = Divergence.jensenShannonDistance(pair.p(), pair.q());
    double detour =
        Divergence.jensenShannonDistance(pair.p(), third)
            + Divergence.jensenShannonDistance(third, pair.q());
    assertThat(direct).isLessThanOrEqualTo(detour + 1e-12);
  }

  @Property
  void mergingClassesNeverRaisesADivergence(
      @ForAll("pairs") Pair pair, @ForAll @IntRange(min = 1, max = 5) int groups) {
    double[] p = merged(pair.p(), groups);
    double[] q = merged(pair.q(), groups);
    assertAtMost(Divergence.kullbackLeibler(p, q), Divergence.kullbackLeibler(pair.p(), pair.q()));
    assertAtMost(Divergence.jensenShannon(p, q), Divergence.jensenShannon(pair.p(), pair.q()));
    assertAtMost(Divergence.totalVariation(p, q), Divergence.totalVariation(pair.p(), pair.q()));
  }

  @Property
  void theOrderOfTheClassesDoesNotMatter(@ForAll("pairs") Pair pair, @ForAll long seed) {
    double[] p = shuffled(pair.p(), seed);
    double[] q = shuffled(pair.q(), seed);
    assertClose(Entropy.entropy(p), Entropy.entropy(pair.p()));
    assertClose(Entropy.crossEntropy(p, q), Entropy.crossEntropy(pair.p(), pair.q()));
    assertClose(Divergence.kullbackLeibler(p, q), Divergence.kullbackLeibler(pair.p(), pair.q()));
    assertClose(Divergence.jensenShannon(p, q), Divergence.jensenShannon(pair.p(), pair.q()));
  }

  /** D of a joint distribution = D of its rows' totals + the mean D within the rows. */
  @Property
  void divergenceObeysTheChainRule(@ForAll("pairs") Pair rows, @ForAll("pairs") Pair within) {
    int n = rows.p().length;
    int m = within.p().length;
    double[] p = new double[n * m];
    double[] q = new double[n * m];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < m; j++) {
        p[i * m + j] = rows.p()[i] * within.p()[j];
        q[i * m + j] = rows.q()[i] * within.q()[j];
      }
    }
    double apart =
        Divergence.kullbackLeibler(rows.p(), rows.q())
            + Divergence.kullbackLeibler(within.p(), within.q());
    if (Double.isFinite(apart)) {
      assertThat(Divergence.kullbackLeibler(p, q)).isCloseTo(apart, within(1e-13 * (1 + apart)));
    }
  }

  @Property
  void bitsAreNatsOverLnTwo(@ForAll("pairs") Pair pair) {
    double bits = 0;
    for (double x : pair.p()) {
      bits -= x > 0 ? x * (Math.log10(x) / Math.log10(2)) : 0;
    }
    assertThat(InformationUnit.BITS.fromNats(Entropy.entropy(pair.p())))
        .isCloseTo(bits, within(1e-13));
  }

  @Property
  void generalisedDivergenceScalesWithTheWeights(
      @ForAll("pairs") Pair pair, @ForAll @IntRange(min = -20, max = 20) int power) {
    double factor = Math.scalb(1.0, power);
    double scaled =
        Divergence.generalisedKullbackLeibler(
            Arrays.stream(pair.p()).map(x -> x * factor).toArray(),
            Arrays.stream(pair.q()).map(x -> x * factor).toArray());
    double expected = factor * Divergence.generalisedKullbackLeibler(pair.p(), pair.q());
    assertClose(scaled / factor, expected / factor);
  }

  private static void assertClose(double actual, double expected) {
    if (Double.isInfinite(expected)) {
      assertThat(actual).isEqualTo(expected);
    } else {
      assertThat(actual).isCloseTo(expected, within(4 * Math.ulp(expected)));
    }
  }

  private static void assertAtMost(double merged, double whole) {
    // The merged shares are rounded, and with them the divergence.
    assertThat(merged).isLessThanOrEqualTo(whole + 1e-13 * (1 + whole));
  }

  private static double[] merged(double[] p, int groups) {
    double[] merged = new double[groups];
    for (int i = 0; i < p.length; i++) {
      merged[i % groups] += p[i];
    }
    return merged;
  }

  private static double[] shuffled(double[] p, long seed) {
    List<Integer> order = new ArrayList<>(IntStream.range(0, p.length).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    return order.stream().mapToDouble(i -> p[i]).toArray();
  }
}
