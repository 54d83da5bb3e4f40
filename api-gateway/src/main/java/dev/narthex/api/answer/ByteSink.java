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
  private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long[] POWERS = powers();
  private static final int EIGHT_DIGITS = 100_000_000;

  private static final long ASCII_ZEROS = 0x3030_3030_3030_3030L;

  /** Most bytes that {@link #putLong} writes, and a few that it touches. */
  static final int LONG_BYTES = 28;

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

  /** Appends all bytes from a position on. */
  void appendTo(ByteSink target, int position) {
    target.write(bytes, position, size - position);
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

  /** Puts an ASCII character before those after {@code position}, which are sixteen at most. */
  void insert(int position, char c) {
    reserve(17);
    long first = (long) WORD.get(bytes, position);
    long second = (long) WORD.get(bytes, position + 8);
    bytes[position] = (byte) c;
    WORD.set(bytes, position + 1, first);
    WORD.set(bytes, position + 9, second);
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

  /**
   * Prints ten-thousandths as a number with a point, at most four decimals and no zeros at the end.
   *
   * @param value above zero; no whole number
   */
  void putTenThousandths(long value) {
    reserve(LONG_BYTES + 9);
    long whole = value / 10_000;
    putDigits(whole);
    // the digits of the decimals are the upper four of eight, and zeros at the end are zeros at the top
    long decimals = digits((int) (value - whole * 10_000)) >>> 32;
    WORD.set(bytes, size, '.' | (decimals | ASCII_ZEROS) << 8);
    size += 5 - (Long.numberOfLeadingZeros(decimals << 32) >> 3);
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
      WORD.set(bytes, size + 1, (digits(fraction) | ASCII_ZEROS) >>> 8 * 5);
      size += 4;
    }
  }

  /** At most {@link #LONG_BYTES} bytes, for which there is room; a few bytes behind them may be overwritten. */
  private void putDigits(long value) {
    if (value < EIGHT_DIGITS) {
      putLeading((int) value);
      return;
    }
    long high = value / EIGHT_DIGITS;
    if (high < EIGHT_DIGITS) {
      putLeading((int) high);
    } else {
      long top = high / EIGHT_DIGITS;
      putLeading((int) top);
      putEight((int) (high - top * EIGHT_DIGITS));
    }
    putEight((int) (value - high * EIGHT_DIGITS));
  }

  /** A number below 10^8 without leading zeros. */
  private void putLeading(int value) {
    long digits = digits(value);
    int zeros = value == 0 ? 7 : Long.numberOfTrailingZeros(digits) >> 3;
    WORD.set(bytes, size, (digits | ASCII_ZEROS) >>> 8 * zeros);
    size += 8 - zeros;
  }

  /** A number below 10^8 with leading zeros. */
  private void putEight(int value) {
    WORD.set(bytes, size, digits(value) | ASCII_ZEROS);
    size += 8;
  }

  /**
   * The eight digits of a number below 10^8, one a byte, the first in the lowest: halves, quarters and eighths are parted side by side
   * in one word, each division a multiplication that is exact for its range.
   */
  private static long digits(int value) {
    int high = value / 10_000;
    long halves = high | (long) (value - high * 10_000) << 32;
    long hundreds = halves * 10_486 >>> 20 & 0x0000_007F_0000_007FL;
    long quarters = hundreds | (halves - hundreds * 100) << 16;
    long tens = quarters * 103 >>> 10 & 0x000F_000F_000F_000FL;
    return tens | (quarters - tens * 10) << 8;
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

  private static long[] powers() {
    long[] powers = new long[19];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = powers[i - 1] * 10;
    }
    return powers;
  }
}
