package dev.narthex.api.answer;

import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing byte array that prints numbers straight into itself: no strings and no objects per sample. Not thread-safe.
 *
 * <p>Times are printed as Prometheus prints them: whole seconds, then three digits when there are milliseconds.
 */
final class ByteSink extends OutputStream {
  private static final VarHandle PAIR = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Two ASCII digits for each of 0…99, the first in the low byte. */
  private static final short[] PAIRS = pairs();
  private static final long[] POWERS = powers();
  private static final int EIGHT_DIGITS = 100_000_000;

  /** Most bytes that {@link #putLong} writes. */
  static final int LONG_BYTES = 20;

  private byte[] bytes;
  private int size;

  ByteSink(int capacity) {
    this.bytes = new byte[capacity];
  }

  int size() {
    return size;
  }

  void clear() {
    size = 0;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Copies bytes out, from a position on. */
  void copyTo(int position, byte[] target, int offset, int length) {
    System.arraycopy(bytes, position, target, offset, length);
  }

  byte at(int position) {
    return bytes[position];
  }

  @Override
  public void write(int b) {
    reserve(1);
    bytes[size++] = (byte) b;
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    reserve(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  /** Appends the first bytes of a slot of {@link TimeText#SLOT} bytes. */
  void putSlot(byte[] slots, int from, int length) {
    reserve(TimeText.SLOT);
    WORD.set(bytes, size, (long) WORD.get(slots, from));
    WORD.set(bytes, size + 8, (long) WORD.get(slots, from + 8));
    WORD.set(bytes, size + 16, (long) WORD.get(slots, from + 16));
    size += length;
  }

  /** Appends two ASCII characters. */
  void putPair(char first, char second) {
    reserve(2);
    bytes[size] = (byte) first;
    bytes[size + 1] = (byte) second;
    size += 2;
  }

  /** Appends a string of ASCII characters. */
  void putAscii(String text) {
    int length = text.length();
    reserve(length);
    for (int i = 0; i < length; i++) {
      bytes[size + i] = (byte) text.charAt(i);
    }
    size += length;
  }

  void putUtf8(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    write(encoded, 0, encoded.length);
  }

  /** Repeats an ASCII character. */
  void repeat(char c, int times) {
    reserve(times);
    Arrays.fill(bytes, size, size + times, (byte) c);
    size += times;
  }

  /** Puts an ASCII character before those after {@code position}. */
  void insert(int position, char c) {
    reserve(1);
    System.arraycopy(bytes, position, bytes, position + 1, size - position);
    bytes[position] = (byte) c;
    size++;
  }

  void putLong(long value) {
    reserve(LONG_BYTES);
    if (value < 0) {
      if (value == Long.MIN_VALUE) {
        putAscii("-9223372036854775808");
        return;
      }
      bytes[size++] = '-';
      putDigits(-value);
    } else {
      putDigits(value);
    }
  }

  /** Prints epoch milliseconds as seconds. */
  void putSeconds(long millis) {
    reserve(LONG_BYTES + 5);
    long rest = millis;
    if (rest < 0) {
      bytes[size++] = '-';
      rest = -rest;
    }
    putDigits(rest / 1000);
    int fraction = (int) (rest % 1000);
    if (fraction != 0) {
      bytes[size] = '.';
      bytes[size + 1] = (byte) ('0' + fraction / 100);
      PAIR.set(bytes, size + 2, PAIRS[fraction % 100]);
      size += 4;
    }
  }

  private void putDigits(long value) {
    int end = size + length(value);
    int at = end;
    long rest = value;
    while (rest >= EIGHT_DIGITS) {
      long high = rest / EIGHT_DIGITS;
      int low = (int) (rest - high * EIGHT_DIGITS);
      for (int pair = 0; pair < 4; pair++) {
        int next = low / 100;
        at -= 2;
        PAIR.set(bytes, at, PAIRS[low - next * 100]);
        low = next;
      }
      rest = high;
    }
    int small = (int) rest;
    while (small >= 10) {
      int next = small / 100;
      at -= 2;
      PAIR.set(bytes, at, PAIRS[small - next * 100]);
      small = next;
    }
    if (at > size) {
      bytes[--at] = (byte) ('0' + small);
    }
    size = end;
  }

  /** Decimal digits of a number that is not negative: from its binary digits, at most one too few. */
  static int length(long value) {
    int length = (64 - Long.numberOfLeadingZeros(value)) * 1233 >> 12;
    return value >= POWERS[length] ? length + 1 : Math.max(length, 1);
  }

  /** Makes room for that many more bytes. */
  void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  private static short[] pairs() {
    short[] pairs = new short[100];
    for (int i = 0; i < 100; i++) {
      pairs[i] = (short) ('0' + i / 10 | '0' + i % 10 << 8);
    }
    return pairs;
  }

  private static long[] powers() {
    long[] powers = new long[19];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = powers[i - 1] * 10;
    }
    return powers;
  }
}
