package dev.surprisal.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

  private final Locale locale = Locale.getDefault();

  @AfterEach
  void restoreTheLocale() {
    Locale.setDefault(locale);
  }

  @Test
  void amountsHaveThreeDecimalsOrTwoDigits() {
    assertThat(Figures.amount(1.0072881)).isEqualTo("1.007");
    assertThat(Figures.amount(-0.1555)).isEqualTo("−0.156");
    assertThat(Figures.amount(0.00553)).isEqualTo("0.0055");
    assertThat(Figures.amount(3.2e-9)).isEqualTo("3.2e-9");
    assertThat(Figures.amount(0)).isEqualTo("0");
    assertThat(Figures.amount(1_234_567.89)).isEqualTo("1,234,567.9");
    assertThat(Figures.amount(1e12)).isEqualTo("1e12");
    assertThat(Figures.amount(Double.POSITIVE_INFINITY)).isEqualTo("∞");
  }

  @Test
  void valuesOfColumnsHaveThreeDigits() {
    assertThat(Figures.number(0.0034671)).isEqualTo("0.00347");
    assertThat(Figures.number(123_456)).isEqualTo("123,000");
    assertThat(Figures.number(-4)).isEqualTo("−4");
    assertThat(Figures.number(-Double.MIN_VALUE)).isEqualTo("0");
    assertThat(Figures.number(Double.NEGATIVE_INFINITY)).isEqualTo("−∞");
  }

  @Test
  void sharesArePercentAndNeverRoundedToNothing() {
    assertThat(Figures.percent(0.69123)).isEqualTo("69.1 %");
    assertThat(Figures.percent(0)).isEqualTo("0 %");
    assertThat(Figures.percent(1e-6)).isEqualTo("< 0.1 %");
    assertThat(Figures.percent(0.999999)).isEqualTo("> 99.9 %");
    assertThat(Figures.percent(2.131)).isEqualTo("213.1 %");
  }

  @Test
  void figuresReadAsTheFormatterOfTheStandardLibraryWritesThem() {
    Random random = new Random(20261121);
    for (int i = 0; i < 10_000; i++) {
      double value = Math.scalb(random.nextDouble() - 0.5, random.nextInt(40));
      if (Math.abs(value) >= 0.01 && Math.abs(value) < 1000) {
        String formatted = String.format(Locale.ROOT, "%.3f", value);
        assertThat(Figures.amount(value)).isEqualTo(formatted.replace('-', '−'));
      }
      long rows = random.nextLong() >> random.nextInt(64);
      assertThat(Figures.count(rows)).isEqualTo(String.format(Locale.ROOT, "%,d", rows));
    }
  }

  @Test
  void levelsAreWhatAlphaLeaves() {
    assertThat(Figures.level(0.05)).isEqualTo("95 %");
    assertThat(Figures.level(0.001)).isEqualTo("99.9 %");
  }

  @Test
  void whatDoesNotExistIsNoNumber() {
    assertThat(Figures.amount((Double) null)).isEqualTo("none");
    assertThat(Figures.change(null)).isEqualTo("none");
    assertThat(Figures.probability(null)).isEqualTo("none");
    assertThat(Figures.percent(0, 0)).isEqualTo("none");
    assertThat(Figures.percent(Double.NaN)).isEqualTo("none");
    assertThat(Figures.amount(Double.NaN)).isEqualTo("NaN");
  }

  @Test
  void changesBearTheirSign() {
    assertThat(Figures.change(0.25)).isEqualTo("+0.250");
    assertThat(Figures.change(-0.25)).isEqualTo("−0.250");
    assertThat(Figures.change(0.0)).isEqualTo("0");
  }

  @Test
  void aDashNeverStandsBesideAMinusSign() {
    assertThat(Figures.interval(0.205, 0.295)).isEqualTo("0.205–0.295");
    assertThat(Figures.interval(-0.205, 0.295)).isEqualTo("−0.205 to 0.295");
  }

  @Test
  void probabilitiesAreNeverRoundedToZero() {
    assertThat(Figures.probability(0.0)).isEqualTo("< 1e-15");
    assertThat(Figures.probability(4.2e-9)).isEqualTo("4.2e-9");
    assertThat(Figures.probability(0.0312)).isEqualTo("0.031");
    assertThat(Figures.probability(0.0000026)).isEqualTo("2.6e-6");
  }

  @Test
  void yearsHaveNoCommas() {
    assertThat(Figures.exactly(2025)).isEqualTo("2025");
    assertThat(Figures.exactly(1_234_567)).isEqualTo("1,234,567");
  }

  @Test
  void durationsAreInTheLargestUnit() {
    assertThat(Figures.duration(42)).isEqualTo("42 s");
    assertThat(Figures.duration(61_920)).isEqualTo("17.2 h");
    assertThat(Figures.duration(259_200)).isEqualTo("3.0 days");
  }

  @Test
  void differenceOfWhatIsNoNumberDoesNotExist() {
    assertThat(Figures.difference(null, 1.0)).isNull();
    assertThat(Figures.difference(1.0, null)).isNull();
    assertThat(Figures.difference(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY)).isNull();
    assertThat(Figures.difference(1.0, Double.POSITIVE_INFINITY))
        .isEqualTo(Double.POSITIVE_INFINITY);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 bytes",
    "1, 1 byte",
    "999, 999 bytes",
    "1000, 1.0 kB",
    "9940, 9.9 kB",
    "9950, 10 kB",
    "999499, 999 kB",
    "999500, 1.0 MB",
    "6996216, 7.0 MB",
    "1234567890123, 1.2 TB"
  })
  void sizesOfFilesAreInDecimalUnits(long bytes, String text) {
    assertThat(Figures.bytes(bytes)).isEqualTo(text);
  }

  @Test
  void doNotDependOnTheMachinesLocale() {
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));

    assertThat(Figures.amount(1234.5678)).isEqualTo("1,234.6");
    assertThat(Figures.count(7232, "row")).isEqualTo("7,232 rows");
    assertThat(Figures.count(1, "row")).isEqualTo("1 row");
    assertThat(Figures.percent(0.25)).isEqualTo("25.0 %");
  }
}
