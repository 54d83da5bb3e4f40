package dev.narthex.ingest.exposition;

/** Reads protobuf's wire format within bounds. Fields of unknown numbers are skipped; whatever is cut or malformed is a {@link LineException} with its offset. */
final class WireReader {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int BYTES = 2;
  static final int FIXED32 = 5;

  private final byte[] b;
  private int at;
  private int end;
  private int type;

  WireReader(byte[] b, int from, int end) {
    this.b = b;
    this.at = from;
    this.end = end;
  }

  boolean hasMore() {
    return at < end;
  }

  int offset() {
    return at;
  }

  byte[] bytes() {
    return b;
  }

  /** The number of the next field; its value must be read or skipped next. */
  int field() throws LineException {
    long tag = varint();
    type = (int) (tag & 7);
    if (tag >>> 3 == 0 || tag >>> 3 > 536_870_911) {
      throw new LineException(at, "field number " + (tag >>> 3) + " is not valid");
    }
    return (int) (tag >>> 3);
  }

  long varint() throws LineException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (at >= end) {
        throw new LineException(at, "the message ends within a number");
      }
      byte c = b[at++];
      value |= (long) (c & 0x7f) << shift;
      if (c >= 0) {
        return value;
      }
    }
    throw new LineException(at, "a number has more than ten bytes");
  }

  private void expect(int wanted) throws LineException {
    if (type != wanted) {
      throw new LineException(at, "a field has wire type " + type + " in place of " + wanted);
    }
  }

  long number() throws LineException {
    expect(VARINT);
    return varint();
  }

  /** A number without a sign. */
  double unsigned() throws LineException {
    long n = number();
    return n >= 0 ? n : (n >>> 1) * 2.0 + (n & 1);
  }

  long zigzag() throws LineException {
    return unzigzag(number());
  }

  static long unzigzag(long n) {
    return n >>> 1 ^ -(n & 1);
  }

  double real() throws LineException {
    expect(FIXED64);
    return fixed64();
  }

  private double fixed64() throws LineException {
    if (end - at < 8) {
      throw new LineException(at, "the message ends within a number");
    }
    long bits = 0;
    for (int i = 7; i >= 0; i--) {
      bits = bits << 8 | (b[at + i] & 0xff);
    }
    at += 8;
    return Double.longBitsToDouble(bits);
  }

  /** A length-delimited field; this reader goes on behind it. */
  WireReader message() throws LineException {
    expect(BYTES);
    return delimited();
  }

  /** A message with its length in front. */
  WireReader delimited() throws LineException {
    long length = varint();
    if (length < 0 || length > end - at) {
      throw new LineException(at, "a length of " + length + " bytes runs beyond the end");
    }
    WireReader inner = new WireReader(b, at, at + (int) length);
    at += (int) length;
    return inner;
  }

  int limit() {
    return end;
  }

  void skip() throws LineException {
    switch (type) {
      case VARINT -> varint();
      case FIXED64 -> fixed64();
      case BYTES -> delimited();
      case FIXED32 -> {
        if (end - at < 4) {
          throw new LineException(at, "the message ends within a number");
        }
        at += 4;
      }
      default -> throw new LineException(at, "wire type " + type + " is not known");
    }
  }

  /** Adds the numbers of a repeated field, packed or single. */
  void numbers(Numbers into, boolean zigzag) throws LineException {
    if (type == BYTES) {
      WireReader packed = delimited();
      while (packed.hasMore()) {
        long n = packed.varint();
        into.add(zigzag ? unzigzag(n) : n);
      }
    } else {
      into.add(zigzag ? zigzag() : number());
    }
  }

  void reals(Numbers into) throws LineException {
    if (type == BYTES) {
      WireReader packed = delimited();
      while (packed.hasMore()) {
        into.add(Double.doubleToRawLongBits(packed.fixed64()));
      }
    } else {
      into.add(Double.doubleToRawLongBits(real()));
    }
  }

  /** A growing list of longs. */
  static final class Numbers {
    long[] values = new long[16];
    int size;

    void add(long value) {
      if (size == values.length) {
        values = java.util.Arrays.copyOf(values, size * 2);
      }
      values[size++] = value;
    }
  }
}
