package dev.narthex.api.answer;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing byte array that prints numbers straight into itself: no strings and no objects per sample. Not thread-safe.
 *
 * <p>Times are printed as Prometheus prints them: whole seconds, then three digits when there are milliseconds.
 */
final class ByteSink extends OutputStream {
  /** Two ASCII digits for each of 0…99. */
  private static final byte[] PAIRS = pairs();

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
      int pair = fraction % 100 * 2;
      bytes[size + 2] = PAIRS[pair];
      bytes[size + 3] = PAIRS[pair + 1];
      size += 4;
    }
  }

  private void putDigits(long value) {
    int length = length(value);
    int at = size + length;
    size = at;
    long rest = value;
    while (rest > Integer.MAX_VALUE) {
      int pair = (int) (rest % 100) * 2;
      rest /= 100;
      bytes[--at] = PAIRS[pair + 1];
      bytes[--at] = PAIRS[pair];
    }
    int small = (int) rest;
    while (small >= 100) {
      int pair = small % 100 * 2;
      small /= 100;
      bytes[--at] = PAIRS[pair + 1];
      bytes[--at] = PAIRS[pair];
    }
    if (small >= 10) {
      bytes[--at] = PAIRS[small * 2 + 1];
      bytes[--at] = PAIRS[small * 2];
    } else {
      bytes[--at] = (byte) ('0' + small);
    }
  }

  private static int length(long value) {
    int length = 1;
    long bound = 10;
    while (length < 19 && value >= bound) {
      length++;
      bound *= 10;
    }
    return length;
  }

  /** Makes room for that many more bytes. */
  void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  private static byte[] pairs() {
    byte[] pairs = new byte[200];
    for (int i = 0; i < 100; i++) {
      pairs[2 * i] = (byte) ('0' + i / 10);
      pairs[2 * i + 1] = (byte) ('0' + i % 10);
    }
    return pairs;
  }
}
