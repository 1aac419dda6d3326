package dev.surprisal.catalyst;

import dev.surprisal.profile.state.Accumulator;
import java.util.Arrays;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * The cells of rows by their window and some of their texts, and the states of these. A cell is
 * found by numbers: that of window and first text, that of this and the second text, and so on.
 */
final class CellBlock {

  private static final int FIRST_CAPACITY = 64;
  private static final int NO_TEXT = 0;

  private final int[] texts;
  private final PairIds[] steps;
  private long[][] states = new long[FIRST_CAPACITY][];
  private long longs;

  /** Cells by the texts of these places. */
  CellBlock(int[] texts) {
    this.texts = texts;
    this.steps = new PairIds[Math.max(1, texts.length)];
    Arrays.setAll(steps, i -> new PairIds());
  }

  /** Adds the row at hand. */
  void add(Accumulator rows, int window, int[] ids) {
    int cell = steps[0].id(window, texts.length == 0 ? NO_TEXT : ids[texts[0]]);
    for (int i = 1; i < texts.length; i++) {
      cell = steps[i].id(cell, ids[texts[i]]);
    }
    if (cell == states.length) {
      states = Arrays.copyOf(states, 2 * cell);
    }
    long[] before = states[cell];
    long[] after = rows.add(before == null ? Accumulator.noRows() : before);
    if (after != before) {
      states[cell] = after;
      longs += after.length - (before == null ? 0 : before.length);
    }
  }

  /** About how many longs the states take. */
  long longs() {
    return longs;
  }

  int cells() {
    return steps[steps.length - 1].count();
  }

  long[] state(int cell) {
    return states[cell];
  }

  /** The window of a cell; writes its texts to their places. */
  int key(int cell, TextIds[] known, @Nullable UTF8String[] into) {
    int id = cell;
    for (int i = texts.length - 1; i >= 0; i--) {
      into[texts[i]] = known[texts[i]].text(steps[i].right(id));
      id = steps[i].left(id);
    }
    return texts.length == 0 ? steps[0].left(id) : id;
  }
}
