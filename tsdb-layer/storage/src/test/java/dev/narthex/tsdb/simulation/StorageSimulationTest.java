package dev.narthex.tsdb.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.TimeRange;
import dev.narthex.tsdb.block.BlockSummary;
import dev.narthex.tsdb.block.TimelineRows;
import dev.narthex.tsdb.catalog.BlockItem;
import dev.narthex.tsdb.catalog.Catalog;
import dev.narthex.tsdb.catalog.CatalogItem;
import dev.narthex.tsdb.catalog.FaultyCatalog;
import dev.narthex.tsdb.catalog.MemoryCatalog;
import dev.narthex.tsdb.catalog.MemoryControlState;
import dev.narthex.tsdb.catalog.Windows;
import dev.narthex.tsdb.compact.CompactionOutcome;
import dev.narthex.tsdb.compact.CompactionSettings;
import dev.narthex.tsdb.compact.CompactionWindow;
import dev.narthex.tsdb.compact.Compactor;
import dev.narthex.tsdb.read.BlockSeriesSource;
import dev.narthex.tsdb.read.ReadCache;
import dev.narthex.tsdb.read.ReadListener;
import dev.narthex.tsdb.read.TargetStates;
import dev.narthex.tsdb.store.Faults;
import dev.narthex.tsdb.store.FaultyObjectStore;
import dev.narthex.tsdb.store.MemoryObjectStore;
import dev.narthex.tsdb.store.ObjectEntry;
import dev.narthex.tsdb.store.ObjectStore;
import dev.narthex.tsdb.store.StoreUnavailableException;
import dev.narthex.tsdb.sweep.CatalogRebuild;
import dev.narthex.tsdb.sweep.SweepReport;
import dev.narthex.tsdb.sweep.SweepSettings;
import dev.narthex.tsdb.sweep.Sweeper;
import dev.narthex.tsdb.write.BlockCataloguer;
import dev.narthex.tsdb.write.LevelZeroWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Writers, compactors, sweepers and readers on one virtual clock, with and without misfortune. */
class StorageSimulationTest {
  private static final String TENANT = "default";
  private static final long DAY = 1_795_132_800_000L / Windows.DAY * Windows.DAY;

  private long now;
  private final InstantSource clock = () -> Instant.ofEpochMilli(now);
  private final MemoryObjectStore objects = new MemoryObjectStore(clock);
  private final MemoryCatalog items = new MemoryCatalog();
  private final MemoryControlState state = new MemoryControlState();
  private final Random ids = new Random(77);

  private Compactor compactor(ObjectStore store, Catalog catalog, CompactionSettings settings) {
    return new Compactor(store, catalog, clock, 15 * Windows.DAY, ids::nextLong, settings);
  }

  private Sweeper sweeper(ObjectStore store, Catalog catalog, SweepSettings settings) {
    return new Sweeper(store, catalog, new BlockCataloguer(store, catalog, clock)::catalogue, clock, settings);
  }

  private BlockSeriesSource source(ReadCache cache) {
    return new BlockSeriesSource(objects, items, clock, 15 * Windows.DAY, TENANT, cache, ReadListener.NONE);
  }

  private void compactAll(Compactor compactor) {
    for (int round = 0; round < 50; round++) {
      List<CompactionWindow> due = compactor.due(TENANT);
      if (due.isEmpty()) {
        return;
      }
      for (CompactionWindow window : due) {
        assertThat(compactor.compact(TENANT, window)).isNotInstanceOf(CompactionOutcome.Unknown.class);
      }
    }
    throw new AssertionError("compaction never ends");
  }

  private long count(String prefix) {
    return objects.list(prefix, "", 1000).size();
  }

