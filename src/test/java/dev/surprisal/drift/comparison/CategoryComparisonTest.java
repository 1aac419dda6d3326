package dev.surprisal.drift.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.drift.comparison.Outcome.CategoryChange;
import dev.surprisal.drift.comparison.Outcome.ShareChange;
import dev.surprisal.drift.finding.Measure;
import dev.surprisal.drift.finding.MeasureKey;
import dev.surprisal.profile.CategoryDistribution;
import dev.surprisal.profile.CategoryDistribution.Category;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.row.CategoricalColumns;
import dev.surprisal.profile.row.ZeroPolicy;
import dev.surprisal.profile.sketch.CategoryForm;
import dev.surprisal.profile.state.Accumulator;
import dev.surprisal.profile.state.Layout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CategoryComparisonTest {

  private static final CategoryComparison WEEKDAYS = new CategoryComparison(0, "weekday", 0.05);

  /** Rows with a categorical column alone, of which so many categories are told apart. */
  private static final class Column {

    private final Layout layout;
    private final Accumulator accumulator;
    private long[] state = Accumulator.noRows();

    Column(int most) {
      CategoricalColumns categorical = new CategoricalColumns(most, List.of(0));
      layout = new Layout(2, ZeroPolicy.DEFAULT, 1).categorical(categorical);
      accumulator = new Accumulator(layout);
    }

    Column rows(int times, String category) {
      long[] values = new long[CategoryForm.LONGS];
      byte[] utf8 = category.getBytes(StandardCharsets.UTF_8);
      CategoryForm.write(values, 0, hash(category), Arrays.copyOf(utf8, 48), utf8.length);
      return add(times, values);
    }

    /** The first character, so that it is known which categories are told apart. */
    private static long hash(String category) {
      return category.charAt(0);
    }

    Column nulls(int times) {
      return add(times, new long[1]);
    }

    private Column add(int times, long[] values) {
      for (int i = 0; i < times; i++) {
        state = accumulator.unlabelled(state, new double[] {0.25, 0.75}, values);
      }
      return this;
    }

    Sample sample() {
      return Sample.ofWindow(Profile.decode(layout, accumulator.encode(state)));
    }
  }

  private static Column column() {
    return new Column(100);
  }

  private static Outcome compare(Column reference, Column current) {
    return WEEKDAYS.against(reference.sample()).measure(current.sample());
  }

  private static CategoryChange change(Outcome outcome) {
    return (CategoryChange) outcome.change();
  }

  private static double measure(Outcome outcome, MeasureKey key) {
    return outcome.measures().stream()
        .filter(measure -> measure.key() == key)
        .mapToDouble(Measure::value)
        .findFirst()
        .orElseThrow();
  }

  /** chi2_contingency([[10, 10, 20], [20, 20, 20]], lambda_="log-likelihood"), SciPy's manual. */
  @Test
  void testsAsScipyDoes() {
    Outcome outcome =
        compare(
            column().rows(10, "a").rows(10, "b").rows(20, "c"),
            column().rows(20, "a").rows(20, "b").rows(20, "c"));

    assertThat(measure(outcome, MeasureKey.G)).isCloseTo(2.7688587616781319, within(1e-13));
    assertThat(outcome.pValue()).isCloseTo(0.25046668010954165, within(1e-13));
  }

  @Test
  void namesTheCategoryWhoseShareMovedMostWhicheverWay() {
    Outcome fell =
        compare(
            column().rows(50, "Sunday").rows(25, "Monday").rows(25, "Tuesday"),
            column().rows(10, "Sunday").rows(45, "Monday").rows(45, "Tuesday"));
    // Of two that moved as far, the one that grew.
    Outcome grew =
        compare(column().rows(70, "no").rows(30, "yes"), column().rows(55, "no").rows(45, "yes"));

    assertThat(change(fell).most()).isEqualTo(new ShareChange("are 'Sunday'", 0.5, 0.1));
    assertThat(change(grew).most()).isEqualTo(new ShareChange("are 'yes'", 0.3, 0.45));
  }

  @Test
  void nullIsACellOfItsOwn() {
    Outcome outcome =
        compare(column().rows(100, "a").rows(100, "b"), column().rows(50, "a").nulls(50));

    assertThat(change(outcome).most()).isEqualTo(new ShareChange("are null", 0, 0.5));
    assertThat(change(outcome).newcomers()).isEmpty();
    assertThat(measure(outcome, MeasureKey.OUTSIDE_REFERENCE)).isEqualTo(0.5);
  }

  @Test
  void theMostFrequentCategoryThatTheReferenceNeverHadIsNamed() {
    Outcome outcome =
        compare(
            column().rows(200, "a").rows(200, "b"),
            column().rows(80, "a").rows(85, "b").rows(24, "x").rows(11, "z"));

    assertThat(change(outcome))
        .isEqualTo(new CategoryChange(new ShareChange("are 'x'", 0, 0.12), List.of("'x'"), 0.175));
    assertThat(measure(outcome, MeasureKey.OUTSIDE_REFERENCE)).isEqualTo(0.175);
    assertThat(outcome.pValue()).isLessThan(1e-9);
  }

  /**
   * The reference tells a, b and c apart, the current rows b and d: up to c both know all, so that
   * d is not told apart, nor taken for new.
   */
  @Test
  void whereOneSideHasTooManyCategoriesOnlyThoseKnownToBothAreCompared() {
    Outcome outcome =
        compare(
            new Column(3).rows(40, "a").rows(40, "b").rows(40, "c").rows(40, "d"),
            new Column(2).rows(30, "b").rows(30, "b").rows(30, "d").rows(30, "e"));

    CategoryChange change = change(outcome);
    assertThat(change.newcomers()).isEmpty();
    assertThat(measure(outcome, MeasureKey.OUTSIDE_REFERENCE)).isZero();
    assertThat(change.most()).isEqualTo(new ShareChange("are 'b'", 0.25, 0.5));
  }

  @Test
  void rareCategoriesAreGroupedSoThatEachCellExpectsEnough() {
    Column rows = new Column(100);
    IntStream.range(0, 60).forEach(i -> rows.rows(10, "" + (char) ('A' + i)));
    rows.rows(400, "~");
    CategoryDistribution reference = rows.sample().whole().categories(0);
    // A tenth of the rows: of each category, 11 of 1,100 rows are in both sides together.
    CategoryDistribution current =
        new CategoryDistribution(
            0,
            0,
            reference.categories().stream()
                .map(it -> new Category(it.hash(), it.name(), it.rows() / 10))
                .toList());

    CategoryCells cells = CategoryCells.of(reference, current);

    // 10 of 100 are 110 of 1,100: the one frequent category, groups of ten of the rare ones; none
    // are null, not told apart, or anything else.
    double[] before = new double[1 + 6 + 3];
    Arrays.fill(before, 0, 7, 100);
    before[0] = 400;
    double[] after = Arrays.stream(before).map(it -> it / 10).toArray();
    assertThat(cells.count(reference)).isEqualTo(before);
    assertThat(cells.count(current)).isEqualTo(after);
  }

  /**
   * Shares fall like 1/rank over 80 categories; a reference of 300 rows misses many of these, which
   * current rows have: at α = 5 %, chance alone is to alarm in about that share.
   */
  @ParameterizedTest
  @CsvSource({"3000, 300", "1000, 1000", "300, 3000"})
  void withoutDriftOneComparisonInTwentyIsBelowFivePerCent(int before, int after) {
    SplittableRandom random = new SplittableRandom(7);
    int below = 0;
    for (int i = 0; i < 400; i++) {
      FittedReference reference = WEEKDAYS.against(draw(random, before));
      for (int j = 0; j < 4; j++) {
        below += reference.measure(draw(random, after)).pValue() < 0.05 ? 1 : 0;
      }
    }
    // Three standard deviations of 1,600 draws are 1.6 %.
    assertThat(below / 1600.0).isBetween(0.02, 0.07);
  }

  @Test
  void theShareOutsideTheReferenceIsGivenWithWhatChanceMakesOfIt() {
    SplittableRandom random = new SplittableRandom(8);
    double outside = 0;
    double expected = 0;
    for (int i = 0; i < 100; i++) {
      Outcome outcome = WEEKDAYS.against(draw(random, 300)).measure(draw(random, 3000));
      outside += measure(outcome, MeasureKey.OUTSIDE_REFERENCE) / 100;
      expected += measure(outcome, MeasureKey.OUTSIDE_REFERENCE_EXPECTED) / 100;
    }
    assertThat(outside).isGreaterThan(0.02);
    assertThat(expected).isCloseTo(outside, within(0.005));
  }

  private static Sample draw(SplittableRandom random, int rows) {
    double[] cumulated = new double[80];
    for (int i = 0; i < 80; i++) {
      cumulated[i] = (i == 0 ? 0 : cumulated[i - 1]) + 1.0 / (i + 1);
    }
    int[] drawn = new int[80];
    for (int i = 0; i < rows; i++) {
      int at = Arrays.binarySearch(cumulated, random.nextDouble(cumulated[79]));
      drawn[at < 0 ? -at - 1 : at]++;
    }
    Column column = new Column(100);
    // The hash must not follow the frequency: 37 and 80 have no common divisor.
    for (int i = 0; i < 80; i++) {
      column.rows(drawn[i], "" + (char) ('!' + i * 37 % 80));
    }
    return column.sample();
  }
}
