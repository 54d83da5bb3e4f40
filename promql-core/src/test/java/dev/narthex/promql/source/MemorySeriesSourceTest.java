package dev.narthex.promql.source;

import java.util.List;

final class MemorySeriesSourceTest extends SeriesSourceContract {
  @Override
  protected SeriesSource sourceOf(List<StoredSample> samples) {
    MemorySeriesSource source = new MemorySeriesSource();
    for (StoredSample sample : samples) {
      source.add(sample.labels(), sample.timestamp(), sample.value(), sample.histogram(), 0);
    }
    return source;
  }
}
