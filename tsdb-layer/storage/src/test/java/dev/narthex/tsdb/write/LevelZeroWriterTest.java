package dev.narthex.tsdb.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.model.TimeRange;
import dev.narthex.tsdb.block.TimelineRows;
import dev.narthex.tsdb.catalog.FaultyCatalog;
import dev.narthex.tsdb.catalog.MemoryCatalog;
import dev.narthex.tsdb.catalog.MemoryControlState;
import dev.narthex.tsdb.catalog.Windows;
import dev.narthex.tsdb.read.BlockSeriesSource;
import dev.narthex.tsdb.read.ReadCache;
import dev.narthex.tsdb.read.ReadListener;
import dev.narthex.tsdb.simulation.Readings;
import dev.narthex.tsdb.simulation.ScrapeWorld;
import dev.narthex.tsdb.store.Faults;
import dev.narthex.tsdb.store.FaultyObjectStore;
import dev.narthex.tsdb.store.MemoryObjectStore;
import dev.narthex.tsdb.store.ObjectEntry;
import dev.narthex.tsdb.store.StoreUnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LevelZeroWriterTest {
  private static final long START = 1_795_132_800_000L - 20 * 60_000;

  private long now = START;
  private final MemoryObjectStore store = new MemoryObjectStore(() -> Instant.ofEpochMilli(now));
  private final MemoryCatalog catalog = new MemoryCatalog();
  private final MemoryControlState state = new MemoryControlState();

  private LevelZeroWriter writer() {
    return new LevelZeroWriter(store, catalog, state, () -> Instant.ofEpochMilli(now));
  }

  private BlockSeriesSource source() {
    return new BlockSeriesSource(store, catalog, () -> Instant.ofEpochMilli(now), 15 * Windows.DAY, "default", new ReadCache(1 << 20), ReadListener.NONE);
  }

  @Test
  void readsBackWhatWasScrapedThroughSeveralBases() {
    ScrapeWorld world = new ScrapeWorld(1, 5, 9);
    LevelZeroWriter writer = writer();
    // Crosses a 2 h window and an hour; half of the ticks are written by a cold writer.
    for (int i = 0; i < 120; i++) {
      now = START + i * 15_000L;
      for (int shard = 0; shard < 2; shard++) {
        List<TimelineRows> rows = world.scrape(now, shard, 2);
        assertThat((i % 2 == 0 ? writer : writer()).write("default", "node-" + shard, now, rows, world.health(rows))).isInstanceOf(WriteOutcome.Written.class);
        world.stored(rows);
      }
    }
    TimeRange all = TimeRange.closed(START, now + 60_000);
    Readings.assertSame(Readings.all(source(), all), world.expected(), all);
    TimeRange some = TimeRange.closed(now - 300_000, now - 100_000);
    Readings.assertSame(Readings.all(source(), some), world.expected(), some);
    assertThat(Readings.read(source(), all, LabelMatcher.equal("__name__", "up"), LabelMatcher.equal("instance", "host-3")).keySet())
        .containsExactly(Labels.of("__name__", "up", "instance", "host-3", "job", "job-1"));
    assertThat(source().labelValues("job", List.of(), all, 0)).containsExactly("job-0", "job-1");
    assertThat(source().metadata("metric_1", 0).get("metric_1").getFirst().help()).isEqualTo("help of 1");
  }

  @Test
  void basesChangeSeldom() {
    ScrapeWorld world = new ScrapeWorld(2, 20, 30, 300);
    LevelZeroWriter writer = writer();
    for (int i = 0; i < 40; i++) {
      now = START + i * 15_000L;
      List<TimelineRows> rows = world.scrape(now, 0, 1);
      writer.write("default", "node-0", now, rows, List.of());
    }
    List<ObjectEntry> layouts = store.list("layout/", "", 100);
    assertThat(layouts.size()).isBetween(1, 6);
  }

  @Test
  void theFirstOfSeveralRunsWins() {
    ScrapeWorld world = new ScrapeWorld(3, 2, 4);
    List<TimelineRows> first = world.scrape(now, 0, 1);
    List<TimelineRows> second = world.scrape(now, 0, 1);
    assertThat(writer().write("default", "a", now, first, List.of())).isInstanceOf(WriteOutcome.Written.class);
    List<?> before = catalog.everything();
    assertThat(writer().write("default", "a", now, second, List.of())).isInstanceOf(WriteOutcome.AlreadyWritten.class);
    assertThat(catalog.everything()).isEqualTo(before);
    world.stored(first);
    TimeRange all = TimeRange.closed(now - 1000, now + 60_000);
    Readings.assertSame(Readings.all(source(), all), world.expected(), all);
  }

  @Test
  void concurrentRunsLeaveOneBlock() throws Exception {
    ScrapeWorld world = new ScrapeWorld(4, 3, 6);
    List<Callable<WriteOutcome>> runs = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      List<TimelineRows> rows = world.scrape(now, 0, 1);
      runs.add(() -> writer().write("default", "a", now, rows, List.of()));
    }
    int written = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var f : threads.invokeAll(runs)) {
        written += f.get() instanceof WriteOutcome.Written ? 1 : 0;
      }
    }
    assertThat(written).isEqualTo(1);
    assertThat(store.list("b0/", "", 10)).hasSize(1);
  }

  @Property(tries = 25)
  void failingStoresLoseAndDoubleNothing(@ForAll long seed) {
    Random random = new Random(seed);
    MemoryObjectStore objects = new MemoryObjectStore(() -> Instant.ofEpochMilli(now));
    MemoryCatalog items = new MemoryCatalog();
    MemoryControlState heads = new MemoryControlState();
    Faults faults = new Faults(seed, 0.3);
    ScrapeWorld world = new ScrapeWorld(seed, 3, 6);
    LevelZeroWriter faulty =
        new LevelZeroWriter(new FaultyObjectStore(objects, faults), new FaultyCatalog(items, faults), heads, () -> Instant.ofEpochMilli(now));
    now = START;
    for (int i = 0; i < 12; i++) {
      now += 15_000;
      List<TimelineRows> rows = world.scrape(now, 0, 1);
      boolean done = false;
      for (int attempt = 0; attempt < 200 && !done; attempt++) {
        try {
          faulty.write("default", "a", now, rows, List.of());
          done = true;
        } catch (StoreUnavailableException e) {
          done = false; // the queue delivers the job again
        }
      }
      assertThat(done).isTrue();
      world.stored(rows);
      if (random.nextInt(3) == 0) {
        try {
          faulty.write("default", "a", now, world.scrape(now, 0, 1), List.of());
        } catch (StoreUnavailableException e) {
          assertThat(e).hasMessageContaining(""); // a late repetition may fail as it likes
        }
      }
    }
    faults.stop();
    TimeRange all = TimeRange.closed(START, now + 60_000);
    BlockSeriesSource source =
        new BlockSeriesSource(objects, items, () -> Instant.ofEpochMilli(now), 15 * Windows.DAY, "default", new ReadCache(0), ReadListener.NONE);
    Readings.assertSame(Readings.all(source, all), world.expected(), all);
  }
}
