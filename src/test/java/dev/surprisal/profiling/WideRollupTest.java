package dev.surprisal.profiling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surprisal.profile.cube.Slice;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The keys by which executors add up cells. */
class WideRollupTest {

  /** By chance 75 of them share a hash with another; {@code Objects.hash} leaves 35,060. */
  @Test
  void eightHundredThousandKeysHaveNearlyAsManyHashes() {
    List<Slice> slices =
        IntStream.range(0, 4_000)
            .mapToObj(i -> new Slice(List.of("city", "shop"), List.of("" + i / 100, "" + i % 100)))
            .toList();
    Set<WideRollup.Key> keys = new HashSet<>();
    Set<Integer> hashes = new HashSet<>();
    for (int window = 0; window < 100; window++) {
      for (String version : List.of("10", "20")) {
        for (Slice slice : slices) {
          WideRollup.Key key = new WideRollup.Key(window, version, slice);
          keys.add(key);
          hashes.add(key.hashCode());
        }
      }
    }
    assertThat(keys).hasSize(800_000);
    assertThat(hashes).hasSizeGreaterThan(799_700);
  }
}
