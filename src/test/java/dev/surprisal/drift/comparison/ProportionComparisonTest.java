package dev.surprisal.drift.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.drift.Rows;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.profile.Profile;
import org.junit.jupiter.api.Test;

class ProportionComparisonTest {

  private static final ProportionComparison ACCURACY =
      new ProportionComparison(
          ComparisonKind.ACCURACY, 0.05, Profile::correct, Profile::scoredSize);

  private static Outcome compare(Rows before, Rows after) {
    return ACCURACY.against(before.sample()).measure(after.sample());
  }

  private static Rows rows(int right, int wrong) {
    return Rows.rows().scored(right, 0, 0.8).scored(wrong, 1, 0.2);
  }

  /** 56/70 − 48/80 = 0.2, interval 0.0524 to 0.3339: Newcombe (1998), table II, row a. */
  @Test
  void hasNewcombesInterval() {
    Outcome outcome = compare(rows(48, 32), rows(56, 14));

    assertThat(outcome.effect()).isCloseTo(0.2, within(1e-15));
    assertThat(outcome.interval().lower()).isCloseTo(0.0524, within(5e-5));
    assertThat(outcome.interval().upper()).isCloseTo(0.3339, within(5e-5));
  }

  /** 10/10 − 0/20 = 1: interval 0.6791 to 1.0000, the same table, row g. */
  @Test
  void holdsForSharesOfNoneAndAll() {
    Outcome outcome = compare(rows(0, 20), rows(10, 0));

    assertThat(outcome.effect()).isEqualTo(1);
    assertThat(outcome.interval().lower()).isCloseTo(0.6791, within(5e-5));
    assertThat(outcome.interval().upper()).isEqualTo(1);
  }

  @Test
  void findsNothingBetweenEqualShares() {
    Outcome outcome = compare(rows(300, 100), rows(150, 50));

    assertThat(outcome.effect()).isZero();
    assertThat(outcome.pValue()).isEqualTo(1);
  }
}
