package dev.surprisal.drift.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.drift.Rows;
import dev.surprisal.drift.finding.ComparisonKind;
import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.profile.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConfusionComparisonsTest {

  private static final List<String> CLASSES = List.of("no", "yes");

  private static Comparison of(ComparisonKind kind) {
    return ConfusionComparisons.all(CLASSES, 0.05).stream()
        .filter(it -> it.kind() == kind && (it.subject() == null || it.subject().equals("yes")))
        .findFirst()
        .orElseThrow();
  }

  private static Rows rows(int hits, int missed, int falseAlarms, int others) {
    return Rows.rows()
        .scored(hits, 1, 0.8)
        .scored(missed, 1, 0.2)
        .scored(falseAlarms, 0, 0.2)
        .scored(others, 0, 0.8);
  }

  @Test
  void everyKindOnRequestIsMade() {
    assertThat(ConfusionComparisons.all(CLASSES, 0.05))
        .extracting(Comparison::kind)
        .containsOnly(
            Arrays.stream(ComparisonKind.values())
                .filter(ComparisonKind::isOnRequest)
                .toArray(ComparisonKind[]::new));
  }

  /** 56/70 − 48/80 = 0.2, interval 0.0524 to 0.3339: Newcombe (1998), table II, row a. */
  @Test
  void recallIsAShareOfTheRowsOfItsClass() {
    Outcome outcome =
        of(ComparisonKind.CLASS_RECALL)
            .against(rows(48, 32, 5, 4_000).sample())
            .measure(rows(56, 14, 70, 900).sample());

    assertThat(outcome.effect()).isCloseTo(0.2, within(1e-15));
    assertThat(outcome.interval().lower()).isCloseTo(0.0524, within(5e-5));
    assertThat(outcome.interval().upper()).isCloseTo(0.3339, within(5e-5));
  }

  @Test
  void theRowsAreThoseOfTheDenominator() {
    Profile profile = rows(48, 32, 5, 4_000).profile();

    assertThat(of(ComparisonKind.CLASS_RECALL).size(profile).rows()).isEqualTo(80);
    assertThat(of(ComparisonKind.CLASS_PRECISION).size(profile).rows()).isEqualTo(53);
    assertThat(of(ComparisonKind.CLASS_F1).size(profile).rows()).isEqualTo(4_085);
  }

  @Test
  void whatDoesNotExistHasNoRows() {
    Profile never = rows(0, 0, 0, 500).profile();

    for (ComparisonKind kind :
        List.of(
            ComparisonKind.CLASS_RECALL,
            ComparisonKind.CLASS_PRECISION,
            ComparisonKind.CLASS_F1,
            ComparisonKind.MCC,
            ComparisonKind.AVERAGE_PRECISION)) {
      assertThat(of(kind).size(never).rows()).as(kind.label()).isZero();
    }
  }

  /** A window without the class beside others, as small windows of a rare class are. */
  @Test
  void aWindowWithoutTheClassDoesNoHarm() {
    List<Profile> windows = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      windows.add((i == 3 ? rows(0, 0, 0, 500) : rows(60 + i, 40, 30, 500)).profile());
    }
    Sample reference = new Sample(Profile.sum(Rows.LAYOUT, windows.stream()), windows);

    for (Comparison comparison : ConfusionComparisons.all(CLASSES, 0.05)) {
      Outcome outcome = comparison.against(reference).measure(rows(20, 80, 30, 500).sample());
      assertThat(outcome.isDefined()).as(comparison.kind() + " " + comparison.subject()).isTrue();
    }
  }

  @Test
  void ofSeventeenClassesNoneIsComparedByItself() {
    List<String> many = IntStream.range(0, 17).mapToObj(i -> "c" + i).toList();

    assertThat(ConfusionComparisons.all(many, 0.05))
        .extracting(Comparison::subject)
        .containsOnlyNulls();
    List<String> more = IntStream.range(0, 65).mapToObj(i -> "c" + i).toList();
    assertThat(ConfusionComparisons.all(more, 0.05)).isEmpty();
  }

  /** Of 400 pairs of 4,000 and 2,000 rows, 5 % of them positive, whose recall falls by 0.2. */
  @Test
  void intervalsHoldTheTruth() {
    SplittableRandom random = new SplittableRandom(43);
    Profile before = drawn(random, 400_000, 0.7).profile();
    Profile after = drawn(random, 400_000, 0.5).profile();
    Map<ComparisonKind, Integer> held = new EnumMap<>(ComparisonKind.class);
    for (int trial = 0; trial < 400; trial++) {
      Sample reference = drawn(random, 4_000, 0.7).sample();
      Sample current = drawn(random, 2_000, 0.5).sample();
      for (ComparisonKind kind : ComparisonKind.values()) {
        // The calibration error has its noise taken off, so that its truth depends on the rows.
        if (kind.isOnRequest() && kind != ComparisonKind.CLASSWISE_ECE) {
          double truth =
              of(kind).against(Sample.ofWindow(before)).measure(Sample.ofWindow(after)).effect();
          ConfidenceInterval interval = of(kind).against(reference).measure(current).interval();
          boolean holds = interval.lower() <= truth && truth <= interval.upper();
          held.merge(kind, holds ? 1 : 0, Integer::sum);
        }
      }
    }
    assertThat(held).allSatisfy((kind, times) -> assertThat(times).isGreaterThanOrEqualTo(360));
  }

  private static Rows drawn(SplittableRandom random, int rows, double recall) {
    Rows drawn = Rows.rows();
    for (int i = 0; i < rows; i++) {
      boolean isPositive = random.nextDouble() < 0.05;
      double right = random.nextDouble() < (isPositive ? recall : 0.98) ? 0.5 : 0;
      drawn.scored(isPositive ? 1 : 0, right + 0.01 + 0.48 * random.nextDouble(), 1);
    }
    return drawn;
  }
}
