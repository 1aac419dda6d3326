package dev.surprisal.profile.sketch;

import java.nio.charset.StandardCharsets;

/**
 * A category as a row brings it: the hash of the whole value, then its name. The name is a byte
 * that holds its length, and whether it was cut, followed by its bytes in UTF-8: as many longs as
 * that takes, the first byte lowest. Null is the one long 0.
 */
public final class CategoryForm {

  /** The longs that the longest name takes. */
  static final int NAME_LONGS = 6;

  /** The bytes of a name that are kept; of a longer one, whole characters up to there. */
  public static final int NAME_BYTES = NAME_LONGS * Long.BYTES - 1;

  /** The longs that a row's value takes at most. */
  public static final int LONGS = 1 + NAME_LONGS;

  /** The hash that stands for null. */
  static final long NULL = 0;

  private static final int CUT = 0x80;

  private CategoryForm() {}

  /** Writes a null; returns the index behind it. */
  public static int writeNull(long[] into, int at) {
    into[at] = NULL;
    return at + 1;
  }

  /**
   * Writes a category.
   *
   * @param into takes it
   * @param at the index of its first long
   * @param hash the hash of the whole value
   * @param utf8 its first bytes, of a longer value at least one more than are kept
   * @param bytes the bytes that the whole value has
   * @return the index behind it
   */
  public static int write(long[] into, int at, long hash, byte[] utf8, int bytes) {
    // The value whose hash is that of null shares the cell of the one whose hash is 1.
    into[at] = hash == NULL ? 1 : hash;
    int kept = bytes <= NAME_BYTES ? bytes : wholeCharacters(utf8);
    int longs = longs(kept);
    int next = 0;
    for (int i = 0; i < longs; i++) {
      long packed = i == 0 ? kept | (kept < bytes ? CUT : 0) : 0;
      for (int shift = i == 0 ? 8 : 0; shift < Long.SIZE && next < kept; shift += 8) {
        packed |= (utf8[next++] & 0xFFL) << shift;
      }
      into[at + 1 + i] = packed;
    }
    return at + 1 + longs;
  }

  /** The bytes up to the bound, without those of a character that it would cut. */
  private static int wholeCharacters(byte[] utf8) {
    int kept = NAME_BYTES;
    while (kept > 0 && (utf8[kept] & 0xC0) == 0x80) {
      kept--;
    }
    return kept;
  }

  private static int longs(int bytes) {
    return (bytes + Long.BYTES) / Long.BYTES;
  }

  /** The longs of a name, told by its first. */
  static int nameLongs(long first) {
    return longs((int) first & (CUT - 1));
  }

  /** The index behind the values of some columns. */
  public static int skip(long[] values, int from, int columns) {
    int at = from;
    for (int i = 0; i < columns; i++) {
      at += values[at] == NULL ? 1 : 1 + nameLongs(values[at + 1]);
    }
    return at;
  }

  /** A name as text; one that was cut ends in an ellipsis. */
  public static String name(long[] state, int at) {
    byte[] utf8 = new byte[(int) state[at] & (CUT - 1)];
    for (int i = 0; i < utf8.length; i++) {
      utf8[i] = (byte) (state[at + (i + 1) / Long.BYTES] >>> ((i + 1) % Long.BYTES * 8));
    }
    String text = new String(utf8, StandardCharsets.UTF_8);
    return (state[at] & CUT) == 0 ? text : text + "…";
  }
}
