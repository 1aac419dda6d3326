package dev.surprisal.math;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Softmax and the measures of logits against references, made by {@code scripts/references.py}. */
class LogitReferenceTest {
  private static final String REFERENCES = "/dev/surprisal/math/logits.csv";

  @ParameterizedTest(name = "{2} of {1} logits up to {0}")
  @CsvFileSource(resources = REFERENCES, numLinesToSkip = 1)
  void agreesToFourUlp(int scale, int classes, String figure, BigDecimal expected) {
    SplitMix random = new SplitMix(classes);
    double[] first = logits(random, scale, classes);
    double[] second = logits(random, scale, classes);
    int largest =
        IntStream.range(0, classes).reduce((a, b) -> first[b] > first[a] ? b : a).orElseThrow();
    double actual =
        switch (figure) {
          case "softmax" -> Distributions.softmax(first)[0];
          case "softmaxOfLargest" -> Distributions.softmax(first)[largest];
          case "logSoftmax" -> Distributions.logSoftmax(first)[0];
          case "logSoftmaxOfLargest" -> Distributions.logSoftmax(first)[largest];
          case "crossEntropy" -> Logits.crossEntropy(Distributions.softmax(first), second);
          case "entropy" -> Logits.entropy(first);
          default -> Logits.kullbackLeibler(first, second);
        };
    // Divergences near 0 are differences of costs: absolute there.
    double least = figure.equals("kullbackLeibler") ? 1e-16 : 0;
    BigDecimal error = new BigDecimal(actual).subtract(expected).abs();
    assertThat(error.doubleValue())
        .isLessThanOrEqualTo(Math.max(least, 4 * Math.ulp(expected.doubleValue())));
  }

  private static double[] logits(SplitMix random, int scale, int classes) {
    double[] logits = random.weights(classes);
    Arrays.setAll(logits, i -> scale * (2 * logits[i] - 1));
    return logits;
  }
}
