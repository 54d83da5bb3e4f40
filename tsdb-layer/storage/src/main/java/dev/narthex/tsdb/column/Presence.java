package dev.narthex.tsdb.column;

import dev.narthex.tsdb.frame.ByteReader;
import dev.narthex.tsdb.frame.ByteWriter;
import dev.narthex.tsdb.timeline.EntryWindow;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of a window have a sample.
 *
 * <pre>
 * Modifiers := u8: bits 0–1 mode, bit 2 = the column has start timestamps
 * mode 0    every OK entry                 mode 2    runs over the OK entries, nothing elsewhere
 * mode 1    every OK and FAILED entry      mode 3    runs over all entries
 * Runs      := (length varint)*            present, absent, present, …; the first may be 0; they end with the entries
 * </pre>
 */
final class Presence {
  static final int OK = 0;
  static final int LIVE = 1;
  static final int OK_RUNS = 2;
  static final int ALL_RUNS = 3;
  static final int START_TIMESTAMPS = 4;

  private Presence() {}

  /** The mode that says the same as a bitmap of the window's entries (null = every OK entry). */
  static int mode(long @Nullable [] present, EntryWindow window) {
    if (present == null || same(present, window.ok())) {
      return OK;
    }
    if (same(present, window.live())) {
      return LIVE;
    }
    return subset(present, window.ok()) ? OK_RUNS : ALL_RUNS;
  }

  private static boolean same(long[] a, long[] b) {
    return Arrays.equals(a, 0, b.length, b, 0, b.length);
  }

  private static boolean subset(long[] a, long[] b) {
    for (int i = 0; i < b.length; i++) {
      if ((a[i] & ~b[i]) != 0) {
        return false;
      }
    }
    return true;
  }

  static void writeRuns(long[] present, int mode, EntryWindow window, ByteWriter out) {
    long[] ok = window.ok();
    boolean state = true;
    int run = 0;
    for (int i = 0; i < window.size(); i++) {
      if (mode == OK_RUNS && (ok[i >> 6] >>> i & 1) == 0) {
        continue;
      }
      boolean bit = (present[i >> 6] >>> i & 1) != 0;
      if (bit != state) {
        out.varint(run);
        run = 0;
        state = bit;
      }
      run++;
    }
    if (run > 0) {
      out.varint(run);
    }
  }

  static long[] readRuns(ByteReader in, int mode, EntryWindow window) {
    long[] ok = window.ok();
    long[] present = new long[ok.length];
    int left = mode == OK_RUNS ? window.okCount() : window.size();
    boolean state = true;
    int run = left == 0 ? 0 : in.count(left);
    for (int i = 0; i < window.size() && left > 0; i++) {
      if (mode == OK_RUNS && (ok[i >> 6] >>> i & 1) == 0) {
        continue;
      }
      while (run == 0) {
        run = in.count(left);
        state = !state;
      }
      if (state) {
        present[i >> 6] |= 1L << i;
      }
      run--;
      left--;
    }
    return present;
  }

  static int count(long[] bits) {
    int n = 0;
    for (long w : bits) {
      n += Long.bitCount(w);
    }
    return n;
  }
}
