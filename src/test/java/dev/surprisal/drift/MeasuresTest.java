package dev.surprisal.drift;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasuresTest {

  private final Measures measures =
      new Measures(List.of("psi", "g", "outside"), new double[] {0.2, 7, 0});

  @Test
  void isAMapLikeAnyOther() {
    assertThat(measures).isEqualTo(Map.of("g", 7.0, "outside", 0.0, "psi", 0.2));
    assertThat(Map.of("g", 7.0, "outside", 0.0, "psi", 0.2)).isEqualTo(measures);
    assertThat(measures).hasSize(3).doesNotContainKey("js_distance");
    assertThat(measures.get("g")).isEqualTo(7);
    assertThat(measures.get("js_distance")).isNull();
  }

  @Test
  void keepsTheOrder() {
    assertThat(measures.keySet()).containsExactly("psi", "g", "outside");
    assertThat(measures.values()).containsExactly(0.2, 7.0, 0.0);
  }
}
