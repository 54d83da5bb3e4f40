package dev.narthex.tsdb.compact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.Exemplar;
import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricMetadata;
import dev.narthex.model.MetricType;
import dev.narthex.model.StaleMarker;
import dev.narthex.model.TimeRange;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.promql.source.Column;
import dev.narthex.promql.source.SelectHints;
import dev.narthex.promql.source.Selection;
import dev.narthex.promql.source.SeriesExemplars;
import dev.narthex.promql.source.SeriesGroup;
import dev.narthex.promql.source.SeriesGroups;
import dev.narthex.tsdb.block.Row;
import dev.narthex.tsdb.block.SeriesExemplar;
import dev.narthex.tsdb.block.SeriesTable;
import dev.narthex.tsdb.block.TimelineRows;
import dev.narthex.tsdb.catalog.MemoryCatalog;
import dev.narthex.tsdb.catalog.MemoryControlState;
import dev.narthex.tsdb.catalog.Windows;
import dev.narthex.tsdb.read.BlockSeriesSource;
import dev.narthex.tsdb.read.ReadCache;
import dev.narthex.tsdb.read.ReadListener;
import dev.narthex.tsdb.store.MemoryObjectStore;
import dev.narthex.tsdb.timeline.EntryFlag;
import dev.narthex.tsdb.timeline.TargetIdentity;
import dev.narthex.tsdb.timeline.TimelineKind;
import dev.narthex.tsdb.write.LevelZeroWriter;
import dev.narthex.tsdb.write.RequestWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Everything a sample can be comes through all levels unchanged: odd floats, histograms, start timestamps, exemplars, explicit times. */
class CompactionContentTest {
  private static final long DAY = 1_795_132_800_000L / Windows.DAY * Windows.DAY;
  private static final Labels TARGET = Labels.of("instance", "a", "job", "x");
  private static final double[] ODD = {
    -0.0, Double.NaN, Double.longBitsToDouble(0x7ff8000000000123L), Double.POSITIVE_INFINITY, 0.1 + 0.2, 5e-324, 1e300, 3, StaleMarker.VALUE, 17.25
  };

  private long now = DAY;
  private final MemoryObjectStore store = new MemoryObjectStore(() -> Instant.ofEpochMilli(now));
  private final MemoryCatalog catalog = new MemoryCatalog();

  private static NativeHistogram histogram(int i, boolean custom) {
    return new NativeHistogram(
        NativeHistogram.ResetHint.UNKNOWN, custom ? NativeHistogram.CUSTOM_BUCKETS : 2, custom ? 0 : 0.001, i, 6 + i, 1.5 * i, new int[] {0, 2}, new double[] {2, 4},
        new int[0], new double[0], custom ? new double[] {0.5, 2.5} : new double[0], true);
  }

  private static TimelineRows scrape(int i, long tick) {
    List<Labels> series = List.of(
        TARGET.with("__name__", "odd"), TARGET.with("__name__", "native"), TARGET.with("__name__", "custom"), TARGET.with("__name__", "mixed"), TARGET.with("__name__", "total"));
    List<MetricMetadata> metadata = new ArrayList<>(java.util.Collections.nCopies(4, MetricMetadata.UNKNOWN));
    metadata.add(new MetricMetadata(MetricType.COUNTER, "All of it.", ""));
    @Nullable NativeHistogram[] histograms = {null, histogram(i, false), histogram(i, true), i % 2 == 0 ? histogram(i, false) : null, null};
    long[] starts = {0, 0, DAY - 5000, 0, DAY - (i / 7) * 1000};
    Exemplar exemplar = new Exemplar(Labels.of("trace_id", "t" + i), i * 0.5, tick + 3, true);
    Row row = new Row(
        5, new double[] {ODD[i % ODD.length], 0, 0, i + 0.5, i * 3}, new long[5], new byte[] {-1, -1, -1, -1, -1}, null, histograms, starts,
        i % 3 == 0 ? List.of(new SeriesExemplar(4, exemplar)) : List.of());
    return new TimelineRows(
        new TargetIdentity(1, 2), TimelineKind.SCRAPED, TARGET, SeriesTable.of(series, metadata), new long[] {tick}, new byte[] {EntryFlag.OK}, List.of(row));
  }

