package dev.narthex.tsdb.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricMetadata;
import dev.narthex.model.TimeRange;
import dev.narthex.promql.source.SelectHints;
import dev.narthex.promql.source.Selection;
import dev.narthex.promql.source.SeriesGroups;
import dev.narthex.tsdb.block.Row;
import dev.narthex.tsdb.block.SeriesTable;
import dev.narthex.tsdb.block.TargetHealth;
import dev.narthex.tsdb.block.TimelineRows;
import dev.narthex.tsdb.compact.CompactionOutcome;
import dev.narthex.tsdb.compact.CompactionSettings;
import dev.narthex.tsdb.compact.CompactionWindow;
import dev.narthex.tsdb.compact.Compactor;
import dev.narthex.tsdb.read.BlockSeriesSource;
import dev.narthex.tsdb.read.ReadCache;
import dev.narthex.tsdb.read.ReadListener;
import dev.narthex.tsdb.store.MemoryObjectStore;
import dev.narthex.tsdb.timeline.EntryFlag;
import dev.narthex.tsdb.timeline.TargetIdentity;
import dev.narthex.tsdb.timeline.TimelineKind;
import dev.narthex.tsdb.write.LevelZeroWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Catalogue items stay below what a table takes, whatever is scraped. */
class ItemSizeTest {
  private static final long TICK = 1_795_132_800_000L;

  private long now = TICK;
  private final MemoryObjectStore store = new MemoryObjectStore(() -> Instant.ofEpochMilli(now));
  private final MemoryCatalog catalog = new MemoryCatalog();
  private final LevelZeroWriter writer = new LevelZeroWriter(store, catalog, new MemoryControlState(), () -> Instant.ofEpochMilli(now));

  private static TimelineRows target(int number, List<String> metrics, long timestamp) {
    Labels labels = Labels.of("instance", "10.1." + number / 250 + "." + number % 250 + ":9100", "job", "node");
    List<Labels> series = new ArrayList<>();
    List<MetricMetadata> metadata = new ArrayList<>();
    for (String metric : metrics) {
      series.add(labels.with("__name__", metric));
      metadata.add(MetricMetadata.UNKNOWN);
    }
    int n = series.size();
    double[] values = new double[n];
    java.util.Arrays.setAll(values, i -> i + number);
    long[] mantissas = new long[n];
    java.util.Arrays.setAll(mantissas, i -> (long) values[i]);
    Row row = Row.of(values, mantissas, new byte[n]);
    return new TimelineRows(
        new TargetIdentity(number * 0x9E3779B97F4A7C15L, number * 0xC2B2AE3D27D4EB4FL), TimelineKind.SCRAPED, labels, SeriesTable.of(series, metadata),
        new long[] {timestamp}, new byte[] {EntryFlag.OK}, List.of(row));
  }

  private int largest(String kind) {
    return catalog.everything().stream().filter(i -> i.key().sort().startsWith(kind)).mapToInt(i -> i.data().length).max().orElse(0);
  }

  private CompactionOutcome compact(int level) {
    long window = CompactionSettings.DEFAULT.window(level);
    Compactor compactor = new Compactor(store, catalog, () -> Instant.ofEpochMilli(now), 15 * Windows.DAY, () -> 42L + level, CompactionSettings.DEFAULT);
    return compactor.compact("default", new CompactionWindow(level, Windows.start(TICK, window)));
  }

  private int read(String metric) {
    BlockSeriesSource source =
        new BlockSeriesSource(store, catalog, () -> Instant.ofEpochMilli(now), 15 * Windows.DAY, "default", new ReadCache(0), ReadListener.NONE);
    int series = 0;
    try (SeriesGroups groups = source.select(new Selection(List.of(LabelMatcher.equal("__name__", metric)), TimeRange.closed(TICK, now), SelectHints.none()))) {
      while (groups.advance()) {
        series += groups.current().size();
      }
    }
    return series;
  }

  @Test
  void fiveThousandTargets() {
    List<String> metrics = List.of("up", "scrape_duration_seconds", "load1");
    for (int tick = 0; tick < 2; tick++) {
      now = TICK + tick * 15_000L;
      List<TimelineRows> rows = new ArrayList<>();
      List<TargetHealth> health = new ArrayList<>();
      for (int t = 0; t < 5000; t++) {
        TimelineRows r = target(t, metrics, now);
        rows.add(r);
        health.add(new TargetHealth(r.identity(), now, 0.1 + t * 1e-6, t % 10 == 0 ? "context deadline exceeded" : ""));
      }
      writer.write("default", "huge", now, rows, health);
    }
    System.out.println("5,000 targets: level-0 item " + largest("0#") + " bytes, layout item " + largest("L#"));
    assertThat(largest("0#")).isLessThan(CatalogItem.MAX_BYTES / 2);
    assertThat(largest("L#")).isLessThan(CatalogItem.MAX_BYTES / 2);
    assertThat(read("load1")).isEqualTo(5000);
    now = TICK + 3 * Windows.HOUR;
    assertThat(compact(1)).isInstanceOf(CompactionOutcome.Committed.class);
    assertThat(compact(2)).isInstanceOf(CompactionOutcome.Committed.class);
    assertThat(largest("1#")).isLessThan(20_000);
    assertThat(largest("2#")).isLessThan(20_000);
    assertThat(read("load1")).isEqualTo(5000);
  }

  @Test
  void fiftyThousandSeriesOfSixtyTargets() {
    List<String> metrics = new ArrayList<>();
    for (int m = 0; m < 833; m++) {
      metrics.add("metric_" + m);
    }
    List<TimelineRows> rows = new ArrayList<>();
    List<TargetHealth> health = new ArrayList<>();
    for (int t = 0; t < 60; t++) {
      rows.add(target(t, metrics, now + t));
      health.add(new TargetHealth(rows.getLast().identity(), now + t, 0.012 + t / 1000.0, ""));
    }
    writer.write("default", "usual", now, rows, health);
    System.out.println("50,000 series of 60 targets: level-0 item " + largest("0#") + " bytes, layout item " + largest("L#"));
    assertThat(largest("0#")).isLessThan(2000);
  }

  @Test
  void aHundredThousandMetricNames() {
    List<String> metrics = new ArrayList<>();
    for (int m = 0; m < 100_000; m++) {
      metrics.add("application_component_" + Integer.toString(m * 7919, 36) + "_operations_total");
    }
    metrics.sort(Labels::compareCodePoints);
    writer.write("default", "wide", now, List.of(target(1, metrics, now)), List.of());
    System.out.println("100,000 metric names: level-0 item " + largest("0#") + " bytes, layout item " + largest("L#"));
    assertThat(largest("0#")).isLessThan(CatalogItem.MAX_BYTES / 2);
    assertThat(largest("L#")).isLessThan(70_000);
    String wanted = metrics.get(31_415);
    assertThat(read(wanted)).isEqualTo(1);
    now = TICK + 3 * Windows.HOUR;
    assertThat(compact(1)).isInstanceOf(CompactionOutcome.Committed.class);
    assertThat(compact(2)).isInstanceOf(CompactionOutcome.Committed.class);
    System.out.println("100,000 metric names: level-1 item " + largest("1#") + " bytes, level-2 item " + largest("2#"));
    assertThat(largest("1#")).isLessThan(70_000);
    assertThat(largest("2#")).isLessThan(80_000);
    assertThat(read(wanted)).isEqualTo(1);
  }
}
