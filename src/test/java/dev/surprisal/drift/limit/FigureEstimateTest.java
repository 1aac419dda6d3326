package dev.surprisal.drift.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.drift.Rows;
import dev.surprisal.math.statistics.ConfidenceInterval;
import dev.surprisal.profile.Profile;
import dev.surprisal.profile.row.ZeroPolicy;
import dev.surprisal.profile.state.Layout;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Intervals of figures by their own rows; expected values by scipy 1.16. */
class FigureEstimateTest {

  /** Known of few classes, or of none of these rows. */
  private static final Set<LimitMetric> OF_OTHERS =
      EnumSet.of(
          LimitMetric.TOP_3_ACCURACY, LimitMetric.TOP_5_ACCURACY, LimitMetric.TOP_10_ACCURACY);

  /** Of 400 rows a little too large, the second one by what is left of the noise of 20 bins. */
  private static final Set<LimitMetric> OF_FEW_ROWS_BIASED =
      EnumSet.of(LimitMetric.AVERAGE_PRECISION, LimitMetric.CLASSWISE_ECE);

  private static void assertInterval(LimitMetric metric, Profile rows, double lower, double upper) {
    FigureEstimate estimate = metric.estimate(rows, 0.05);
    assertThat(estimate.interval().lower()).as(metric.label()).isCloseTo(lower, within(1e-9));
    assertThat(estimate.interval().upper()).as(metric.label()).isCloseTo(upper, within(1e-9));
  }

  @Test
  void sharesHaveTheIntervalOfWilson() {
    Profile rows = Rows.rows().scored(712, 1, 0.8).scored(288, 1, 0.2).profile();

    assertThat(LimitMetric.ACCURACY.estimate(rows, 0.05).value()).isEqualTo(0.712);
    assertInterval(LimitMetric.ACCURACY, rows, 0.6831644885571975, 0.7392129658449271);
    assertInterval(LimitMetric.LABEL_COVERAGE, rows, 1000 / 1003.841458820694, 1);
  }

  /** TP 60, FN 40, FP 20: a recall of 60/100, a precision of 60/80, F1 120/180, J 60/120. */
  @Test
  void figuresOfAClassHaveTheIntervalOfWilson() {
    Profile rows =
        Rows.rows()
            .scored(60, 1, 0.8)
            .scored(40, 1, 0.2)
            .scored(20, 0, 0.2)
            .scored(380, 0, 0.8)
            .profile();
    double z = 1.959963984540054;

    FigureEstimate recall = ofClass(ClassLimitMetric.CLASS_RECALL, rows);
    assertThat(recall.value()).isEqualTo(0.6);
    assertThat(recall.interval()).isEqualTo(ConfidenceInterval.ofShare(0.6, 100, z));
    FigureEstimate precision = ofClass(ClassLimitMetric.CLASS_PRECISION, rows);
    assertThat(precision.interval()).isEqualTo(ConfidenceInterval.ofShare(0.75, 80, z));
    FigureEstimate f1 = ofClass(ClassLimitMetric.CLASS_F1, rows);
    ConfidenceInterval share = ConfidenceInterval.ofShare(0.5, 120, z);
    assertThat(f1.value()).isCloseTo(2 / 3.0, within(1e-15));
    assertThat(f1.interval().lower())
        .isCloseTo(2 * share.lower() / (1 + share.lower()), within(1e-12));
    assertThat(f1.interval().upper())
        .isCloseTo(2 * share.upper() / (1 + share.upper()), within(1e-12));
  }

  @Test
  void figuresOfAClassThatDoNotExistHaveNoInterval() {
    Profile rows = Rows.rows().scored(400, 0, 0.8).profile();

    for (ClassLimitMetric metric : ClassLimitMetric.values()) {
      assertThat(ofClass(metric, rows).isDefined())
          .as(metric.label())
          .isEqualTo(metric == ClassLimitMetric.CLASS_ECE);
    }
  }

  private static FigureEstimate ofClass(ClassLimitMetric metric, Profile rows) {
    return new ClassLimit(metric, 1, "yes").estimate(rows, 0.05);
  }

  @Test
  void meansHaveTheIntervalOfStudent() {
    Profile rows = Rows.rows().scored(300, 1, 0.8).scored(100, 1, 0.3).profile();

    assertInterval(LimitMetric.LOG_LOSS, rows, 0.4265509830294403, 0.5101507461048422);
    assertInterval(LimitMetric.KL_DIVERGENCE, rows, 0.4265509830294403, 0.5101507461048422);
    assertInterval(
        LimitMetric.PERPLEXITY, rows, Math.exp(0.4265509830294403), Math.exp(0.5101507461048422));
    assertInterval(LimitMetric.BRIER, rows, 0.26664480895281667, 0.3433551910471833);
    assertInterval(LimitMetric.CALIBRATION_GAP, rows, -0.09675936963354728, -0.022574687566898684);
    // No row was clipped.
    assertInterval(LimitMetric.LOG_LOSS_UNCLIPPED, rows, 0.4265509830294403, 0.5101507461048422);
  }

  @Test
  void theUnclippedLossIsThatOfTheOtherRows() {
    Profile rows = Rows.rows().scored(300, 1, 0.8).scored(100, 1, 0.3).scored(7, 1, 0).profile();

    assertInterval(LimitMetric.LOG_LOSS_UNCLIPPED, rows, 0.4265509830294403, 0.5101507461048422);
    assertThat(LimitMetric.CLIPPED_SHARE.estimate(rows, 0.05).value()).isEqualTo(7 / 407.0);
  }

