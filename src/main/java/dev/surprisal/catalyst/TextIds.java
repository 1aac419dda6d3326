package dev.surprisal.catalyst;

import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.unsafe.array.ByteArrayMethods;
import org.apache.spark.unsafe.types.UTF8String;
import org.jspecify.annotations.Nullable;

/**
 * Numbers texts in the order in which they come, null among them. A text of up to 16 bytes is told
 * by two longs, without a look at where it is kept; of a longer one these are its beginning and the
 * hash of all of it, and equal ones are compared.
 */
final class TextIds {

  /** The number of null. */
  private static final int NULL = 0;

  private static final int LONG = Long.BYTES;
  private static final int SHORT = 2 * LONG;
  private static final long SEED = 42;
  private static final int FIRST_CAPACITY = 64;
  private static final int KEY_LONGS = 4;
  private static final int TAIL = 1;
  private static final int BYTES = 2;

  /** Numbers by hash, at most half of the places in use; 0 where there is none. */
  private int[] slots = new int[2 * FIRST_CAPACITY];

  private UTF8String[] texts = new UTF8String[FIRST_CAPACITY];

  /** Head, tail and bytes of each, side by side: of many texts they are seldom in the cache. */
  private long[] keys = new long[FIRST_CAPACITY * KEY_LONGS];

  private int used = 1;
  private long longs;

  /** The number of a text. */
  int id(@Nullable UTF8String text) {
    return text == null ? NULL : id(text.getBaseObject(), text.getBaseOffset(), text.numBytes());
  }

  private int id(Object base, long at, int bytes) {
    long head = head(base, at, bytes);
    long tail = tail(base, at, bytes);
    int slot = slot(head, tail, bytes);
    for (int id = slots[slot]; id != 0; id = slots[slot]) {
      int key = KEY_LONGS * id;
      if (keys[key] == head
          && keys[key + TAIL] == tail
          && keys[key + BYTES] == bytes
          && (bytes <= SHORT || isSame(texts[id], base, at))) {
        return id;
      }
      slot = slot + 1 & slots.length - 1;
    }
    if (used == texts.length) {
      grow();
      return id(base, at, bytes);
    }
    add(head, tail, bytes, slot);
    // The bytes are part of a row that will be overwritten.
    texts[used] = UTF8String.fromAddress(base, at, bytes).copy();
    // Beside its bytes some objects and places.
    longs += SHORT + bytes / LONG;
    return used++;
  }

  private void add(long head, long tail, int bytes, int slot) {
    int key = KEY_LONGS * used;
    keys[key] = head;
    keys[key + TAIL] = tail;
    keys[key + BYTES] = bytes;
    slots[slot] = used;
  }

  private static boolean isSame(UTF8String text, Object base, long at) {
    return ByteArrayMethods.arrayEquals(
        text.getBaseObject(), text.getBaseOffset(), base, at, text.numBytes());
  }

  private void grow() {
    texts = Arrays.copyOf(texts, 2 * used);
    keys = Arrays.copyOf(keys, 2 * used * KEY_LONGS);
    slots = new int[4 * used];
    for (int id = 1; id < used; id++) {
      int key = KEY_LONGS * id;
      int slot = slot(keys[key], keys[key + TAIL], (int) keys[key + BYTES]);
      while (slots[slot] != 0) {
        slot = slot + 1 & slots.length - 1;
      }
      slots[slot] = id;
    }
  }

  /** The text of a number. */
  @Nullable UTF8String text(int id) {
    return id == NULL ? null : texts[id];
  }

  /** About how many longs the texts take. */
  long longs() {
    return longs;
  }

  private int slot(long head, long tail, int bytes) {
    long hash = (head ^ bytes) * 0x9E3779B97F4A7C15L + tail;
    hash = (hash ^ hash >>> 32) * 0xD6E8FEB86659FD93L;
    return (int) (hash >>> 32) & slots.length - 1;
  }

  /** The first bytes: eight, or of fewer all, which may overlap. */
  private static long head(Object base, long at, int bytes) {
    if (bytes >= LONG) {
      return Platform.getLong(base, at);
    }
    if (bytes >= Integer.BYTES) {
      long last = Platform.getInt(base, at + bytes - Integer.BYTES);
      return last << Integer.SIZE | Platform.getInt(base, at) & 0xFFFF_FFFFL;
    }
    long all = 0;
    for (int i = 0; i < bytes; i++) {
      all = all << Byte.SIZE | Platform.getByte(base, at + i) & 0xFF;
    }
    return all;
  }

  /** The last eight bytes, or of more than sixteen a hash of all. */
  private static long tail(Object base, long at, int bytes) {
    if (bytes <= LONG) {
      return 0;
    }
    return bytes <= SHORT
        ? Platform.getLong(base, at + bytes - LONG)
        : XXH64.hashUnsafeBytes(base, at, bytes, SEED);
  }
}
