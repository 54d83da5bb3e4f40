package dev.narthex.promql.source;

import dev.narthex.model.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Neighbouring series of a {@link MemorySeriesSource} that happen to have equal timestamps. */
final class MemoryGroup implements SeriesGroup {
  private final long[] timestamps;
  private final List<Labels> labels = new ArrayList<>();
  private final List<MemorySeries.Slice> slices = new ArrayList<>();

  MemoryGroup(long[] timestamps) {
    this.timestamps = timestamps;
  }

  boolean shares(MemorySeries.Slice slice) {
    return Arrays.equals(timestamps, slice.timestamps());
  }

  void add(Labels series, MemorySeries.Slice slice) {
    labels.add(series);
    slices.add(slice);
  }

  @Override
  public int size() {
    return labels.size();
  }

  @Override
  public long[] timestamps() {
    return timestamps;
  }

  @Override
  public Labels labels(int series) {
    return labels.get(series);
  }

  @Override
  public Column column(int series) {
    return slices.get(series).column();
  }
}
