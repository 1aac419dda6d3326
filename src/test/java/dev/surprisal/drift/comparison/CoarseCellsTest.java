package dev.surprisal.drift.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class CoarseCellsTest {

  private static final Outcome.Change CHANGE = new Outcome.ShareChange("x", 0.1, 0.2);
  private static final int CELLS = 50;
  private static final int WEEK = 7;

  /** A week against a week of 2,000 rows a day. */
  private static Outcome against(
      SplittableRandom random, double[] current, double sd, Function<double[], int[]> groups) {
    double[] usual = new double[CELLS];
    Arrays.fill(usual, 1);
    List<double[]> windows = new ArrayList<>();
    double[] reference = new double[CELLS];
    for (int day = 0; day < WEEK; day++) {
      double[] window = draw(random, usual, sd, 2000);
      Arrays.setAll(reference, i -> reference[i] + window[i]);
      windows.add(window);
    }
    CountDispersion dispersion = CountDispersion.of(windows, groups);
    return new ShareDifference(0.05, reference, 1.0 / WEEK, dispersion)
        .measure(days(random, current, sd), 1.0 / WEEK, CHANGE);
  }

  private static double[] days(SplittableRandom random, double[] weights, double sd) {
    double[] sum = new double[CELLS];
    for (int day = 0; day < WEEK; day++) {
      double[] window = draw(random, weights, sd, 2000);
      Arrays.setAll(sum, i -> sum[i] + window[i]);
    }
    return sum;
  }

  private static double[] draw(SplittableRandom random, double[] weights, double sd, int rows) {
    double[] shares =
        Arrays.stream(weights).map(it -> it * Math.exp(sd * random.nextGaussian())).toArray();
    double total = Arrays.stream(shares).sum();
    double[] counts = new double[shares.length];
    for (int row = 0; row < rows; row++) {
      double u = random.nextDouble() * total;
      int cell = 0;
      while (cell < shares.length - 1 && u >= shares[cell]) {
        u -= shares[cell++];
      }
      counts[cell]++;
    }
    return counts;
  }

  private static int[] neighbours(double[] rows) {
    return CoarseCells.byNeighbourhood(rows, 0, rows.length);
  }

  private static int[] themselves(double[] rows) {
    int[] groups = new int[rows.length];
    Arrays.setAll(groups, i -> i);
    return groups;
  }

  /** Hours of the day, days of the month, ages: half of the values from 50 to 80 % of the rows. */
  @Test
  void halfOfManyValuesMayDriftAgainstAWeek() {
    double[] drifted = new double[CELLS];
    Arrays.setAll(drifted, i -> i < CELLS / 2 ? 1 : 4);
    SplittableRandom random = new SplittableRandom(1);
    for (int trial = 0; trial < 20; trial++) {
      assertThat(against(random, drifted, 0.02, CoarseCellsTest::neighbours).pValue())
          .isLessThan(1e-5);
    }
  }

  /** One value takes the place of its neighbour, both in one group: the cells themselves tell. */
  @Test
  void whatGroupsLevelOutIsFoundStill() {
    double[] swapped = new double[CELLS];
    Arrays.fill(swapped, 1);
    swapped[10] = 0.0;
    swapped[11] = 30;
    Outcome outcome = against(new SplittableRandom(2), swapped, 0.02, CoarseCellsTest::neighbours);

    assertThat(outcome.pValue()).isLessThan(1e-3);
  }

  /** Days alike and differing: 2,000 trials, of which 5 % have the standard error 0.5 points. */
  @Test
  void chanceIsFoundAsOftenAsTheLevelAtMost() {
    double[] alike = new double[CELLS];
    Arrays.fill(alike, 1);
    for (double sd : new double[] {0, 0.2}) {
      SplittableRandom random = new SplittableRandom(3);
      int found = 0;
      int beyond = 0;
      for (int trial = 0; trial < 2000; trial++) {
        Outcome outcome = against(random, alike, sd, CoarseCellsTest::neighbours);
        found += outcome.pValue() < 0.05 ? 1 : 0;
        beyond += outcome.effect() > outcome.noiseFloor() ? 1 : 0;
        assertThat(outcome.pValue() < 0.05 || outcome.interval().lower() == 0).isTrue();
      }
      assertThat(found / 2000.0).isLessThan(0.065);
      assertThat(beyond).isLessThanOrEqualTo(found);
    }
  }

  @Test
  void theLeastEffectIsThatOfTheTestThatFindsMore() {
    double[] alike = new double[CELLS];
    Arrays.fill(alike, 1);
    Outcome grouped = against(new SplittableRandom(4), alike, 0.02, CoarseCellsTest::neighbours);
    Outcome single = against(new SplittableRandom(4), alike, 0.02, CoarseCellsTest::themselves);

    assertThat(leastEffect(grouped)).isLessThan(leastEffect(single) / 2);
  }

  private static double leastEffect(Outcome outcome) {
    return Objects.requireNonNull(outcome.power()).leastEffect(1e-5, 0.02);
  }

  @Test
  void groupsHaveAboutATenthOfTheRowsUnlessOneCellHasMore() {
    double[] rows = new double[51];
    Arrays.fill(rows, 1);
    rows[0] = 50;
    int[] groups = CoarseCells.byNeighbourhood(rows, 0, 51);

    assertThat(CoarseCells.count(rows, groups)).hasSize(10).startsWith(50, 6, 5);
    assertThat(Arrays.stream(CoarseCells.count(rows, groups)).skip(1)).allMatch(it -> it <= 6);
  }

  @Test
  void cellsWithoutAnOrderAreGroupedFromTheMostFrequentOn() {
    double[] rows = new double[40];
    Arrays.setAll(rows, i -> i == 17 ? 400 : i == 3 ? 300 : i);
    int[] groups = CoarseCells.byFrequency(rows);

    assertThat(groups[17]).isZero();
    assertThat(groups[3]).isEqualTo(1);
    assertThat(Arrays.stream(groups).filter(it -> it <= 1)).hasSize(2);
    assertThat(groups[0]).isEqualTo(Arrays.stream(groups).max().orElseThrow());
  }

  /** Below and above the reference, null and NaN have nothing to do with their neighbours. */
  @Test
  void cellsBesideTheValuesStayApart() {
    double[] rows = new double[60];
    Arrays.fill(rows, 5);
    int[] groups = CoarseCells.byNeighbourhood(rows, 1, 57);

    assertThat(Arrays.stream(groups).max().orElseThrow()).isEqualTo(13);
    assertThat(List.of(groups[0], groups[57], groups[58], groups[59]))
        .containsExactly(10, 11, 12, 13);
  }
}