  @Test
  void anInfiniteLossIsInfiniteForSure() {
    Profile rows = new Rows(Rows.INFINITE).scored(300, 1, 0.8).scored(1, 1, 0).profile();

    for (LimitMetric metric :
        EnumSet.of(
            LimitMetric.LOG_LOSS,
            LimitMetric.PERPLEXITY,
            LimitMetric.KL_DIVERGENCE,
            LimitMetric.CALIBRATION_GAP)) {
      assertThat(metric.estimate(rows, 0.05).interval())
          .as(metric.label())
          .isEqualTo(new ConfidenceInterval(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY));
    }
  }

  @Test
  void everyFigureOfLabelledRowsHasAnInterval() {
    Profile rows = drawn(new SplittableRandom(3), 400);

    for (LimitMetric metric : LimitMetric.values()) {
      FigureEstimate estimate = metric.estimate(rows, 0.05);
      assertThat(estimate.isDefined()).as(metric.label()).isEqualTo(!OF_OTHERS.contains(metric));
      if (estimate.isDefined()) {
        assertThat(estimate.value())
            .as(metric.label())
            .isBetween(estimate.interval().lower(), estimate.interval().upper());
      }
    }
  }

  @Test
  void withoutARowThereIsNoFigure() {
    Profile none = Profile.empty(new Layout(2, ZeroPolicy.DEFAULT, 0));

    for (LimitMetric metric : LimitMetric.values()) {
      assertThat(metric.estimate(none, 0.05).isDefined())
          .as(metric.label())
          .isEqualTo(metric == LimitMetric.ROWS);
    }
  }

  /**
   * Of 1,000 trials of 400 rows; bounds on variances make some intervals wider than they need be.
   */
  @Test
  void intervalsHoldTheTruth() {
    SplittableRandom random = new SplittableRandom(26);
    Profile population = drawn(random, 400_000);
    Set<LimitMetric> looked = EnumSet.allOf(LimitMetric.class);
    looked.removeAll(OF_OTHERS);
    looked.removeAll(
        EnumSet.of(
            LimitMetric.ROWS,
            LimitMetric.CLIPPED_SHARE,
            LimitMetric.REJECTED_SHARE,
            LimitMetric.DUPLICATE_SHARE,
            LimitMetric.LABEL_COVERAGE,
            LimitMetric.LABEL_ENTROPY));
    Map<LimitMetric, Integer> held = new EnumMap<>(LimitMetric.class);
    for (int trial = 0; trial < 1_000; trial++) {
      Profile rows = drawn(random, 400);
      for (LimitMetric metric : looked) {
        double truth = metric.estimate(population, 0.05).value();
        ConfidenceInterval interval = metric.estimate(rows, 0.05).interval();
        boolean holds = interval.lower() <= truth && truth <= interval.upper();
        held.merge(metric, holds ? 1 : 0, Integer::sum);
      }
    }
    assertThat(held)
        .allSatisfy(
            (metric, times) ->
                assertThat(times)
                    .isGreaterThanOrEqualTo(OF_FEW_ROWS_BIASED.contains(metric) ? 900 : 930));
    assertThat(held.get(LimitMetric.ACCURACY)).isLessThanOrEqualTo(970);
    assertThat(held.get(LimitMetric.LOG_LOSS)).isLessThanOrEqualTo(970);
    assertThat(held.get(LimitMetric.AUC)).isLessThanOrEqualTo(970);
  }

  /**
   * Of 1,000 trials of 2,000 rows, three in a hundred of which are positive: figures of a minority
   * have the intervals of its few rows.
   */
  @Test
  void intervalsHoldTheTruthAboutAMinority() {
    SplittableRandom random = new SplittableRandom(27);
    Profile population = ofMinority(random, 1_000_000);
    Set<LimitMetric> looked =
        EnumSet.of(
            LimitMetric.MACRO_PRECISION,
            LimitMetric.MACRO_RECALL,
            LimitMetric.MACRO_F1,
            LimitMetric.WEIGHTED_PRECISION,
            LimitMetric.WEIGHTED_F1,
            LimitMetric.MCC,
            LimitMetric.AVERAGE_PRECISION,
            LimitMetric.CLASSWISE_ECE);
    Map<LimitMetric, Integer> held = new EnumMap<>(LimitMetric.class);
    for (int trial = 0; trial < 1_000; trial++) {
      Profile rows = ofMinority(random, 2_000);
      for (LimitMetric metric : looked) {
        double truth = metric.estimate(population, 0.05).value();
        ConfidenceInterval interval = metric.estimate(rows, 0.05).interval();
        boolean holds = interval.lower() <= truth && truth <= interval.upper();
        held.merge(metric, holds ? 1 : 0, Integer::sum);
      }
    }
    assertThat(held).allSatisfy((metric, times) -> assertThat(times).isBetween(910, 985));
  }

  /** Sixty positives in 2,000 rows, of which the model finds half. */
  private static Profile ofMinority(SplittableRandom random, int rows) {
    Rows drawn = Rows.rows();
    for (int i = 0; i < rows; i++) {
      int label = random.nextDouble() < 0.03 ? 1 : 0;
      double logit = (label == 1 ? 0 : -4) + 1.6 * random.nextGaussian();
      double yes = 1 / (1 + Math.exp(-logit));
      drawn.scored(label, label == 1 ? yes : 1 - yes, 1);
    }
    return drawn.profile();
  }

  /** A model that is a little too sure. */
  private static Profile drawn(SplittableRandom random, int rows) {
    Rows drawn = Rows.rows();
    for (int i = 0; i < rows; i++) {
      double yes = random.nextDouble(0.02, 0.98);
      int label = random.nextDouble() < 0.1 + 0.8 * yes ? 1 : 0;
      drawn.scored(label, label == 1 ? yes : 1 - yes, 1);
    }
    return drawn.profile();
  }
}
