package dev.surprisal.profile.state;

import java.util.Arrays;

/**
 * The stored form of a state: for each long that is not zero, the number of zeros before it and its
 * value, both as variable-length integers (seven bits a byte, least significant first; values in
 * zigzag form, so that small negatives stay short). Before, sections are brought into a form of
 * small numbers. The layout's header is not stored: it stands beside the bytes as text. Equal
 * states have equal bytes; no rows are no bytes.
 */
public final class StateCodec {

  private static final int FIRST_CAPACITY = 2048;

  private StateCodec() {}

  /** Encodes a vector; equal ones alike. */
  public static byte[] encode(Layout layout, long[] vector) {
    long[] state = vector.clone();
    layout.pack(state);
    byte[] bytes = new byte[FIRST_CAPACITY];
    int size = 0;
    long zeros = 0;
    int longs = layout.header();
    for (int i = 0; i < longs; i++) {
      long value = state[i];
      if (value == 0) {
        zeros++;
        continue;
      }
      // Two varints of at most ten bytes each.
      if (size + 20 > bytes.length) {
        bytes = Arrays.copyOf(bytes, bytes.length * 2);
      }
      size = write(bytes, size, zeros);
      size = write(bytes, size, (value << 1) ^ (value >> 63));
      zeros = 0;
    }
    return Arrays.copyOf(bytes, size);
  }

  /** The state of some bytes. */
  public static long[] decode(Layout layout, byte[] bytes) {
    int longs = layout.header();
    long[] state = layout.empty();
    int at = 0;
    int index = 0;
    long[] number = new long[1];
    while (at < bytes.length) {
      at = read(bytes, at, number);
      index += Math.toIntExact(number[0]);
      at = read(bytes, at, number);
      if (index >= longs) {
        throw new IllegalArgumentException(
            "Invalid profile state: a figure at " + index + " (the layout has " + longs + ")");
      }
      state[index++] = (number[0] >>> 1) ^ -(number[0] & 1);
    }
    layout.unpack(state);
    return state;
  }

  /** The stored form of the sum of some. */
  public static byte[] sum(Layout layout, byte[]... stored) {
    long[] sum = layout.empty();
    for (byte[] profile : stored) {
      layout.merge(sum, decode(layout, profile));
    }
    layout.canonicalise(sum);
    return encode(layout, sum);
  }

  /** The first longs of a state, without a look at the others. */
  public static long[] decodeFirst(byte[] bytes, int longs) {
    long[] first = new long[longs];
    int at = 0;
    int index = 0;
    long[] number = new long[1];
    while (at < bytes.length) {
      at = read(bytes, at, number);
      index += Math.toIntExact(number[0]);
      if (index >= longs) {
        break;
      }
      at = read(bytes, at, number);
      first[index++] = (number[0] >>> 1) ^ -(number[0] & 1);
    }
    return first;
  }

  private static int write(byte[] bytes, int at, long number) {
    int index = at;
    long rest = number;
    while ((rest & ~0x7FL) != 0) {
      bytes[index++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[index++] = (byte) rest;
    return index;
  }

  private static int read(byte[] bytes, int at, long[] number) {
    int index = at;
    long result = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      if (index == bytes.length) {
        throw new IllegalArgumentException("Invalid profile state: it ends within a figure");
      }
      byte next = bytes[index++];
      result |= (next & 0x7FL) << shift;
      if (next >= 0) {
        number[0] = result;
        return index;
      }
    }
    throw new IllegalArgumentException("Invalid profile state: a figure of over 64 bits");
  }
}
