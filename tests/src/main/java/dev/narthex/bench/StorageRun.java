package dev.narthex.bench;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.TimeRange;
import dev.narthex.promql.source.SelectHints;
import dev.narthex.promql.source.Selection;
import dev.narthex.promql.source.SeriesGroups;
import dev.narthex.tsdb.block.BlockSummary;
import dev.narthex.tsdb.block.TimelineRows;
import dev.narthex.tsdb.catalog.MemoryCatalog;
import dev.narthex.tsdb.catalog.MemoryControlState;
import dev.narthex.tsdb.catalog.MeteredCatalog;
import dev.narthex.tsdb.catalog.Windows;
import dev.narthex.tsdb.compact.CompactionOutcome;
import dev.narthex.tsdb.compact.CompactionPlanner;
import dev.narthex.tsdb.compact.CompactionSettings;
import dev.narthex.tsdb.compact.CompactionWindow;
import dev.narthex.tsdb.compact.Compactor;
import dev.narthex.tsdb.read.BlockSeriesSource;
import dev.narthex.tsdb.read.ReadCache;
import dev.narthex.tsdb.read.ReadListener;
import dev.narthex.tsdb.store.MemoryObjectStore;
import dev.narthex.tsdb.store.MeteredObjectStore;
import dev.narthex.tsdb.store.RequestKind;
import dev.narthex.tsdb.store.RequestLog;
import dev.narthex.tsdb.sweep.SweepSettings;
import dev.narthex.tsdb.sweep.Sweeper;
import dev.narthex.tsdb.write.BlockCataloguer;
import dev.narthex.tsdb.write.LevelZeroWriter;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Storage in memory on a virtual clock, driven as the jobs drive it, with every request counted. */
final class StorageRun {
  private static final String TENANT = "default";
  private static final long RETENTION = 15 * Windows.DAY;

  private long now;
  private final InstantSource clock = () -> Instant.ofEpochMilli(now);
  private final RequestLog log = new RequestLog();
  private final MeteredObjectStore store = new MeteredObjectStore(new MemoryObjectStore(clock), log);
  private final MeteredCatalog catalog = new MeteredCatalog(new MemoryCatalog(), log);
  private final LevelZeroWriter writer = new LevelZeroWriter(store, catalog, new MemoryControlState(), clock);
  private final CompactionPlanner planner = new CompactionPlanner(CompactionSettings.DEFAULT);
  private final Compactor compactor;
  private final Sweeper sweeper = new Sweeper(store, catalog, new BlockCataloguer(store, catalog, clock)::catalogue, clock, SweepSettings.DEFAULT);
  private final AtomicInteger rounds = new AtomicInteger();
  private final long[] compactionNanos = new long[4];
  private final long[] compactionSamples = new long[4];

  StorageRun() {
    Random random = new Random(1);
    compactor = new Compactor(store, catalog, clock, RETENTION, random::nextLong, CompactionSettings.DEFAULT);
  }

  void write(String shard, long tick, List<TimelineRows> rows) {
    now = tick;
    writer.write(TENANT, shard, tick, rows, List.of());
  }

  /** What the minute's tick starts. */
  void housekeeping(long minute) {
    now = minute;
    compactAt(minute);
    if (minute / Windows.MINUTE % 10 == 7) {
      sweeper.sweep(TENANT);
    }
  }

  void compactAt(long minute) {
    now = minute;
    for (CompactionWindow window : planner.atMinute(minute)) {
      long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      CompactionOutcome outcome = compactor.compact(TENANT, window);
      if (outcome instanceof CompactionOutcome.Committed committed) {
        compactionNanos[window.level()] += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
        compactionSamples[window.level()] += BlockSummary.decode("output", committed.output().shape()).samples();
      }
    }
  }

  BlockSeriesSource source(long time, ReadCache cache) {
    now = time;
    ReadListener listener = (requests, bytes) -> rounds.incrementAndGet();
    return new BlockSeriesSource(store, catalog, clock, RETENTION, TENANT, cache, listener);
  }

  /** Reads once, to warm a cache. */
  void read(long from, long to, ReadCache cache, LabelMatcher... matchers) {
    try (SeriesGroups groups = source(to, cache).select(new Selection(List.of(matchers), TimeRange.leftOpen(from, to), SelectHints.none()))) {
      while (groups.advance()) {
        groups.current();
      }
    }
  }

  void startCounting() {
    log.reset();
    rounds.set(0);
  }

  long gets() {
    return log.requests(RequestKind.OBJECT_GET);
  }

  long bytes() {
    return log.bytes(RequestKind.OBJECT_GET);
  }

  int rounds() {
    return rounds.get();
  }

  int catalogReads() {
    return (int) log.requests(RequestKind.CATALOG_READ);
  }

  /** Compaction speeds by the CPU time of the merging thread. */
  String speeds() {
    StringBuilder out = new StringBuilder();
    for (int level = 1; level <= 3; level++) {
      if (compactionNanos[level] > 0) {
        out.append(String.format(Locale.ROOT, "compaction to level %d: %,d samples, %.1f M samples/s/core%n", level, compactionSamples[level], compactionSamples[level] * 1e3 / compactionNanos[level]));
      }
    }
    return out.toString();
  }
}
