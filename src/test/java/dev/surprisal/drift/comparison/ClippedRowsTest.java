package dev.surprisal.drift.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surprisal.drift.Rows;
import dev.surprisal.drift.finding.Measure;
import dev.surprisal.drift.finding.MeasureKey;
import dev.surprisal.drift.narrative.ClippedRowsSentence;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A rise of the log loss that a few rows of probability 0 make. */
class ClippedRowsTest {

  private static Outcome outcome(Rows before, Rows after) {
    return new LogLossComparison(0.05)
        .against(before.sample(), before.sample())
        .measure(after.sample());
  }

  private static String sentence(Outcome outcome, long rows) {
    Map<MeasureKey, Double> measures = new EnumMap<>(MeasureKey.class);
    outcome.measures().forEach(it -> measures.put(it.key(), it.value()));
    return ClippedRowsSentence.of(measures, outcome.effect(), rows, "nats");
  }

  @Test
  void areToldWhereTheyCarryTheRise() {
    // 16 · 34.539 / 720 = 0.768 nats, of a rise of 0.768 − 16/720 · 0.357 = 0.760.
    Outcome outcome =
        outcome(Rows.rows().scored(720, 1, 0.7), Rows.rows().scored(704, 1, 0.7).scored(16, 1, 0));

    assertThat(outcome.measures())
        .filteredOn(it -> it.key() == MeasureKey.CLIPPED_PART)
        .singleElement()
        .satisfies(
            it -> assertThat(it.value()).isCloseTo(16 * -Math.log(1e-15) / 720, within(1e-9)));
    assertThat(sentence(outcome, 720))
        .isEqualTo(
            " 16 of 720 rows with probability 0 for the observed class (clipped) account for the"
                + " whole increase (+0.768 of +0.760 nats; the other rows together −0.0079).");
  }

  @Test
  void areAPartOfItWhereOthersRoseToo() {
    Outcome outcome =
        outcome(Rows.rows().scored(720, 1, 0.7), Rows.rows().scored(704, 1, 0.6).scored(16, 1, 0));

    assertThat(sentence(outcome, 720))
        .isEqualTo(
            " 16 of 720 rows with probability 0 for the observed class (clipped) account for +0.768"
                + " of +0.910 nats.");
  }

  @Test
  void areNotToldWhereTheyCarryLittleOrThereAreNone() {
    Rows clippedBefore = Rows.rows().scored(704, 1, 0.7).scored(16, 1, 0);

    assertThat(sentence(outcome(clippedBefore, Rows.rows().scored(720, 1, 0.3)), 720)).isEmpty();
    Outcome none = outcome(Rows.rows().scored(720, 1, 0.7), Rows.rows().scored(720, 1, 0.3));
    assertThat(sentence(none, 720)).isEmpty();
    assertThat(none.measures())
        .extracting(Measure::key)
        .isEqualTo(
            List.of(
                MeasureKey.REFERENCE_LOG_LOSS, MeasureKey.CURRENT_LOG_LOSS, MeasureKey.DISPERSION));
  }
}