  @Test
  void aDayAndAHalfEndsInFewBlocksAndReadersSeeEverySampleAllTheWhile() {
    ScrapeWorld world = new ScrapeWorld(11, 4, 8);
    LevelZeroWriter writer = new LevelZeroWriter(objects, items, state, clock);
    Compactor compactor = compactor(objects, items, CompactionSettings.DEFAULT);
    Sweeper sweeper = sweeper(objects, items, SweepSettings.DEFAULT);
    ReadCache cache = new ReadCache(8 << 20);
    Random random = new Random(3);
    long start = DAY + 20 * Windows.HOUR;
    now = start;
    TimeRange all = TimeRange.closed(start - Windows.HOUR, start + 2 * Windows.DAY);
    int found = 0;
    for (int minute = 0; minute < 32 * 60; minute += 10) {
      now = start + minute * Windows.MINUTE;
      for (int shard = 0; shard < 2; shard++) {
        if (random.nextInt(30) != 0) { // a lost tick is a gap
          List<TimelineRows> rows = world.scrape(now, shard, 2);
          writer.write(TENANT, "node-" + shard, now, rows, List.of());
          world.stored(rows);
        }
      }
      if (minute % 20 == 0) {
        compactAll(compactor);
      }
      if (minute % 30 == 0) {
        SweepReport swept = sweeper.sweep(TENANT);
        assertThat(swept.failed()).isZero();
        List<CompactionWindow> due = compactor.due(swept.seen());
        assertThat(due).as("what the sweep saw tells as much as another reading").isEqualTo(compactor.due(TENANT));
        found += due.size();
      }
      if (minute % 600 == 130) {
        Readings.assertSame(Readings.all(source(cache), all), world.expected(), all);
        TimeRange recent = TimeRange.closed(now - 20 * Windows.MINUTE, now);
        Readings.assertSame(Readings.all(source(cache), recent), world.expected(), recent);
      }
    }
    for (int i = 0; i < 6; i++) {
      now += 20 * Windows.MINUTE;
      compactAll(compactor);
      sweeper.sweep(TENANT);
    }
    Readings.assertSame(Readings.all(source(cache), all), world.expected(), all);
    assertThat(found).isPositive();
    assertThat(count("b3/")).isEqualTo(2);
    assertThat(count("b2/")).isLessThanOrEqualTo(3);
    assertThat(count("b1/")).isLessThanOrEqualTo(26);
    assertThat(count("b0/")).isZero();
  }

  @Test
  void readersBetweenEveryTwoCallsSeeEachSampleOnce() {
    ScrapeWorld world = new ScrapeWorld(5, 3, 6);
    LevelZeroWriter writer = new LevelZeroWriter(objects, items, state, clock);
    long start = DAY + 23 * Windows.HOUR + 30 * Windows.MINUTE;
    for (int i = 0; i < 14; i++) {
      now = start + i * 100_000L;
      List<TimelineRows> rows = world.scrape(now, 0, 1);
      writer.write(TENANT, "a", now, rows, List.of());
      world.stored(rows);
    }
    TimeRange all = TimeRange.closed(start, start + Windows.HOUR);
    int[] readings = {0};
    Runnable reader = () -> {
      readings[0]++;
      Readings.assertSame(Readings.all(source(new ReadCache(0)), all), world.expected(), all);
    };
    ObjectStore store = Interposed.around(ObjectStore.class, objects, reader);
    Catalog catalog = Interposed.around(Catalog.class, items, reader);
    Compactor compactor = compactor(store, catalog, CompactionSettings.DEFAULT);
    Sweeper sweeper = sweeper(store, catalog, SweepSettings.DEFAULT);
    for (int i = 0; i < 8; i++) {
      now += 8 * Windows.MINUTE;
      compactAll(compactor);
      sweeper.sweep(TENANT);
    }
    assertThat(count("b0/")).isZero();
    assertThat(count("b1/")).isZero();
    assertThat(count("b2/")).isZero();
    assertThat(count("b3/")).isEqualTo(1);
    assertThat(readings[0]).isGreaterThan(100);
  }

