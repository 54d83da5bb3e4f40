package dev.narthex.tsdb.timeline;

/**
 * A stretch of a timeline's entries (those of one sub-block), as columns see it: how many entries there are and which of them can
 * hold samples.
 */
public final class EntryWindow {
  private final int from;
  private final int size;
  private final int okCount;
  private final int liveCount;
  private final long[] ok;
  private final long[] live;

  /** Entries [from, to) of a timeline with these flags. */
  public EntryWindow(byte[] flags, int from, int to) {
    this.from = from;
    size = to - from;
    ok = new long[(size + 63) >> 6];
    live = new long[ok.length];
    int okEntries = 0;
    int liveEntries = 0;
    for (int i = 0; i < size; i++) {
      byte flag = flags[from + i];
      if (flag == EntryFlag.OK) {
        ok[i >> 6] |= 1L << i;
        okEntries++;
      }
      if (flag != EntryFlag.END) {
        live[i >> 6] |= 1L << i;
        liveEntries++;
      }
    }
    okCount = okEntries;
    liveCount = liveEntries;
  }

  /** Index of the first entry in the timeline. */
  public int from() {
    return from;
  }

  /** Number of entries. */
  public int size() {
    return size;
  }

  /** Entries flagged OK. */
  public int okCount() {
    return okCount;
  }

  /** Entries flagged OK or FAILED. */
  public int liveCount() {
    return liveCount;
  }

  /** The entries flagged OK as a bitmap; not to be changed. */
  public long[] ok() {
    return ok;
  }

  /** The entries flagged OK or FAILED as a bitmap; not to be changed. */
  public long[] live() {
    return live;
  }

  /** Whether every entry is flagged OK: then a dense column has one sample an entry. */
  public boolean allOk() {
    return okCount == size;
  }
}
