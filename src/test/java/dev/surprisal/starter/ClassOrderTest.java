package dev.surprisal.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.dataset.inspect.LabelledFigures;
import dev.surprisal.dataset.inspect.LabelledFigures.Means;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Labels tell which figure is of which class. */
class ClassOrderTest {

  /** Base rates 0.9 and 0.1: figure 2 is the lesser one of both labels, and higher for b. */
  private static ClassOrder lopsided(long rows) {
    return new ClassOrder(
        new LabelledFigures(
            1000,
            Map.of(
                "a", new Means(900, List.of(0.92, 0.08)),
                "b", new Means(rows, List.of(0.6, 0.4)))));
  }

  @Test
  void aRareClassIsTheOneWhoseFigureIsHigherThanUsual() {
    assertThat(lopsided(100).order(List.of("b", "a"))).contains(List.of("a", "b"));
  }

  @Test
  void fewRowsTellNothing() {
    assertThat(lopsided(19).order(List.of("a", "b"))).isEmpty();
  }

  @Test
  void figuresThatDoNotDependOnTheLabelTellNothing() {
    ClassOrder blind =
        new ClassOrder(
            new LabelledFigures(
                1000,
                Map.of(
                    "a", new Means(500, List.of(0.51, 0.49)),
                    "b", new Means(500, List.of(0.50, 0.50)))));
    assertThat(blind.order(List.of("a", "b"))).isEmpty();
    assertThat(blind.highest(List.of("a", "b"))).isEmpty();
  }

  @Test
  void nothingIsToldWhereNothingWasLookedAt() {
    assertThat(new ClassOrder(null).order(List.of("a", "b"))).isEmpty();
  }
}
