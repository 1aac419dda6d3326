package dev.surprisal.profile.cube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SlicePlanTest {

  private static final long ROWS = 3_000_000;

  /** Independent dimensions {@code d0…} of as many values as given. */
  private static SliceSample sample(int... values) {
    Random random = new Random(7);
    List<List<@Nullable String>> rows = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      rows.add(
          IntStream.of(values).mapToObj(n -> (@Nullable String) ("" + random.nextInt(n))).toList());
    }
    return new SliceSample(names(values.length), rows);
  }

  private static List<String> names(int dimensions) {
    return IntStream.range(0, dimensions).mapToObj(i -> "d" + i).toList();
  }

  private static List<List<String>> singles(int dimensions) {
    return names(dimensions).stream().map(List::of).toList();
  }

  @Test
  void estimatesValuesThatTheSampleLacks() {
    // Seen once: c, d, e; twice: b. By hand: 5 + 3 · 2 / (2 · 2).
    List<List<@Nullable String>> rows =
        List.of("a", "a", "a", "b", "b", "c", "d", "e").stream()
            .map(value -> List.<@Nullable String>of(value))
            .toList();

    assertThat(new SliceSample(List.of("x"), rows).slices(List.of("x"))).isEqualTo(6.5);
  }

  @Test
  void theEstimateIsNearTheTruth() {
    assertThat(sample(10, 10).slices(names(2))).isEqualTo(100);
    assertThat(sample(100, 100).slices(names(2))).isCloseTo(10_000, within(1_000.0));
  }

  @Test
  void fewCellsAreMadeTogether() {
    SlicePlan choice = SlicePlan.of(singles(2), sample(10, 10), ROWS, 2);

    assertThat(choice.blocks()).containsExactly(SliceBlock.of(singles(2)));
  }

  @Test
  void aCrossOfMoreCellsThanRowsIsNotMade() {
    SlicePlan choice = SlicePlan.of(singles(5), sample(10, 10, 10, 10, 10), ROWS, 2);

    assertThat(choice.blocks().stream().map(block -> block.dimensions().size()))
        .containsExactlyInAnyOrder(2, 2, 1);
  }

  @Test
  void aDimensionOfManyValuesStaysApart() {
    SlicePlan choice = SlicePlan.of(singles(2), sample(1_000_000, 10), ROWS, 2);

    assertThat(choice.blocks()).hasSize(2);
  }

  @Test
  void aSetIsAddedUpFromTheCrossThatHasIt() {
    List<List<String>> sets = List.of(List.of("d0"), List.of("d0", "d1"));

    assertThat(SlicePlan.of(sets, sample(10, 10), ROWS, 2).blocks())
        .containsExactly(SliceBlock.of(sets));
  }

  @Test
  void theGroundsAreTold() {
    assertThat(SlicePlan.of(singles(2), sample(10, 10), ROWS, 2).grounds())
        .containsExactly(
            "Estimated from 5,000 rows of about 3,000,000, in 2 windows; costs in rows folded:",
            "  as chosen            rows folded 1 times, about 200 cells, cost 4,200,000",
            "  all by one cross     rows folded 1 times, about 200 cells, cost 4,200,000",
            "  each set by itself   rows folded 2 times, about 40 cells, cost 6,120,000");
  }
}
