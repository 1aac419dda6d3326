package dev.surprisal.drift.finding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EffectThresholdTest {

  /** 0.03 nats of divergence, 0.04 of log loss, 5 points, and six tenths of the rows. */
  private static final DriftPolicy POLICY =
      new DriftPolicy(
          0.05, Correction.BENJAMINI_HOCHBERG, 100, 0.03, 0.04, 0.05, 0.6, false, false);

  static Stream<ComparisonKind> comparisons() {
    return Arrays.stream(ComparisonKind.values()).filter(kind -> !kind.isLimit());
  }

  @ParameterizedTest
  @MethodSource("comparisons")
  void everyComparisonHasAThreshold(ComparisonKind kind) {
    assertThat(POLICY.minEffect(kind)).isPositive();
    assertThat(kind.threshold().key()).startsWith("drift.min_effect.");
  }

  /** As definitions.md says. */
  @ParameterizedTest
  @CsvSource({
    "LOG_LOSS, LOG_LOSS, 0.04",
    "RELIABILITY, LOG_LOSS, 0.04",
    "ACCURACY, RATIO, 0.05",
    "REJECTED_ROWS, RATIO, 0.05",
    "LABEL_DISTRIBUTION, KL_DIVERGENCE, 0.03",
    "COLUMN_DISTRIBUTION, KL_DIVERGENCE, 0.03",
    "VOLUME, VOLUME, 0.6"
  })
  void theThresholdIsThatOfItsStatistic(
      ComparisonKind kind, EffectThreshold threshold, double value) {
    assertThat(kind.threshold()).isEqualTo(threshold);
    assertThat(POLICY.minEffect(kind)).isEqualTo(value);
  }

  @Test
  void aLimitIsItsOwnThreshold() {
    assertThatThrownBy(ComparisonKind.LIMIT_MIN::threshold)
        .hasMessage("limit_min is its own threshold");
  }
}