  @Test
  void aLateBlockStaysVisibleAndIsTakenByTheNextCompaction() {
    ScrapeWorld world = new ScrapeWorld(6, 2, 5);
    LevelZeroWriter writer = new LevelZeroWriter(objects, items, state, clock);
    Compactor compactor = compactor(objects, items, CompactionSettings.DEFAULT);
    Sweeper sweeper = sweeper(objects, items, SweepSettings.DEFAULT);
    now = DAY;
    List<TimelineRows> onTime = world.scrape(DAY, 0, 1);
    List<TimelineRows> late = world.scrape(DAY + 60_000, 0, 1);
    List<TimelineRows> veryLate = world.scrape(DAY + 120_000, 0, 1);
    writer.write(TENANT, "a", DAY, onTime, List.of());
    world.stored(onTime);
    now = DAY + 10 * Windows.MINUTE;
    compactAll(compactor);
    writer.write(TENANT, "a", DAY + 60_000, late, List.of());
    world.stored(late);
    TimeRange all = TimeRange.closed(DAY, DAY + Windows.HOUR);
    Readings.assertSame(Readings.all(source(new ReadCache(0)), all), world.expected(), all);
    compactAll(compactor);
    assertThat(count("b1/")).isEqualTo(2);
    Readings.assertSame(Readings.all(source(new ReadCache(0)), all), world.expected(), all);
    // Eleven hours later: the hour is older than readers look by themselves.
    now = DAY + 11 * Windows.HOUR;
    sweeper.sweep(TENANT);
    writer.write(TENANT, "a", DAY + 120_000, veryLate, List.of());
    world.stored(veryLate);
    Readings.assertSame(Readings.all(source(new ReadCache(0)), all), world.expected(), all);
    for (int i = 0; i < 5; i++) {
      compactAll(compactor);
      now += 20 * Windows.MINUTE;
      sweeper.sweep(TENANT);
      Readings.assertSame(Readings.all(source(new ReadCache(0)), all), world.expected(), all);
    }
    assertThat(count("b0/")).isZero();
    assertThat(count("b1/")).isZero();
    assertThat(count("b2/")).isEqualTo(1);
  }

  @Test
  void theLengthOfLevelOneWindowsMayChangeAtAnyTime() {
    ScrapeWorld world = new ScrapeWorld(31, 3, 6);
    LevelZeroWriter writer = new LevelZeroWriter(objects, items, state, clock);
    Compactor five = compactor(objects, items, CompactionSettings.forInterval(15_000));
    Compactor fifteen = compactor(objects, items, CompactionSettings.forInterval(60_000));
    long samples = 0;
    for (int minute = 0; minute < 118; minute++) {
      now = DAY + minute * Windows.MINUTE;
      List<TimelineRows> rows = world.scrape(now, 0, 1);
      writer.write(TENANT, "node-0", now, rows, List.of());
      world.stored(rows);
      Compactor inForce = minute / 23 % 2 == 0 ? five : fifteen; // changes within windows of both lengths
      if (minute % 2 == 1) {
        inForce.due(TENANT).forEach(window -> inForce.compact(TENANT, window));
      }
    }
    now = DAY + 2 * Windows.HOUR + 5 * Windows.MINUTE;
    compactAll(five);
    TimeRange all = TimeRange.closed(DAY - Windows.HOUR, now);
    Readings.assertSame(Readings.all(source(new ReadCache(0)), all), world.expected(), all);
    long below = 0;
    for (CatalogItem item : items.everything()) {
      if (dev.narthex.tsdb.catalog.Partitions.isBlock(item.key())) {
        BlockItem block = BlockItem.decode(item);
        long in = BlockSummary.decode(block.key().object(), block.shape()).samples();
        samples += block.level() == 1 ? in : 0;
        below += block.level() == 0 ? in : 0;
      }
    }
    assertThat(samples).isEqualTo(below);
  }

