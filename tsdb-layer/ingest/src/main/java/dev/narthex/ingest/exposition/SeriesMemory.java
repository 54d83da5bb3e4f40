package dev.narthex.ingest.exposition;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Which column each series text has: an open-addressing table over the bytes of names with labels. Entries are never removed; {@link #clear} forgets all. */
final class SeriesMemory {
  static final int ABSENT = Integer.MIN_VALUE;

  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private int[] slots = new int[1024];
  private long[] hashes = new long[512];
  private int[] offsets = new int[513];
  private int[] columns = new int[512];
  private byte[] texts = new byte[1 << 15];
  private int size;

  void clear() {
    Arrays.fill(slots, 0);
    size = 0;
  }

  int size() {
    return size;
  }

  /** The column of a text, or {@link #ABSENT}. */
  int column(byte[] b, int from, int to, long hash) {
    int mask = slots.length - 1;
    for (int slot = fold(hash) & mask; ; slot = (slot + 1) & mask) {
      int entry = slots[slot] - 1;
      if (entry < 0) {
        return ABSENT;
      }
      if (hashes[entry] == hash && Arrays.equals(texts, offsets[entry], offsets[entry + 1], b, from, to)) {
        return columns[entry];
      }
    }
  }

  void put(byte[] b, int from, int to, long hash, int column) {
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, size * 2);
      columns = Arrays.copyOf(columns, size * 2);
      offsets = Arrays.copyOf(offsets, size * 2 + 1);
      rehash(size * 4);
    }
    int offset = size == 0 ? 0 : offsets[size];
    int length = to - from;
    if (offset + length > texts.length) {
      texts = Arrays.copyOf(texts, Math.max(offset + length, texts.length * 2));
    }
    System.arraycopy(b, from, texts, offset, length);
    offsets[size] = offset;
    offsets[size + 1] = offset + length;
    hashes[size] = hash;
    columns[size] = column;
    insert(hash, ++size);
  }

  private void insert(long hash, int entryPlusOne) {
    int mask = slots.length - 1;
    int slot = fold(hash) & mask;
    while (slots[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = entryPlusOne;
  }

  private void rehash(int capacity) {
    slots = new int[capacity];
    for (int i = 0; i < size; i++) {
      insert(hashes[i], i + 1);
    }
  }

  static int fold(long hash) {
    return (int) (hash ^ hash >>> 32);
  }

  /** A hash of bytes, eight at a time. Bodies are scraped from targets the user chose, so it need not resist attack beyond spreading well. */
  static long hash(byte[] b, int from, int to) {
    long h = 0x9E3779B97F4A7C15L * (to - from + 1);
    int at = from;
    for (; at + 8 <= to; at += 8) {
      h = mix(h ^ (long) LONGS.get(b, at));
    }
    if (at < to && to - from >= 8) {
      h = mix(h ^ (long) LONGS.get(b, to - 8));
    } else if (at < to) {
      long rest = 0;
      for (; at < to; at++) {
        rest = rest << 8 | (b[at] & 0xff);
      }
      h = mix(h ^ rest);
    }
    return h;
  }

  private static long mix(long x) {
    long y = x * 0xD6E8FEB86659FD93L;
    return y ^ y >>> 32;
  }
}
