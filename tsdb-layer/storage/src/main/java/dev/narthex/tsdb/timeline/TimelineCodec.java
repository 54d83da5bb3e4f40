package dev.narthex.tsdb.timeline;

import dev.narthex.tsdb.frame.ByteReader;
import dev.narthex.tsdb.frame.ByteWriter;

/**
 * Keys and flags of timelines as bytes; their timestamps stand in a group of integer columns.
 *
 * <pre>
 * Key   := identity i64 i64, kind u8, variant varint
 * Flags := run count varint, (flag u8, length varint)*      0 runs = all OK
 * </pre>
 */
public final class TimelineCodec {
  private TimelineCodec() {}

  public static void writeKey(TimelineKey key, ByteWriter out) {
    out.i64(key.identity().hi()).i64(key.identity().lo()).u8(key.kind().ordinal()).varint(key.variant());
  }

  public static TimelineKey readKey(ByteReader in) {
    TargetIdentity identity = new TargetIdentity(in.i64(), in.i64());
    int kind = in.u8();
    if (kind >= TimelineKind.values().length) {
      throw in.corrupt("unknown kind of timeline " + kind);
    }
    return new TimelineKey(identity, TimelineKind.values()[kind], in.count(Integer.MAX_VALUE));
  }

  public static void writeFlags(byte[] flags, ByteWriter out) {
    int runs = 0;
    boolean plain = true;
    for (int i = 0; i < flags.length; i++) {
      plain &= flags[i] == EntryFlag.OK;
      runs += i == 0 || flags[i] != flags[i - 1] ? 1 : 0;
    }
    if (plain) {
      out.varint(0);
      return;
    }
    out.varint(runs);
    int start = 0;
    for (int i = 1; i <= flags.length; i++) {
      if (i == flags.length || flags[i] != flags[start]) {
        out.u8(flags[start]).varint(i - start);
        start = i;
      }
    }
  }

  public static byte[] readFlags(int size, ByteReader in) {
    byte[] flags = new byte[size];
    int runs = in.count(size);
    int at = 0;
    for (int r = 0; r < runs; r++) {
      int flag = in.u8();
      int length = in.count(size - at);
      if (flag > EntryFlag.END) {
        throw in.corrupt("unknown entry flag " + flag);
      }
      java.util.Arrays.fill(flags, at, at + length, (byte) flag);
      at += length;
    }
    if (runs > 0 && at != size) {
      throw in.corrupt("flags of " + at + " entries out of " + size);
    }
    return flags;
  }
}
