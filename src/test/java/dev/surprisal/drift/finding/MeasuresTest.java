package dev.surprisal.drift.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasuresTest {

  private final Measures measures =
      new Measures(
          List.of(MeasureKey.PSI, MeasureKey.G, MeasureKey.OUTSIDE_REFERENCE),
          new double[] {0.2, 7, 0});

  @Test
  void isAMapLikeAnyOther() {
    assertThat(measures)
        .isEqualTo(
            Map.of(MeasureKey.G, 7.0, MeasureKey.OUTSIDE_REFERENCE, 0.0, MeasureKey.PSI, 0.2));
    assertThat(Map.of(MeasureKey.G, 7.0, MeasureKey.OUTSIDE_REFERENCE, 0.0, MeasureKey.PSI, 0.2))
        .isEqualTo(measures);
    assertThat(measures).hasSize(3).doesNotContainKey(MeasureKey.JS_DISTANCE);
    assertThat(measures.get(MeasureKey.G)).isEqualTo(7);
    assertThat(measures.get(MeasureKey.JS_DISTANCE)).isNull();
  }

  @Test
  void keepsTheOrder() {
    assertThat(measures.keySet())
        .containsExactly(MeasureKey.PSI, MeasureKey.G, MeasureKey.OUTSIDE_REFERENCE);
    assertThat(measures.values()).containsExactly(0.2, 7.0, 0.0);
  }
}
