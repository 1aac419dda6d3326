package dev.surprisal.catalyst;

import java.util.Arrays;

/** Numbers pairs of numbers, from 0, in the order in which they come. */
final class PairIds {

  private static final int FIRST_CAPACITY = 64;

  /** One more than a number, by hash, at most half of the places in use; 0 where there is none. */
  private int[] slots = new int[2 * FIRST_CAPACITY];

  private long[] pairs = new long[FIRST_CAPACITY];
  private int used;

  /** The number of a pair. */
  int id(int left, int right) {
    long pair = (long) left << Integer.SIZE | right & 0xFFFF_FFFFL;
    int slot = slot(pair);
    for (int id = slots[slot]; id != 0; id = slots[slot]) {
      if (pairs[id - 1] == pair) {
        return id - 1;
      }
      slot = slot + 1 & slots.length - 1;
    }
    if (used == pairs.length) {
      grow();
      return id(left, right);
    }
    pairs[used++] = pair;
    slots[slot] = used;
    return used - 1;
  }

  private void grow() {
    pairs = Arrays.copyOf(pairs, 2 * used);
    slots = new int[4 * used];
    for (int id = 1; id <= used; id++) {
      int slot = slot(pairs[id - 1]);
      while (slots[slot] != 0) {
        slot = slot + 1 & slots.length - 1;
      }
      slots[slot] = id;
    }
  }

  /** How many there are. */
  int count() {
    return used;
  }

  /** The first of a pair. */
  int left(int id) {
    return (int) (pairs[id] >> Integer.SIZE);
  }

  /** The second of a pair. */
  int right(int id) {
    return (int) pairs[id];
  }

  private int slot(long pair) {
    long hash = pair * 0x9E3779B97F4A7C15L;
    return (int) (hash >>> 32 ^ hash >>> 48) & slots.length - 1;
  }
}
