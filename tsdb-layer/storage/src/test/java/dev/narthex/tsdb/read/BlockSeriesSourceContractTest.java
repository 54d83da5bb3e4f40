package dev.narthex.tsdb.read;

import dev.narthex.model.Labels;
import dev.narthex.model.MetricMetadata;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.promql.source.SeriesSource;
import dev.narthex.promql.source.SeriesSourceContract;
import dev.narthex.tsdb.block.Row;
import dev.narthex.tsdb.block.SeriesTable;
import dev.narthex.tsdb.block.TimelineRows;
import dev.narthex.tsdb.catalog.Catalog;
import dev.narthex.tsdb.catalog.MemoryCatalog;
import dev.narthex.tsdb.store.MemoryObjectStore;
import dev.narthex.tsdb.store.ObjectStore;
import dev.narthex.tsdb.timeline.EntryFlag;
import dev.narthex.tsdb.timeline.TargetIdentity;
import dev.narthex.tsdb.timeline.TimelineKind;
import dev.narthex.tsdb.write.RequestWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The contract of every source, on samples that came as write requests; adapters of the stores run it on theirs. */
public class BlockSeriesSourceContractTest extends SeriesSourceContract {
  private static final InstantSource CLOCK = () -> Instant.ofEpochMilli(2_000_000);
  private static final long RETENTION = 1_000_000_000_000L;

  @Override
  protected SeriesSource sourceOf(List<StoredSample> samples) {
    ObjectStore store = store();
    Catalog catalog = catalog();
    List<TimelineRows> rows = rows(samples);
    new RequestWriter(store, catalog, CLOCK).write("default", rows);
    return new BlockSeriesSource(store, catalog, CLOCK, RETENTION, "default", new ReadCache(1 << 20), ReadListener.NONE);
  }

  /** An empty store. */
  protected ObjectStore store() {
    return new MemoryObjectStore(CLOCK);
  }

  /** An empty catalogue. */
  protected Catalog catalog() {
    return new MemoryCatalog();
  }

  static List<TimelineRows> rows(List<StoredSample> samples) {
    Map<Labels, TreeMap<Long, StoredSample>> series = new LinkedHashMap<>();
    samples.forEach(s -> series.computeIfAbsent(s.labels(), l -> new TreeMap<>()).put(s.timestamp(), s));
    List<TimelineRows> timelines = new ArrayList<>();
    series.forEach((labels, values) -> {
      SeriesTable table = SeriesTable.of(List.of(labels), List.of(MetricMetadata.UNKNOWN));
      List<Row> rows = new ArrayList<>();
      for (StoredSample s : values.values()) {
        @Nullable NativeHistogram @Nullable [] h = s.histogram() == null ? null : new NativeHistogram[] {s.histogram()};
        rows.add(new Row(1, new double[] {s.value()}, new long[1], new byte[] {-1}, null, h, null, List.of()));
      }
      long[] times = values.keySet().stream().mapToLong(Long::longValue).toArray();
      byte[] flags = new byte[times.length];
      java.util.Arrays.fill(flags, EntryFlag.OK);
      timelines.add(new TimelineRows(new TargetIdentity(1, timelines.size()), TimelineKind.EXPLICIT, Labels.empty(), table, times, flags, rows));
    });
    return timelines;
  }
}
