package dev.surprisal.profile.section;

import dev.surprisal.profile.row.StateSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The section of the most frequent confusions, where there are too many classes for a matrix of
 * them.
 *
 * <p>Every wrong row adds to two buckets, which a hash of its pair of classes picks, one in each of
 * two rows of {@value #BUCKETS}: one to the bucket's count, and one to a count for each bit of the
 * pair that is set. All are counts, so that merging is addition, undone by subtraction, and does
 * not depend on any order. A pair that makes more than half of a bucket has its bits set in more
 * than half of the bucket's rows, and so is read off it (combinatorial group testing). A confusion
 * that makes more than about one in {@value #BUCKETS} of the wrong rows is found unless its buckets
 * in both rows have another as frequent.
 *
 * <p>How often it happened is known within bounds: rows that differ from it in a bit are not it, so
 * there are at most as many as agree in the bit where the fewest do, and at least the bucket's
 * count less all disagreements. A bucket with one pair has it exactly.
 *
 * @see <a href="https://doi.org/10.1145/1061318.1061325">Cormode and Muthukrishnan, What's hot and
 *     what's not, ACM TODS 30 (2005)</a>
 */
public final class TopConfusions extends Section {

  public static final SectionType TYPE =
      new SectionType("top_confusions", 1, spec -> !spec.crossesClasses(), TopConfusions::new);

  private static final int ROWS = 2;
  private static final int BUCKET_BITS = 7;
  private static final int BUCKETS = 1 << BUCKET_BITS;

  private static final Comparator<Confusion> MOST_FREQUENT =
      Comparator.comparingDouble(Confusion::atMost)
          .thenComparingDouble(Confusion::atLeast)
          .reversed()
          .thenComparingInt(Confusion::label)
          .thenComparingInt(Confusion::predicted);

  private final int classes;

  /** The bits of a class. */
  private final int bits;

  /** The longs of a bucket: its count and one for each bit of a pair. */
  private final int width;

  private TopConfusions(StateSpec spec, StateOffsets offsets) {
    this(spec.classes(), classBits(spec.classes()), offsets);
  }

  private TopConfusions(int classes, int bits, StateOffsets offsets) {
    super(offsets, Size.ofOthers(ROWS * BUCKETS * (1 + 2 * bits)));
    this.classes = classes;
    this.bits = bits;
    this.width = 1 + 2 * bits;
  }

  private static int classBits(int classes) {
    return Integer.SIZE - Integer.numberOfLeadingZeros(classes - 1);
  }

  @Override
  public void scored(RowCounter counter, long[] state, RowTerms terms) {
    if (terms.row.label != terms.row.winner) {
      add(state, terms.row.label, terms.row.winner, terms.units);
    }
  }

  /** Counts a row of one class that was taken for another, so many times. */
  public void add(long[] state, int label, int predicted, long count) {
    long pair = ((long) label << bits) | predicted;
    for (int row = 0; row < ROWS; row++) {
      int bucket = others + bucket(row, pair) * width;
      state[bucket] += count;
      for (long rest = pair; rest != 0; rest &= rest - 1) {
        state[bucket + 1 + Long.numberOfTrailingZeros(rest)] += count;
      }
    }
  }

  @Override
  public void mergeOthers(long[] into, long[] from) {
    for (int i = others; i < others + ROWS * BUCKETS * width; i++) {
      into[i] += from[i];
    }
  }

  @Override
  public void subtractOthers(long[] sum, long[] part, Collection<long[]> rest) {
    for (int i = others; i < others + ROWS * BUCKETS * width; i++) {
      sum[i] -= part[i];
    }
  }

  /** The most frequent confusions, the most frequent first. */
  public List<Confusion> read(long[] state, int most) {
    Map<Long, Integer> readings = new HashMap<>();
    for (int bucket = 0; bucket < ROWS * BUCKETS; bucket++) {
      int from = others + bucket * width;
      long pair = majority(state, from);
      if (state[from] > 0 && bucket(bucket / BUCKETS, pair) == bucket) {
        readings.merge(pair, 1, Integer::sum);
      }
    }
    List<Confusion> confusions = new ArrayList<>();
    readings.forEach(
        (pair, times) -> {
          Confusion it = confusion(state, pair);
          // The bits of a bucket without a majority are those of some pair that need not exist. It
          // does if it was counted for sure; it hardly fails to if both rows read it.
          boolean isPair = it.label() < classes && it.predicted() < classes;
          if (isPair && (it.atLeast() > 0 || times == ROWS)) {
            confusions.add(it);
          }
        });
    return confusions.stream().sorted(MOST_FREQUENT).limit(most).toList();
  }

  private long majority(long[] state, int bucket) {
    long pair = 0;
    for (int bit = 0; bit < 2 * bits; bit++) {
      long set = state[bucket + 1 + bit];
      if (set > state[bucket] - set) {
        pair |= 1L << bit;
      }
    }
    return pair;
  }

  private Confusion confusion(long[] state, long pair) {
    long atMost = Long.MAX_VALUE;
    long atLeast = 0;
    for (int row = 0; row < ROWS; row++) {
      int bucket = others + bucket(row, pair) * width;
      long count = state[bucket];
      long surely = count;
      for (int bit = 0; bit < 2 * bits; bit++) {
        long set = state[bucket + 1 + bit];
        long differing = (pair >>> bit & 1) == 1 ? count - set : set;
        surely -= differing;
        atMost = Math.min(atMost, count - differing);
      }
      atLeast = Math.max(atLeast, surely);
    }
    return new Confusion((int) (pair >>> bits), (int) (pair & ((1L << bits) - 1)), atLeast, atMost);
  }

  /** A bucket's number among those of all rows. */
  private static int bucket(int row, long pair) {
    // The finaliser of SplitMix64, from another start for each row.
    long mixed = pair + 0x9e3779b97f4a7c15L * (row + 1);
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    mixed ^= mixed >>> 31;
    return row * BUCKETS + (int) (mixed >>> (Long.SIZE - BUCKET_BITS));
  }
}