  @Test
  void ofTwoCompactionsOfTheSameInputsOneConflictsAndIsSwept() {
    ScrapeWorld world = new ScrapeWorld(13, 3, 6);
    LevelZeroWriter writer = new LevelZeroWriter(objects, items, state, clock);
    for (int i = 0; i < 5; i++) {
      now = DAY + i * Windows.MINUTE;
      List<TimelineRows> rows = world.scrape(now, 0, 1);
      writer.write(TENANT, "a", now, rows, List.of());
      world.stored(rows);
    }
    now = DAY + 7 * Windows.MINUTE;
    CompactionWindow window = new CompactionWindow(1, DAY);
    CompactionOutcome[] inner = new CompactionOutcome[1];
    // The other run does all of its work between this run's put and its commit.
    ObjectStore meddled = Interposed.around(ObjectStore.class, objects, () -> {
      if (inner[0] == null && count("b1/") == 1) {
        inner[0] = compactor(objects, items, CompactionSettings.DEFAULT).compact(TENANT, window);
      }
    });
    CompactionOutcome outer = compactor(meddled, items, CompactionSettings.DEFAULT).compact(TENANT, window);
    assertThat(inner[0]).isInstanceOf(CompactionOutcome.Committed.class);
    assertThat(outer).isInstanceOf(CompactionOutcome.Conflicted.class);
    assertThat(compactor(objects, items, CompactionSettings.DEFAULT).compact(TENANT, window)).isInstanceOf(CompactionOutcome.NothingToDo.class);
    TimeRange all = TimeRange.closed(DAY, DAY + Windows.HOUR);
    Readings.assertSame(Readings.all(source(new ReadCache(0)), all), world.expected(), all);
    now += 20 * Windows.MINUTE;
    assertThat(sweeper(objects, items, SweepSettings.DEFAULT).sweep(TENANT).uncommitted()).isEqualTo(1);
    assertThat(count("b1/")).isEqualTo(1);
    Readings.assertSame(Readings.all(source(new ReadCache(0)), all), world.expected(), all);
  }

  @Test
  void largeDaysAreCutIntoPartsByMetric() {
    ScrapeWorld world = new ScrapeWorld(8, 6, 30);
    LevelZeroWriter writer = new LevelZeroWriter(objects, items, state, clock);
    for (int i = 0; i < 40; i++) {
      now = DAY + i * 10 * Windows.MINUTE;
      List<TimelineRows> rows = world.scrape(now, 0, 1);
      writer.write(TENANT, "a", now, rows, List.of());
      world.stored(rows);
    }
    CompactionSettings small = new CompactionSettings(5 * Windows.MINUTE, 0, Windows.DAY, 0, 3000, 100_000);
    Compactor compactor = compactor(objects, items, small);
    now = DAY + Windows.DAY + Windows.HOUR;
    TimeRange all = TimeRange.closed(DAY, DAY + Windows.DAY);
    CompactionWindow day = new CompactionWindow(3, DAY);
    int parts = 0;
    while (compactor.compact(TENANT, day) instanceof CompactionOutcome.Committed) {
      parts++;
      Readings.assertSame(Readings.all(source(new ReadCache(1 << 20)), all), world.expected(), all);
    }
    assertThat(parts).isBetween(3, 40);
    assertThat(count("b3/")).isEqualTo(parts);
    now += Windows.HOUR;
    sweeper(objects, items, SweepSettings.DEFAULT).sweep(TENANT);
    assertThat(count("b0/")).isZero();
    Readings.assertSame(Readings.all(source(new ReadCache(1 << 20)), all), world.expected(), all);
    assertThat(compactor.due(TENANT)).isEmpty();
  }

