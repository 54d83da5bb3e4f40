package dev.narthex.tsdb.timeline;

import java.util.Arrays;

/**
 * The entries of one target, rule or write request within a block.
 *
 * @param timestamps epoch milliseconds, strictly increasing; never to be changed
 * @param flags one {@link EntryFlag} an entry; never to be changed
 */
public record Timeline(TimelineKey key, long[] timestamps, byte[] flags) {
  public Timeline {
    if (timestamps.length != flags.length) {
      throw new IllegalArgumentException(timestamps.length + " timestamps but " + flags.length + " flags");
    }
    for (int i = 1; i < timestamps.length; i++) {
      if (timestamps[i] <= timestamps[i - 1]) {
        throw new IllegalArgumentException("timestamps of " + key.identity() + " do not increase at entry " + i);
      }
    }
  }

  public int size() {
    return timestamps.length;
  }

  /** Whether both hold the very same arrays: then what follows from the entries is the same too. */
  public boolean sharesEntries(Timeline other) {
    return timestamps == other.timestamps && flags == other.flags;
  }

  /** This timeline on the arrays of another one with equal entries. */
  public Timeline withEntriesOf(Timeline equal) {
    return new Timeline(key, equal.timestamps, equal.flags);
  }

  /** Index of the first entry at or after a time. */
  public int firstAt(long epochMillis) {
    int i = Arrays.binarySearch(timestamps, epochMillis);
    return i < 0 ? -i - 1 : i;
  }

  /** The entries with {@code from <= timestamp < before}. */
  public EntryWindow window(long from, long before) {
    return new EntryWindow(flags, firstAt(from), firstAt(before));
  }

  /** All entries. */
  public EntryWindow window() {
    return new EntryWindow(flags, 0, flags.length);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Timeline t && key.equals(t.key) && Arrays.equals(timestamps, t.timestamps) && Arrays.equals(flags, t.flags);
  }

  @Override
  public int hashCode() {
    return key.hashCode() * 31 + Arrays.hashCode(timestamps);
  }
}
