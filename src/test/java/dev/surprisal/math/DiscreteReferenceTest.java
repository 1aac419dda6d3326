package dev.surprisal.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The measures against references in 50 digits, made by {@code scripts/references.py} for the same
 * doubles: at most 4 ulp, for 1 to 100,000 classes.
 */
class DiscreteReferenceTest {
  private static final String REFERENCES = "/dev/surprisal/math/discrete.csv";

  private static final Map<String, ToDoubleBiFunction<double[], double[]>> MEASURES =
      Map.of(
          "entropy", (p, q) -> Entropy.entropy(p),
          "crossEntropy", Entropy::crossEntropy,
          "kullbackLeibler", Divergence::kullbackLeibler,
          "generalised", Divergence::generalisedKullbackLeibler,
          "chiSquared", Divergence::chiSquared,
          "jeffreys", Divergence::jeffreys,
          "jensenShannon", Divergence::jensenShannon,
          "hellinger", Divergence::hellinger,
          "totalVariation", Divergence::totalVariation,
          "brier", Scores::brier);

  @ParameterizedTest(name = "{3} of {0}, {1} classes, seed {2}")
  @CsvFileSource(resources = REFERENCES, numLinesToSkip = 1)
  void agreesToFourUlp(String kind, int classes, long seed, String measure, BigDecimal expected) {
    double[][] vectors = vectors(kind, classes, seed);
    double actual =
        Objects.requireNonNull(MEASURES.get(measure)).applyAsDouble(vectors[0], vectors[1]);
    if (Double.isInfinite(expected.doubleValue())) {
      assertThat(actual).isEqualTo(expected.doubleValue());
    } else {
      BigDecimal error = new BigDecimal(actual).subtract(expected).abs();
      assertThat(error.doubleValue()).isLessThanOrEqualTo(4 * Math.ulp(expected.doubleValue()));
    }
  }

  /**
   * H(p, q) − H(p) = D(p‖q) within 2 ulp of the larger. Where the divergence is held at 0, because
   * the sums of p and q differ by a rounding, the identity is off by no more than that.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "unrelated",
        "sparse",
        "float",
        "floatNeighbours",
        "oneHot",
        "nearCertain",
        "close2",
        "close8",
        "close20",
        "close24",
        "close40"
      })
  void crossEntropyIsEntropyPlusDivergence(String kind) {
    for (int classes : new int[] {3, 10, 1000, 10_000, 100_000}) {
      for (long seed = 1; seed <= Math.min(2000, 200_000 / classes); seed++) {
        double[][] vectors = vectors(kind, classes, seed);
        assertThat(gap(vectors[0], vectors[1]))
            .as("%s, %d classes, seed %d", kind, classes, seed)
            .isLessThanOrEqualTo(2);
      }
    }
  }

  /** |H(p, q) − H(p) − D(p‖q)| in ulp of the larger, exactly. */
  private static double gap(double[] p, double[] q) {
    BigDecimal entropy = new BigDecimal(Entropy.entropy(p));
    BigDecimal crossEntropy = new BigDecimal(Entropy.crossEntropy(p, q));
    BigDecimal divergence = new BigDecimal(Divergence.kullbackLeibler(p, q));
    BigDecimal gap = crossEntropy.subtract(entropy).subtract(divergence).abs();
    if (divergence.signum() == 0) {
      gap = gap.subtract(total(p).subtract(total(q)).abs());
    }
    return gap.doubleValue() / Math.ulp(entropy.max(crossEntropy).doubleValue());
  }

  private static BigDecimal total(double[] values) {
    return Arrays.stream(values).mapToObj(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** Two distributions; the script builds the same ones, operation by operation. */
  private static double[][] vectors(String kind, int classes, long seed) {
    SplitMix random = new SplitMix(seed);
    double[] p = random.weights(classes);
    return switch (kind) {
      case "unrelated" -> new double[][] {normalised(p), normalised(random.weights(classes))};
      case "steep" -> steep(p, random);
      case "sparse" -> sparse(p, random);
      case "float" ->
          new double[][] {floats(normalised(p)), floats(normalised(random.weights(classes)))};
      case "floatNeighbours" -> {
        double[] first = floats(normalised(p));
        yield new double[][] {first, map(first, x -> Math.nextUp((float) x))};
      }
      case "subnormal" -> subnormal(p, random);
      case "oneHot" -> {
        double[] first = new double[classes];
        first[0] = 1;
        yield new double[][] {first, normalised(random.weights(classes))};
      }
      case "nearCertain" -> nearCertain(p, random);
      default -> close(normalised(p), random, Integer.parseInt(kind.substring("close".length())));
    };
  }

  private static double[][] steep(double[] p, SplitMix random) {
    for (int i = 0; i < p.length; i++) {
      p[i] = Math.scalb(p[i], -(int) (600 * random.next()));
    }
    double[] q = new double[p.length];
    for (int i = 0; i < q.length; i++) {
      double weight = random.next();
      q[i] = Math.scalb(weight, -(int) (600 * random.next()));
    }
    return new double[][] {normalised(p), normalised(q)};
  }

  private static double[][] sparse(double[] p, SplitMix random) {
    for (int i = 0; i < p.length; i++) {
      p[i] = random.next() < 0.5 ? p[i] : 0.0;
    }
    p[0] = 0.5;
    double[] q = new double[p.length];
    for (int i = 0; i < q.length; i++) {
      q[i] = random.next() < 0.5 || p[i] > 0 ? random.next() : 0.0;
    }
    return new double[][] {normalised(p), normalised(q)};
  }

  private static double[][] subnormal(double[] p, SplitMix random) {
    p[0] = Double.MIN_VALUE;
    p[1] = 1e-310;
    double[] q = random.weights(p.length);
    q[0] = 1e-310;
    q[2] = Double.MIN_VALUE;
    return new double[][] {normalised(p), normalised(q)};
  }

  private static double[][] nearCertain(double[] p, SplitMix random) {
    double[] first = map(p, x -> 0x1p-53 * x / p.length);
    first[0] = 1 - 0x1p-53;
    double[] second = map(random.weights(p.length), x -> 0x1p-53 * x / p.length);
    second[0] = 1;
    return new double[][] {first, second};
  }

  private static double[][] close(double[] p, SplitMix random, int bits) {
    double[] q = map(p, x -> x * (1.0 + (random.next() - 0.5) * Math.scalb(1.0, -bits)));
    return new double[][] {p, normalised(q)};
  }

  private static double[] normalised(double[] weights) {
    double total = 0;
    for (double w : weights) {
      total += w;
    }
    double sum = total;
    return map(weights, w -> w / sum);
  }

  private static double[] floats(double[] values) {
    return map(values, x -> (float) x);
  }

  private static double[] map(double[] values, DoubleUnaryOperator f) {
    return Arrays.stream(values).map(f).toArray();
  }
}
