package dev.surprisal.drift.narrative;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.drift.comparison.SliceDisagreement;
import dev.surprisal.math.InformationUnit;
import dev.surprisal.profile.ColumnMoments;
import dev.surprisal.profile.Disagreement;
import dev.surprisal.profile.cube.Slice;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DisagreementSentencesTest {

  private static final Slice TABLET = new Slice(List.of("device"), List.of("tablet"));

  private static SliceDisagreement disagreement(
      @Nullable String version, Slice slice, double rows, double divergence) {
    Disagreement of =
        new Disagreement(
            rows, 1_020, 1, divergence, new ColumnMoments(rows, divergence, 0.01), 0.25);
    return new SliceDisagreement(version, slice, of, rows, null);
  }

  private static List<String> sentences(InformationUnit unit, SliceDisagreement... ranked) {
    return new DisagreementSentences("gbt-2", unit).of(List.of(ranked));
  }

  @Test
  void aVersionIsToldWithTheSliceThatDiffersMost() {
    assertThat(
            sentences(
                InformationUnit.NATS,
                disagreement("v1", Slice.ALL, 1_800, 0.1),
                disagreement("v1", TABLET, 300, 0.4),
                disagreement("v2", Slice.ALL, 1, 0.2)))
        .containsExactly(
            "v1 compared with gbt-2: 1,800 predictions, 1,020 without a counterpart, 1 with an"
                + " invalid counterpart. Mean Jensen–Shannon divergence 0.100 nats, different"
                + " predicted class in 25.0 %; largest on device=tablet (0.400 nats).",
            "v2 compared with gbt-2: 1 prediction, 1,020 without a counterpart, 1 with an invalid"
                + " counterpart. Mean Jensen–Shannon divergence 0.200 nats, different predicted"
                + " class in 25.0 %.");
  }

  @Test
  void divergencesAreInTheUnitOfTheReport() {
    assertThat(sentences(InformationUnit.BITS, disagreement(null, Slice.ALL, 2, Math.log(2) / 2)))
        .singleElement()
        .asString()
        .startsWith("Compared with gbt-2: 2 predictions,")
        .contains("divergence 0.500 bits,");
  }

  /** Without a row that is compared there is no mean. */
  @Test
  void whereNothingIsComparedTheCountsAreAll() {
    assertThat(sentences(InformationUnit.NATS, disagreement("v1", Slice.ALL, 0, Double.NaN)))
        .containsExactly(
            "v1 compared with gbt-2: 0 predictions, 1,020 without a counterpart, 1 with an invalid"
                + " counterpart.");
  }
}