  /** Samples with times of their own: some near the tick, some far. */
  private static TimelineRows explicit(int i, long tick) {
    SeriesTable table = SeriesTable.of(List.of(TARGET.with("__name__", "pushed")), List.of(MetricMetadata.UNKNOWN));
    long timestamp = i % 4 == 0 ? tick - 47 * Windows.MINUTE : tick - 777;
    return new TimelineRows(
        new TargetIdentity(1, 2), TimelineKind.EXPLICIT, TARGET, table, new long[] {timestamp}, new byte[] {EntryFlag.OK},
        List.of(new Row(1, new double[] {i}, new long[] {i}, new byte[1], null, null, null, List.of())));
  }

  private BlockSeriesSource source() {
    return new BlockSeriesSource(store, catalog, () -> Instant.ofEpochMilli(now), 15 * Windows.DAY, "default", new ReadCache(0), ReadListener.NONE);
  }

  private List<String> dump() {
    TreeMap<String, String> all = new TreeMap<>();
    LabelMatcher any = LabelMatcher.of(LabelMatcher.Type.REGEX, "__name__", ".+");
    TimeRange range = TimeRange.closed(DAY - Windows.DAY, DAY + Windows.DAY);
    try (SeriesGroups groups = source().select(new Selection(List.of(any), range, SelectHints.none()))) {
      while (groups.advance()) {
        SeriesGroup group = groups.current();
        for (int s = 0; s < group.size(); s++) {
          Column column = group.column(s);
          long[] starts = column.startTimestamps();
          for (int i = 0; i < group.timestamps().length; i++) {
            String value = switch (column) {
              case Column.Constant c -> Long.toHexString(Double.doubleToRawLongBits(c.value()));
              case Column.Floats f -> Long.toHexString(Double.doubleToRawLongBits(f.values()[i]));
              case Column.Histograms h -> text(h.values()[i]);
              case Column.Mixed m -> m.histograms()[i] != null ? text(m.histograms()[i]) : Long.toHexString(Double.doubleToRawLongBits(m.floats()[i]));
            };
            all.put(group.labels(s) + "@" + group.timestamps()[i], value + (starts == null ? "" : " since " + starts[i]));
          }
        }
      }
    }
    List<String> lines = new ArrayList<>();
    all.forEach((k, v) -> lines.add(k + " = " + v));
    for (SeriesExemplars e : source().exemplars(List.of(List.of(LabelMatcher.equal("__name__", "total"))), range)) {
      e.exemplars().forEach(x -> lines.add(e.series() + " " + x));
    }
    return lines;
  }

  private static String text(@Nullable NativeHistogram h) {
    return h == null ? "stale" : h.schema() + " " + h.count() + " " + h.sum() + " " + h.zeroCount() + " " + java.util.Arrays.toString(h.positiveBuckets()) + java.util.Arrays.toString(h.customValues());
  }

  @Test
  void everythingComesThroughAllLevels() {
    LevelZeroWriter writer = new LevelZeroWriter(store, catalog, new MemoryControlState(), () -> Instant.ofEpochMilli(now));
    RequestWriter requests = new RequestWriter(store, catalog, () -> Instant.ofEpochMilli(now));
    long start = DAY + Windows.HOUR;
    int n = 60;
    for (int i = 0; i < n; i++) {
      now = start + i * Windows.MINUTE;
      writer.write("default", "a", now, List.of(scrape(i, now), explicit(i, now)), List.of());
      if (i % 9 == 0) {
        requests.write("default", List.of(explicit(1000 + i, now + 5)));
      }
    }
    now = start + Windows.HOUR;
    List<String> before = dump();
    assertThat(before.stream().filter(l -> l.contains("trace_id")).count()).isEqualTo(n / 3);
    assertThat(before.stream().filter(l -> l.contains("\"odd\"")).count()).isEqualTo(n);
    assertThat(before.stream().filter(l -> l.contains("\"pushed\"")).count()).isEqualTo(n + 7);
    assertThat(before.stream().filter(l -> l.contains("\"total\"") && l.contains("since " + (DAY - 2000))).count()).isPositive();
    CompactionSettings settings = CompactionSettings.DEFAULT;
    long[] id = {1};
    Compactor compactor = new Compactor(store, catalog, () -> Instant.ofEpochMilli(now), 15 * Windows.DAY, () -> id[0]++, settings);
    for (long advance : new long[] {10 * Windows.MINUTE, 3 * Windows.HOUR, 30 * Windows.HOUR}) {
      now = start + Windows.HOUR + advance;
      for (CompactionWindow window : compactor.due("default")) {
        assertThat(compactor.compact("default", window)).isInstanceOf(CompactionOutcome.Committed.class);
        assertThat(dump()).isEqualTo(before);
      }
    }
    assertThat(store.list("b3/", "", 10)).hasSize(1);
    assertThat(compactor.due("default")).isEmpty();
  }
}
