package dev.surprisal.profile.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.surprisal.profile.row.ZeroPolicy;
import dev.surprisal.profile.section.Confusion;
import dev.surprisal.profile.section.TopConfusions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is read off the sketch of confusions. */
class TopConfusionsTest {

  private static final int CLASSES = 1000;
  private static final Layout LAYOUT = new Layout(CLASSES, ZeroPolicy.DEFAULT, 0);
  private static final TopConfusions CONFUSIONS = LAYOUT.section(TopConfusions.class);

  @Test
  void findsWhatIsConfusedMostAndBoundsHowOften() {
    long[] state = LAYOUT.empty();
    Map<List<Integer>, Long> truth = new HashMap<>();
    Random random = new Random(11);
    for (int i = 0; i < 20_000; i++) {
      // Three pairs of 2,000, 1,000 and 600 among 16,400 rows of any other.
      int label = i < 2_000 ? 17 : i < 3_000 ? 500 : i < 3_600 ? 999 : random.nextInt(CLASSES);
      int predicted = i < 2_000 ? 18 : i < 3_000 ? 3 : i < 3_600 ? 0 : random.nextInt(CLASSES);
      CONFUSIONS.add(state, label, predicted, 1);
      truth.merge(List.of(label, predicted), 1L, Long::sum);
    }
    List<Confusion> found = CONFUSIONS.read(state, 3);

    assertThat(found)
        .extracting(Confusion::label, Confusion::predicted)
        .containsExactly(tuple(17, 18), tuple(500, 3), tuple(999, 0));
    for (Confusion it : found) {
      assertThat(truth.get(List.of(it.label(), it.predicted())))
          .isBetween((long) it.atLeast(), (long) it.atMost());
    }
  }

  @Test
  void aFewConfusionsAreCountedExactly() {
    long[] state = LAYOUT.empty();
    for (int i = 0; i < 60; i++) {
      CONFUSIONS.add(state, i < 40 ? 0 : 7, i < 40 ? 1 : 999, 1);
    }

    assertThat(CONFUSIONS.read(state, 5))
        .containsExactly(new Confusion(0, 1, 40, 40), new Confusion(7, 999, 20, 20));
  }
}
