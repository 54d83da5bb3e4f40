package dev.narthex.tsdb.column;

import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.tsdb.frame.ByteReader;
import org.jspecify.annotations.Nullable;

/** The structures of one histogram column as read; {@link HistogramWriter} holds the grammar. */
final class HistogramRuns {
  /** Lengths of the runs of floats and histograms in turn, floats first. */
  private final int[] kinds;
  private final int floats;
  private final int samples;
  private int[] lengths = new int[0];
  private HistogramStructure[] structures = new HistogramStructure[0];

  private HistogramRuns(int[] kinds, int floats, int samples) {
    this.kinds = kinds;
    this.floats = floats;
    this.samples = samples;
  }

  /** Reads the kinds; {@link #readTail} reads the rest, behind the sub-column of floats in the order of the format. */
  static HistogramRuns read(ByteReader in, boolean mixed, int k) {
    if (!mixed) {
      return new HistogramRuns(new int[] {0, k}, 0, k);
    }
    int[] kinds = new int[k + 2];
    int n = 0;
    int left = k;
    int floats = 0;
    while (left > 0) {
      int run = in.count(left);
      if (n == kinds.length || (run == 0 && n > 0)) {
        throw in.corrupt("an empty run of samples");
      }
      if (n % 2 == 0) {
        floats += run;
      }
      kinds[n++] = run;
      left -= run;
    }
    if (floats == k) {
      throw in.corrupt("a histogram column without histograms");
    }
    return new HistogramRuns(java.util.Arrays.copyOf(kinds, n), floats, k);
  }

  void readTail(ByteReader in) {
    int histograms = samples - floats;
    int runs = in.count(histograms);
    lengths = new int[runs];
    structures = new HistogramStructure[runs];
    int sum = 0;
    for (int r = 0; r < runs; r++) {
      lengths[r] = in.count(histograms - sum);
      sum += lengths[r];
      structures[r] = HistogramStructure.read(in);
    }
    if (sum != histograms) {
      throw in.corrupt("runs of " + sum + " histograms where " + histograms + " stand");
    }
  }

  int floatCount() {
    return floats;
  }

  int count() {
    return lengths.length;
  }

  int length(int run) {
    return lengths[run];
  }

  HistogramStructure structure(int run) {
    return structures[run];
  }

  void interleave(double[] floatValues, NativeHistogram[] decoded, double[] v, @Nullable NativeHistogram[] all) {
    int at = 0;
    int f = 0;
    int h = 0;
    for (int i = 0; i < kinds.length; i++) {
      for (int j = 0; j < kinds[i]; j++) {
        if (i % 2 == 0) {
          v[at++] = floatValues[f++];
        } else {
          v[at] = 0;
          all[at++] = decoded[h++];
        }
      }
    }
  }
}
