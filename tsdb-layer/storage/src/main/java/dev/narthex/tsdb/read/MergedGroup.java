package dev.narthex.tsdb.read;

import dev.narthex.model.Labels;
import dev.narthex.model.StaleMarker;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.promql.source.Column;
import dev.narthex.promql.source.SeriesGroup;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Series that share the timestamps of a union, or the same part of them. */
final class MergedGroup implements SeriesGroup {
  private final TimelineUnion union;
  private final int @Nullable [] kept;
  private final long[] timestamps;
  private final List<MergedSeries> series = new ArrayList<>();
  /** Floats of the column that was asked for last. */
  private double[] room = {};

  /**
   * @param known the places of the union that these series know, as a bitmap; null = all
   */
  MergedGroup(TimelineUnion union, long @Nullable [] known) {
    this.union = union;
    if (known == null) {
      kept = null;
      timestamps = union.timestamps();
    } else {
      int[] places = new int[union.timestamps().length];
      int n = 0;
      for (int i = 0; i < places.length; i++) {
        if ((known[i >> 6] >>> i & 1) != 0) {
          places[n++] = i;
        }
      }
      kept = java.util.Arrays.copyOf(places, n);
      timestamps = new long[n];
      for (int i = 0; i < n; i++) {
        timestamps[i] = union.timestamps()[places[i]];
      }
    }
  }

  private MergedGroup(MergedGroup before) {
    union = before.union;
    kept = before.kept;
    timestamps = before.timestamps;
  }

  /** An empty group with the same timestamps. */
  MergedGroup next() {
    return new MergedGroup(this);
  }

  void add(MergedSeries merged) {
    series.add(merged);
  }

  @Override
  public int size() {
    return series.size();
  }

  @Override
  public long[] timestamps() {
    return timestamps;
  }

  @Override
  public Labels labels(int i) {
    return series.get(i).labels();
  }

  @Override
  public Column column(int i) {
    if (room.length == 0) {
      room = new double[union.timestamps().length];
    }
    Column all = series.get(i).column(union, room);
    return kept == null ? all : keep(all, kept);
  }

  private static Column keep(Column column, int[] kept) {
    long[] starts = column.startTimestamps();
    long[] keptStarts = starts == null ? null : new long[kept.length];
    if (starts != null && keptStarts != null) {
      for (int i = 0; i < kept.length; i++) {
        keptStarts[i] = starts[kept[i]];
      }
    }
    return switch (column) {
      case Column.Constant constant -> constant;
      case Column.Floats floats -> {
        double[] values = pick(floats.values(), kept);
        boolean dense = true;
        for (double v : values) {
          dense &= !StaleMarker.isStale(v);
        }
        yield new Column.Floats(values, dense, keptStarts);
      }
      case Column.Histograms histograms -> MergedSeries.column(staleFloats(kept.length), pick(histograms.values(), kept), keptStarts);
      case Column.Mixed mixed -> MergedSeries.column(pick(mixed.floats(), kept), pick(mixed.histograms(), kept), keptStarts);
    };
  }

  private static double[] staleFloats(int n) {
    double[] stale = new double[n];
    java.util.Arrays.fill(stale, StaleMarker.VALUE);
    return stale;
  }

  private static double[] pick(double[] values, int[] kept) {
    double[] out = new double[kept.length];
    for (int i = 0; i < kept.length; i++) {
      out[i] = values[kept[i]];
    }
    return out;
  }

  private static @Nullable NativeHistogram[] pick(@Nullable NativeHistogram[] values, int[] kept) {
    @Nullable NativeHistogram[] out = new NativeHistogram[kept.length];
    for (int i = 0; i < kept.length; i++) {
      out[i] = values[kept[i]];
    }
    return out;
  }
}
