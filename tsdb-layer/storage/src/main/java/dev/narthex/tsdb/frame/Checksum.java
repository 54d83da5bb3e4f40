package dev.narthex.tsdb.frame;

import java.util.zip.CRC32C;

/** CRC32C of a section or group. An ordinal goes in first, so that the right bytes in the wrong place do not pass. */
public final class Checksum {
  /** Bytes of a checksum. */
  public static final int SIZE = 4;

  private Checksum() {}

  public static int of(int ordinal, byte[] bytes, int from, int to) {
    CRC32C crc = new CRC32C();
    crc.update(ordinal);
    crc.update(ordinal >> 8);
    crc.update(ordinal >> 16);
    crc.update(ordinal >> 24);
    crc.update(bytes, from, to - from);
    return (int) crc.getValue();
  }

  /** Appends the checksum of what the writer holds from a position on. */
  public static void append(int ordinal, ByteWriter out, int from) {
    out.i32(of(ordinal, out.array(), from, out.size()));
  }

  /**
   * Checks bytes whose last four are their checksum.
   *
   * @return the end of the content, without the checksum
   * @throws CorruptObjectException when they do not match
   */
  public static int check(String object, String section, int ordinal, byte[] bytes, int from, int to) {
    int end = to - SIZE;
    if (from < 0 || to > bytes.length || end < from) {
      throw new CorruptObjectException(object, section, "is cut off: " + (to - from) + " bytes named, " + (bytes.length - from) + " there");
    }
    int stored = new ByteReader(object, section, bytes, end, to).i32();
    if (of(ordinal, bytes, from, end) != stored) {
      throw new CorruptObjectException(object, section, "the checksum does not match");
    }
    return end;
  }
}
