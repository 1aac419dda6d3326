package dev.surprisal.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.SparkTest;
import dev.surprisal.drift.classifier.ClassifierPolicy;
import dev.surprisal.drift.classifier.DomainClassifier;
import dev.surprisal.drift.classifier.SampledRow;
import dev.surprisal.drift.classifier.Separation;
import dev.surprisal.drift.classifier.Separation.Carrier;
import dev.surprisal.drift.finding.DriftPolicy;
import dev.surprisal.drift.narrative.SeparationSentence;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.math.statistics.Normal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two sides of which it is known how far they are apart. */
class ForestTest extends SparkTest {

  private static final int ROWS = 4_000;

  private final Random random = new Random(11);

  @FunctionalInterface
  private interface Draw {
    SampledRow row();
  }

  private List<SampledRow> rows(int count, Draw draw) {
    List<SampledRow> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(draw.row());
    }
    return rows;
  }

  private SampledRow numbers(@Nullable Double... numbers) {
    return new SampledRow(
        random.nextInt(1_000), random.nextLong(), Arrays.asList(numbers), List.of());
  }

  private SampledRow category(@Nullable String category) {
    return new SampledRow(
        random.nextInt(1_000), random.nextLong(), List.of(), Arrays.asList(category));
  }

  private static String sentence(Separation of) {
    return new SeparationSentence(DriftPolicy.DEFAULT, InformationUnit.NATS).sentence(of);
  }

  private static Separation separate(
      List<SampledRow> reference, List<SampledRow> current, String... columns) {
    boolean texts = !reference.get(0).categories().isEmpty();
    return new DomainClassifier(
            new ClassifierPolicy(20_000, 4, 40, 3),
            DriftPolicy.DEFAULT,
            List.of(columns),
            texts ? List.of(0) : List.of(),
            new ForestLearner(spark(), 40, 3))
        .separate("v1", reference, current);
  }

  private static double lower(@Nullable ConfidenceInterval interval) {
    return Objects.requireNonNull(interval).lower();
  }

  private static double upper(@Nullable ConfidenceInterval interval) {
    return Objects.requireNonNull(interval).upper();
  }

  @Test
  void twoNormalsAreAsFarApartAsTheClosedFormSays() {
    Separation it =
        separate(
            rows(ROWS, () -> numbers(random.nextGaussian(), random.nextGaussian())),
            rows(ROWS, () -> numbers(random.nextGaussian(), random.nextGaussian() + 1)),
            "same",
            "moved");

    // P(x < y) of N(0, 1) and N(1, 1) is Φ(1/√2), the divergence ½. Of the true ratio the bound's
    // standard error is √(e/4,000) = 0.026.
    assertThat(it.area()).isCloseTo(Normal.cumulative(Math.sqrt(0.5)), within(0.015));
    assertThat(it.divergence()).isBetween(0.42, 0.55);
    assertThat(upper(it.divergenceInterval())).isGreaterThan(0.45);
    assertThat(it.pValue()).isLessThan(1e-15);
    assertThat(it.carriers().get(0).column()).isEqualTo("moved");
    assertThat(it.carriers().get(0).share()).isGreaterThan(0.95);
    assertThat(it.carriers().get(0).drop()).isCloseTo(0.26, within(0.04));
    assertThat(it.usual()).isBetween(0.47, 0.53);
    assertThat(sentence(it))
        .startsWith("Domain classifier separates current from reference rows of v1 (AUC 0.7")
        .contains(" Main columns: moved (");
  }

  @Tag("slow")
  @Test
  void withoutDriftTheAreaIsThatOfGuessingAndTheDivergenceNone() {
    Draw draw = () -> numbers(random.nextGaussian(), Math.rint(3 * random.nextDouble()));
    Separation it = separate(rows(ROWS, draw), rows(ROWS, draw), "a", "b");

    assertThat(lower(it.interval())).isLessThan(0.5);
    assertThat(upper(it.interval())).isGreaterThan(0.5);
    assertThat(lower(it.divergenceInterval())).isZero();
    assertThat(it.divergence()).isLessThan(0.005);
    assertThat(it.pValue()).isGreaterThan(0.01);
    assertThat(it.carriers()).extracting(Carrier::share).containsOnlyNulls();
    assertThat(sentence(it)).contains("finds no significant difference").doesNotContain("KL");
  }

  @Tag("slow")
  @Test
  void columnsThatNoLongerGoTogetherAreFoundThoughEachIsAsItWas() {
    Separation it =
        separate(
            rows(ROWS, () -> numbers(random.nextGaussian(), random.nextGaussian())),
            rows(
                ROWS,
                () -> {
                  double common = random.nextGaussian();
                  return numbers(common, 0.8 * common + 0.6 * random.nextGaussian());
                }),
            "x",
            "y");

    // D = −½ ln(1 − 0.8²) = 0.511; steps along the axes follow a diagonal but roughly.
    assertThat(it.divergence()).isBetween(0.3, 0.53);
    assertThat(lower(it.interval())).isGreaterThan(0.65);
    assertThat(it.carriers()).extracting(Carrier::share).allMatch(share -> share > 0.3);
  }

  @Tag("slow")
  @Test
  void whatIsMissingMoreOftenIsSeen() {
    Separation it =
        separate(
            rows(ROWS, () -> numbers(random.nextDouble() < 0.1 ? null : random.nextGaussian())),
            rows(ROWS, () -> numbers(random.nextDouble() < 0.3 ? null : random.nextGaussian())),
            "value");

    // Scores take two values: ½ + (0.3 − 0.1)/2; the divergence is that of two coins.
    assertThat(it.area()).isCloseTo(0.6, within(0.015));
    assertThat(it.divergence())
        .isCloseTo(0.3 * Math.log(3) + 0.7 * Math.log(0.7 / 0.9), within(0.02));
  }

  @Test
  void infiniteValuesAndNaNAreValuesOfTheirOwn() {
    double infinity = Double.POSITIVE_INFINITY;
    Separation it =
        separate(
            rows(500, () -> numbers(random.nextBoolean() ? -infinity : Double.NaN)),
            rows(500, () -> numbers(random.nextBoolean() ? infinity : null)),
            "value");

    assertThat(it.area()).isEqualTo(1);
    assertThat(lower(it.interval())).isBetween(0.98, 1.0);
  }

  @Tag("slow")
  @Test
  void categoriesAreToldApartWhateverTheirOrder() {
    String[] names = {"m", "c", "x", "a", "q", "z"};
    Separation it =
        separate(
            rows(ROWS, () -> category(names[random.nextInt(6)])),
            rows(
                ROWS, () -> category(random.nextInt(4) == 0 ? null : names[2 * random.nextInt(3)])),
            "name");

    // Of the current rows a quarter is null, three quarters are three names that half of the
    // reference's rows have. Null is above all, those names above the others and equal to each
    // other: ¼ + ¾(½ + ¼). The divergence is infinite, and the bound what so many rows can show.
    assertThat(it.area()).isCloseTo(0.8125, within(0.02));
    assertThat(it.divergence()).isGreaterThan(1);
  }

  @Test
  void tooFewRowsAreToldOfAndHaveNoFigure() {
    Draw draw = () -> numbers(random.nextGaussian());
    Separation it = separate(rows(ROWS, draw), rows(99, draw), "a");

    assertThat(it.area()).isNull();
    assertThat(it.divergence()).isNull();
    assertThat(it.carriers()).isEmpty();
    assertThat(sentence(it))
        .isEqualTo(
            "Domain classifier not run for v1: 99 current and 4,000 reference rows, minimum is 100"
                + " each (drift.min_rows).");
  }
}
