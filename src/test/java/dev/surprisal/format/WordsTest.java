package dev.surprisal.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WordsTest {

  private final Locale locale = Locale.getDefault();

  @AfterEach
  void restoreTheLocale() {
    Locale.setDefault(locale);
  }

  @Test
  void amountsHaveThreeDecimalsOrTwoDigits() {
    assertThat(Words.amount(1.0072881)).isEqualTo("1.007");
    assertThat(Words.amount(-0.1555)).isEqualTo("−0.156");
    assertThat(Words.amount(0.00553)).isEqualTo("0.0055");
    assertThat(Words.amount(3.2e-9)).isEqualTo("3.2E-9");
    assertThat(Words.amount(0)).isEqualTo("0");
    assertThat(Words.amount(Double.POSITIVE_INFINITY)).isEqualTo("∞");
  }

  @Test
  void valuesOfColumnsHaveThreeDigits() {
    assertThat(Words.number(0.0034671)).isEqualTo("0.00347");
    assertThat(Words.number(123_456)).isEqualTo("123000");
    assertThat(Words.number(-4)).isEqualTo("−4");
    assertThat(Words.number(-Double.MIN_VALUE)).isEqualTo("0");
    assertThat(Words.number(Double.NEGATIVE_INFINITY)).isEqualTo("−∞");
  }

  @Test
  void sharesArePercentAndNeverRoundedToNothing() {
    assertThat(Words.percent(0.69123)).isEqualTo("69.1 %");
    assertThat(Words.percent(0)).isEqualTo("0 %");
    assertThat(Words.percent(1e-6)).isEqualTo("under 0.1 %");
    assertThat(Words.percent(0.999999)).isEqualTo("over 99.9 %");
    assertThat(Words.percent(2.131)).isEqualTo("213.1 %");
  }

  @Test
  void figuresReadAsTheFormatterOfTheStandardLibraryWritesThem() {
    Random random = new Random(20261121);
    for (int i = 0; i < 10_000; i++) {
      double value = Math.scalb(random.nextDouble() - 0.5, random.nextInt(40));
      if (Math.abs(value) >= 0.01) {
        String formatted = String.format(Locale.ROOT, "%.3f", value);
        assertThat(Words.amount(value)).isEqualTo(formatted.replace('-', '−'));
      }
      long rows = random.nextLong() >> random.nextInt(64);
      assertThat(Words.count(rows)).isEqualTo(String.format(Locale.ROOT, "%,d", rows));
    }
  }

  @Test
  void levelsAreWhatAlphaLeaves() {
    assertThat(Words.level(0.05)).isEqualTo("95 %");
    assertThat(Words.level(0.001)).isEqualTo("99.9 %");
  }

  @Test
  void instantsAreDatesAtMidnight() {
    assertThat(Words.instant(Instant.parse("1997-06-05T00:00:00Z"))).isEqualTo("1997-06-05");
    assertThat(Words.instant(Instant.parse("1997-06-05T06:30:00Z")))
        .isEqualTo("1997-06-05T06:30:00Z");
  }

  @Test
  void doNotDependOnTheMachinesLocale() {
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));

    assertThat(Words.amount(1234.5678)).isEqualTo("1234.568");
    assertThat(Words.count(7232, "row")).isEqualTo("7,232 rows");
    assertThat(Words.count(1, "row")).isEqualTo("1 row");
    assertThat(Words.percent(0.25)).isEqualTo("25.0 %");
  }

  @Test
  void listsEndInAnd() {
    assertThat(Words.list(List.of("a"))).isEqualTo("a");
    assertThat(Words.list(List.of("a", "b", "c"))).isEqualTo("a, b and c");
  }
}
