package dev.surprisal.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures as people read them. */
class WordingTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.41237 | 0.4124",
        "-0.41237 | -0.4124",
        "0 | 0",
        "-0.0 | 0",
        "0.000099 | 9.9e-05",
        "1234567.89 | 1,234,567.9",
        "1e12 | 1.0e+12",
        "Infinity | infinite",
        "-Infinity | -infinite",
        "NaN | not a number"
      })
  void figures(double value, String words) {
    assertThat(Wording.figure(value)).isEqualTo(words);
  }

  @Test
  void missingFigureIsNoNumber() {
    assertThat(Wording.figure(null)).isEqualTo("none");
    assertThat(Wording.change(null)).isEqualTo("none");
    assertThat(Wording.probability(null)).isEqualTo("none");
    assertThat(Wording.share(0, 0)).isEqualTo("none");
  }

  @Test
  void changesBearTheirSign() {
    assertThat(Wording.change(0.25)).isEqualTo("+0.2500");
    assertThat(Wording.change(-0.25)).isEqualTo("-0.2500");
    assertThat(Wording.change(0.0)).isEqualTo("0");
  }

  @Test
  void probabilityIsNeverRoundedToZero() {
    assertThat(Wording.probability(0.0)).isEqualTo("<1e-15");
    assertThat(Wording.probability(4.2e-9)).isEqualTo("4.2e-09");
    assertThat(Wording.probability(0.0312)).isEqualTo("0.031");
  }

  @Test
  void timeIsADayWhereItIsMidnight() {
    assertThat(Wording.time(Instant.parse("2026-02-23T00:00:00Z"))).isEqualTo("2026-02-23");
    assertThat(Wording.time(Instant.parse("1969-12-31T00:00:00Z"))).isEqualTo("1969-12-31");
    assertThat(Wording.time(Instant.parse("2026-02-23T06:30:00Z")))
        .isEqualTo("2026-02-23 06:30 UTC");
  }

  @Test
  void shareIsRoundedNeitherToNothingNorToAll() {
    assertThat(Wording.share(1, 1_000_000)).isEqualTo("<0.1%");
    assertThat(Wording.share(999_999, 1_000_000)).isEqualTo(">99.9%");
    assertThat(Wording.share(1, 3)).isEqualTo("33.3%");
    assertThat(Wording.share(0, 3)).isEqualTo("0.0%");
    assertThat(Wording.share(3, 3)).isEqualTo("100.0%");
  }

  @Test
  void differenceOfWhatIsNoNumberDoesNotExist() {
    assertThat(Wording.difference(null, 1.0)).isNull();
    assertThat(Wording.difference(1.0, null)).isNull();
    assertThat(Wording.difference(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY)).isNull();
    assertThat(Wording.difference(1.0, Double.POSITIVE_INFINITY))
        .isEqualTo(Double.POSITIVE_INFINITY);
  }
}
