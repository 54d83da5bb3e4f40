package dev.narthex.local.backfill;

import dev.narthex.model.Exemplar;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricMetadata;
import dev.narthex.ingest.exposition.OpenMetricsFile;
import dev.narthex.tsdb.catalog.Windows;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts the samples of a file by UTC day, and cuts it into passes that fit into memory. */
final class Survey implements OpenMetricsFile.Sink {
  private final Map<Long, Long> samplesByDay = new TreeMap<>();
  private int series;
  private long day = Long.MIN_VALUE;
  private long inDay;

  /**
   * One reading of the file.
   *
   * @param from first millisecond to take
   * @param before first millisecond not to take
   * @param slice which series to take, by hash of their labels
   * @param slices of how many; 1 = all series
   */
  record Pass(long from, long before, int slice, int slices) {
    static final Pass EVERYTHING = new Pass(Long.MIN_VALUE, Long.MAX_VALUE, 0, 1);

    boolean takes(Labels labels) {
      return slices == 1 || Math.floorMod(labels.hashCode(), slices) == slice;
    }
  }

  @Override
  public int series(Labels labels, MetricMetadata metadata) {
    return series++;
  }

  @Override
  public void sample(int of, long timestamp, double value, long mantissa, byte exponent) {
    long start = Windows.start(timestamp, Windows.DAY);
    if (start != day) {
      flush();
      day = start;
    }
    inDay++;
  }

  private void flush() {
    if (inDay > 0) {
      samplesByDay.merge(day, inDay, Long::sum);
      inDay = 0;
    }
  }

  @Override
  public void exemplar(int of, Exemplar exemplar) {
    // Exemplars are few beside samples.
  }

  /** Passes of whole days with at most so many samples; a larger day is cut by series. */
  List<Pass> passes(long limit) {
    flush();
    List<Pass> passes = new ArrayList<>();
    long from = Long.MIN_VALUE;
    long before = Long.MIN_VALUE;
    long held = 0;
    for (Map.Entry<Long, Long> entry : samplesByDay.entrySet()) {
      long start = entry.getKey();
      long count = entry.getValue();
      if (held > 0 && held + count > limit) {
        passes.add(new Pass(from, before, 0, 1));
        held = 0;
      }
      if (count > limit) {
        int slices = Math.toIntExact((count + limit - 1) / limit);
        for (int slice = 0; slice < slices; slice++) {
          passes.add(new Pass(start, start + Windows.DAY, slice, slices));
        }
        continue;
      }
      from = held == 0 ? start : from;
      before = start + Windows.DAY;
      held += count;
    }
    if (held > 0) {
      passes.add(new Pass(from, before, 0, 1));
    }
    return passes;
  }
}
