package dev.narthex.tsdb.read;

import dev.narthex.model.TimeRange;
import dev.narthex.tsdb.timeline.EntryFlag;
import dev.narthex.tsdb.timeline.Timeline;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several timelines laid over each other: the distinct timestamps within a range, ascending, and where the entries of each input
 * have gone. Inputs are usually the stretches of one target's timeline from successive blocks, so they are mostly disjoint and
 * ascending already.
 */
public final class TimelineUnion {
  private final long[] timestamps;
  private final byte[] flags;
  private final boolean[] implied;
  private final boolean allImplied;

  /** First entry of each input within the range, one past its last, and the place of the first if the input stays in one piece. */
  private final int[] from;

  private final int[] to;
  private final int[] base;
  private final int[] @Nullable [] places;

  private TimelineUnion(long[] timestamps, byte[] flags, boolean[] implied, boolean allImplied, int[] from, int[] to, int[] base, int[] @Nullable [] places) {
    this.timestamps = timestamps;
    this.flags = flags;
    this.implied = implied;
    this.allImplied = allImplied;
    this.from = from;
    this.to = to;
    this.base = base;
    this.places = places;
  }

  /** Lays timelines with strictly increasing timestamps over each other; entries outside the range are dropped. */
  public static TimelineUnion of(List<Timeline> inputs, TimeRange range) {
    int n = inputs.size();
    int[] from = new int[n];
    int[] to = new int[n];
    int total = 0;
    for (int i = 0; i < n; i++) {
      long[] t = inputs.get(i).timestamps();
      from[i] = lowerBound(t, range.from());
      to[i] = range.to() == Long.MAX_VALUE ? t.length : Math.max(from[i], lowerBound(t, range.to() + 1));
      total += to[i] - from[i];
    }
    long[] all = new long[total];
    int size = 0;
    boolean ascending = true;
    for (int i = 0; i < n; i++) {
      int k = to[i] - from[i];
      if (k > 0) {
        long[] t = inputs.get(i).timestamps();
        ascending &= size == 0 || all[size - 1] < t[from[i]];
        System.arraycopy(t, from[i], all, size, k);
        size += k;
      }
    }
    if (!ascending) {
      Arrays.sort(all);
      int kept = 0;
      for (int i = 0; i < size; i++) {
        if (kept == 0 || all[kept - 1] != all[i]) {
          all[kept++] = all[i];
        }
      }
      all = Arrays.copyOf(all, kept);
    }
    return place(inputs, from, to, all);
  }

  private static TimelineUnion place(List<Timeline> inputs, int[] from, int[] to, long[] all) {
    int n = inputs.size();
    byte[] flags = new byte[all.length];
    Arrays.fill(flags, Byte.MAX_VALUE);
    boolean[] implied = new boolean[all.length];
    boolean allImplied = true;
    int[] base = new int[n];
    int[] @Nullable [] places = new int[n][];
    for (int i = 0; i < n; i++) {
      Timeline input = inputs.get(i);
      int k = to[i] - from[i];
      if (k == 0) {
        continue;
      }
      long[] t = input.timestamps();
      base[i] = Arrays.binarySearch(all, t[from[i]]);
      boolean onePiece = base[i] + k <= all.length && all[base[i] + k - 1] == t[to[i] - 1];
      int[] place = onePiece ? null : new int[k];
      boolean implies = input.key().kind().impliesStaleness();
      allImplied &= implies;
      int at = base[i];
      for (int e = 0; e < k; e++) {
        long time = t[from[i] + e];
        while (all[at] != time) {
          at++;
        }
        if (place != null) {
          place[e] = at;
        }
        implied[at] |= implies;
        flags[at] = better(flags[at], input.flags()[from[i] + e]);
      }
      places[i] = place;
    }
    if (!allImplied) {
      allImplied = true;
      for (boolean b : implied) {
        allImplied &= b;
      }
    }
    return new TimelineUnion(all, flags, implied, allImplied, from, to, base, places);
  }

  /** Of two entries with one timestamp the one that says more: a good scrape before a failed one before an end. */
  private static byte better(byte a, byte b) {
    return a == EntryFlag.OK || b == Byte.MAX_VALUE ? a : a == Byte.MAX_VALUE || b == EntryFlag.OK ? b : (byte) Math.min(a, b);
  }

  private static int lowerBound(long[] t, long key) {
    int at = Arrays.binarySearch(t, key);
    return at < 0 ? -at - 1 : at;
  }

  /** The distinct timestamps; not to be changed. */
  public long[] timestamps() {
    return timestamps;
  }

  /** One {@link EntryFlag} a timestamp; of several entries at one timestamp the one that says more. */
  public byte[] flags() {
    return flags;
  }

  /** Whether a series without a sample at a place is stale there; false where only explicit timelines have an entry. */
  public boolean implied(int place) {
    return implied[place];
  }

  /** Whether that holds at every place. */
  public boolean allImplied() {
    return allImplied;
  }

  /** First entry of an input that lies in the range. */
  public int from(int input) {
    return from[input];
  }

  /** One past the last entry of an input that lies in the range. */
  public int to(int input) {
    return to[input];
  }

  /** Whether the input's entries in the range stand side by side here. */
  public boolean inOnePiece(int input) {
    return places[input] == null;
  }

  /** Where an entry of an input within {@link #from} and {@link #to} stands. */
  public int place(int input, int entry) {
    int[] p = places[input];
    return p == null ? base[input] + entry - from[input] : p[entry - from[input]];
  }
}
