package dev.surprisal.profile.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.profile.row.ZeroPolicy;
import org.junit.jupiter.api.Test;

class RepeatedRowsTest {

  private static final Layout LAYOUT = new Layout(3, ZeroPolicy.DEFAULT, 0);
  private static final StateUpdater FOLD = StateUpdater.of(LAYOUT);

  @Test
  void areWhatFoldingThemOneByOneGives() {
    double[][] predictions = {{0.7, 0.2, 0.1}, {0.05, 0.9, 0.05}, {1.0 / 3, 1.0 / 3, 1.0 / 3}};
    long[] oneByOne = FOLD.layout().empty();
    long[] multiplied = FOLD.layout().empty();
    for (int i = 0; i < predictions.length; i++) {
      int label = (i + 1) % 3;
      long[] one = FOLD.layout().empty();
      FOLD.scored(one, predictions[i], label);
      int rows = 1000 + 777 * i;
      for (int row = 0; row < rows; row++) {
        FOLD.scored(oneByOne, predictions[i], label);
      }
      new RepeatedRows(LAYOUT, one).add(multiplied, rows);
    }

    assertThat(multiplied).isEqualTo(oneByOne);
  }
}