  @Test
  void theCatalogueIsRebuiltFromTheObjectsAlone() {
    ScrapeWorld world = new ScrapeWorld(12, 3, 6);
    LevelZeroWriter writer = new LevelZeroWriter(objects, items, state, clock);
    for (int i = 0; i < 60; i++) {
      now = DAY + i * 3 * Windows.MINUTE;
      List<TimelineRows> rows = world.scrape(now, 0, 1);
      writer.write(TENANT, "a", now, rows, world.health(rows));
      world.stored(rows);
      if (i % 10 == 9) {
        compactAll(compactor(objects, items, CompactionSettings.DEFAULT));
      }
    }
    MemoryCatalog empty = new MemoryCatalog();
    CatalogRebuild rebuild = new CatalogRebuild(objects, new BlockCataloguer(objects, empty, clock));
    assertThat(rebuild.tenants()).containsExactly(TENANT);
    CatalogRebuild.Report report = rebuild.rebuild(TENANT, (done, of) -> assertThat(done).isLessThanOrEqualTo(of));
    assertThat(report.damaged()).isEmpty();
    TimeRange all = TimeRange.closed(DAY, DAY + Windows.DAY);
    BlockSeriesSource rebuilt = new BlockSeriesSource(objects, empty, clock, 15 * Windows.DAY, TENANT, new ReadCache(0), ReadListener.NONE);
    Readings.assertSame(Readings.all(rebuilt, all), world.expected(), all);
    assertThat(blockItems(empty)).isEqualTo(blockItems(items));
    var states = new TargetStates(objects, empty, clock, new ReadCache(1 << 20)).latest(TENANT, 10 * Windows.MINUTE);
    assertThat(states).hasSize(3);
    assertThat(states.values()).allSatisfy(s -> assertThat(s.series()).isBetween(4, 12));
    assertThat(states.values()).allSatisfy(s -> assertThat(s.health().timestamp()).isGreaterThan(now - 1));
  }

  private static List<dev.narthex.tsdb.catalog.ItemKey> blockItems(MemoryCatalog catalog) {
    return catalog.everything().stream().map(dev.narthex.tsdb.catalog.CatalogItem::key).filter(k -> dev.narthex.tsdb.catalog.Partitions.isBlock(k)).toList();
  }

  @Test
  void retentionHidesAtOnceAndRemovesInTime() {
    ScrapeWorld world = new ScrapeWorld(9, 2, 5);
    LevelZeroWriter writer = new LevelZeroWriter(objects, items, state, clock);
    now = DAY;
    List<TimelineRows> rows = world.scrape(DAY, 0, 1);
    writer.write(TENANT, "a", DAY, rows, List.of());
    now = DAY + 15 * Windows.DAY + Windows.MINUTE;
    assertThat(Readings.all(source(new ReadCache(0)), TimeRange.closed(0, now))).isEmpty();
    SweepReport report = sweeper(objects, items, SweepSettings.DEFAULT).sweep(TENANT);
    assertThat(report.expired()).isEqualTo(1);
    sweeper(objects, items, SweepSettings.DEFAULT).sweep(TENANT);
    assertThat(objects.list("", "", 10)).isEmpty();
  }

