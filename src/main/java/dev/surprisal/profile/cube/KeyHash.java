package dev.surprisal.profile.cube;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Hashes of keys that are made of several parts. The hashes of records and lists multiply by 31,
 * which numbers and short texts, the usual parts, outgrow: 1 and {@code "20"} have the hash of 2
 * and {@code "10"}, and a store's 800,000 keys have fewer than 100,000. Here each bit of each part
 * changes about half of the bits of the hash, so that about as many keys share one as do by chance.
 * It is the same in every process, if those of the parts are.
 */
public final class KeyHash {

  /** 2⁶⁴ by the golden ratio, made odd: neighbours become numbers far apart. */
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private KeyHash() {}

  /** The hash of a key whose parts are or have these, in this order. */
  public static int of(int... parts) {
    long hash = parts.length;
    for (int part : parts) {
      hash = with(hash, part);
    }
    return folded(hash);
  }

  /** The hash of a key whose parts are these, in this order. */
  public static int of(List<? extends @Nullable Object> parts) {
    long hash = parts.size();
    for (Object part : parts) {
      hash = with(hash, Objects.hashCode(part));
    }
    return folded(hash);
  }

  /** Both steps can be undone: no two parts are the same after it. */
  private static long with(long hash, int part) {
    long spread = (hash ^ part) * SPREAD;
    return spread ^ spread >>> 32;
  }

  private static int folded(long hash) {
    return (int) (hash * SPREAD >>> 32);
  }
}
