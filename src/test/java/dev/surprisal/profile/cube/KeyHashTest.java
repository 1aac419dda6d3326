package dev.surprisal.profile.cube;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.profile.time.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Keys of cells, few of which may share a hash: each look at a map is among those that do. */
class KeyHashTest {

  private static List<Slice> slices() {
    return IntStream.range(0, 4_000)
        .mapToObj(i -> new Slice(List.of("city", "shop"), List.of("" + i / 100, "" + i % 100)))
        .toList();
  }

  private static TimeRange day(int i) {
    Instant from = Instant.EPOCH.plus(Duration.ofDays(i));
    return new TimeRange(from, from.plus(Duration.ofDays(1)));
  }

  @Test
  void slicesOfShortTextsHaveHashesOfTheirOwn() {
    assertThat(slices().stream().map(Slice::hashCode).distinct()).hasSize(4_000);
  }

  @Test
  void equalSlicesHaveOneHashAndOthersAreNotEqual() {
    Slice slice = new Slice(List.of("city", "shop"), Arrays.asList(null, "7"));
    assertThat(new Slice(List.of("city", "shop"), Arrays.asList(null, "7")))
        .isEqualTo(slice)
        .hasSameHashCodeAs(slice);
    assertThat(new Slice(List.of("city", "shop"), Arrays.asList("7", null)))
        .isNotEqualTo(slice)
        .doesNotHaveSameHashCodeAs(slice);
    assertThat(new HashSet<>(slices())).hasSize(4_000);
  }

  /** By chance 75 of them share a hash with another; that of records leaves 158,000. */
  @Test
  void cellsOfAStoreHaveHashesOfTheirOwn() {
    Set<Rollup.Key> keys = new HashSet<>();
    Set<Integer> hashes = new HashSet<>();
    List<Slice> slices = slices();
    for (int day = 0; day < 100; day++) {
      for (String version : List.of("10", "20")) {
        for (Slice slice : slices) {
          Rollup.Key key = new Rollup.Key(day(day), version, slice);
          keys.add(key);
          hashes.add(key.hashCode());
        }
      }
    }
    assertThat(keys).hasSize(800_000);
    assertThat(hashes).hasSizeGreaterThan(799_700);
  }

  @Test
  void oneBitOfOnePartChangesAboutHalfOfTheHash() {
    List<Integer> changed = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      for (int bit = 0; bit < Integer.SIZE; bit++) {
        changed.add(Integer.bitCount(KeyHash.of(i, 7) ^ KeyHash.of(i ^ 1 << bit, 7)));
        changed.add(Integer.bitCount(KeyHash.of(7, i) ^ KeyHash.of(7, i ^ 1 << bit)));
      }
    }
    assertThat(changed.stream().mapToInt(Integer::intValue).average().orElseThrow())
        .isBetween(15.0, 17.0);
  }
}