  @Test
  void outputsNobodyCommittedAreDeletedAndStrayLevelZeroObjectsAdopted() {
    ScrapeWorld world = new ScrapeWorld(10, 2, 5);
    now = DAY;
    List<TimelineRows> rows = world.scrape(DAY, 0, 1);
    // A writer that dies between object and item, and a compactor that dies before its commit.
    Catalog dead = Interposed.around(Catalog.class, items, () -> {
      if (!objects.list("b0/", "", 1).isEmpty()) {
        throw new StoreUnavailableException("power loss");
      }
    });
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> new LevelZeroWriter(objects, dead, state, clock).write(TENANT, "a", DAY, rows, List.of())))
        .isInstanceOf(StoreUnavailableException.class);
    TimeRange all = TimeRange.closed(DAY, DAY + Windows.HOUR);
    assertThat(Readings.all(source(new ReadCache(0)), all)).isEmpty();
    Sweeper sweeper = sweeper(objects, items, SweepSettings.DEFAULT);
    assertThat(sweeper.sweep(TENANT).adopted()).isEqualTo(1);
    world.stored(rows);
    Readings.assertSame(Readings.all(source(new ReadCache(0)), all), world.expected(), all);
    now = DAY + 10 * Windows.MINUTE;
    Catalog deaf = Interposed.around(Catalog.class, items, () -> {
      if (!objects.list("b1/", "", 1).isEmpty()) {
        throw new StoreUnavailableException("power loss");
      }
    });
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> compactor(objects, deaf, CompactionSettings.DEFAULT).compact(TENANT, new CompactionWindow(1, DAY))))
        .isInstanceOf(StoreUnavailableException.class);
    assertThat(count("b1/")).isEqualTo(1);
    assertThat(sweeper.sweep(TENANT).uncommitted()).isZero();
    now += 16 * Windows.MINUTE;
    assertThat(sweeper.sweep(TENANT).uncommitted()).isEqualTo(1);
    assertThat(count("b1/")).isZero();
    Readings.assertSame(Readings.all(source(new ReadCache(0)), all), world.expected(), all);
  }

  @Property(tries = 6)
  void misfortuneLosesAndDoublesNothing(@ForAll long seed) {
    MemoryObjectStore plainObjects = new MemoryObjectStore(clock);
    MemoryCatalog plainItems = new MemoryCatalog();
    Faults faults = new Faults(seed, 0.15);
    ObjectStore store = new FaultyObjectStore(plainObjects, faults);
    Catalog catalog = new FaultyCatalog(plainItems, faults);
    Random random = new Random(seed);
    ScrapeWorld world = new ScrapeWorld(seed, 3, 6);
    LevelZeroWriter writer = new LevelZeroWriter(store, catalog, new MemoryControlState(), clock);
    Compactor one = compactor(store, catalog, CompactionSettings.DEFAULT);
    Sweeper sweeper = sweeper(store, catalog, SweepSettings.DEFAULT);
    BlockSeriesSource source = new BlockSeriesSource(plainObjects, plainItems, clock, 15 * Windows.DAY, TENANT, new ReadCache(0), ReadListener.NONE);
    long start = DAY + 21 * Windows.HOUR + 50 * Windows.MINUTE;
    TimeRange all = TimeRange.closed(start, start + Windows.DAY);
    for (int i = 0; i < 40; i++) {
      now = start + i * 2 * Windows.MINUTE;
      List<TimelineRows> rows = world.scrape(now, 0, 1);
      while (!attempt(() -> writer.write(TENANT, "a", now, rows, List.of()))) {
        assertThat(faults).isNotNull();
      }
      world.stored(rows);
      int what = random.nextInt(4);
      if (what == 0) {
        attempt(() -> one.due(TENANT).forEach(w -> one.compact(TENANT, w)));
      } else if (what == 1) {
        attempt(() -> sweeper.sweep(TENANT));
      } else if (what == 2) {
        Readings.assertSame(Readings.all(source, all), world.expected(), all);
      }
    }
    for (int i = 0; i < 30; i++) {
      now += 10 * Windows.MINUTE;
      attempt(() -> one.due(TENANT).forEach(w -> one.compact(TENANT, w)));
      attempt(() -> sweeper.sweep(TENANT));
      Readings.assertSame(Readings.all(source, all), world.expected(), all);
    }
    faults.stop();
    for (int i = 0; i < 6; i++) {
      now += 20 * Windows.MINUTE;
      one.due(TENANT).forEach(w -> one.compact(TENANT, w));
      sweeper.sweep(TENANT);
    }
    Readings.assertSame(Readings.all(source, all), world.expected(), all);
    // Whatever happened: in the end there are the outputs of the days, and no stray object.
    List<ObjectEntry> left = plainObjects.list("b", "", 1000);
    assertThat(left).allMatch(e -> e.key().startsWith("b3/") || e.key().startsWith("b2/") || e.key().startsWith("b1/"));
    assertThat(plainItems.everything().stream().filter(i -> dev.narthex.tsdb.catalog.Partitions.isBlock(i.key())).count()).isEqualTo(left.size());
  }

  private static boolean attempt(Runnable job) {
    try {
      job.run();
      return true;
    } catch (StoreUnavailableException e) {
      return false; // the queue delivers it again
    }
  }
}
