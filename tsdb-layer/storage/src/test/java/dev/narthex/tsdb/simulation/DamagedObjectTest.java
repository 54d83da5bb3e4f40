package dev.narthex.tsdb.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.TimeRange;
import dev.narthex.promql.source.SourceException;
import dev.narthex.tsdb.block.TimelineRows;
import dev.narthex.tsdb.catalog.Catalog;
import dev.narthex.tsdb.catalog.MemoryCatalog;
import dev.narthex.tsdb.catalog.MemoryControlState;
import dev.narthex.tsdb.catalog.Windows;
import dev.narthex.tsdb.compact.CompactionSettings;
import dev.narthex.tsdb.compact.CompactionWindow;
import dev.narthex.tsdb.compact.Compactor;
import dev.narthex.tsdb.read.BlockSeriesSource;
import dev.narthex.tsdb.read.ReadCache;
import dev.narthex.tsdb.read.ReadListener;
import dev.narthex.tsdb.store.MemoryObjectStore;
import dev.narthex.tsdb.store.ObjectContent;
import dev.narthex.tsdb.store.ObjectEntry;
import dev.narthex.tsdb.store.ObjectStore;
import dev.narthex.tsdb.write.LevelZeroWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What readers say of objects that are not what was written. */
class DamagedObjectTest {
  private static final String TENANT = "default";
  private static final long DAY = 1_795_132_800_000L / Windows.DAY * Windows.DAY;

  private long now;
  private final InstantSource clock = () -> Instant.ofEpochMilli(now);
  private final Random ids = new Random(77);

  private Compactor compactor(ObjectStore store, Catalog catalog) {
    return new Compactor(store, catalog, clock, 15 * Windows.DAY, ids::nextLong, CompactionSettings.DEFAULT);
  }

  private BlockSeriesSource source(ObjectStore store, Catalog catalog) {
    return new BlockSeriesSource(store, catalog, clock, 15 * Windows.DAY, TENANT, new ReadCache(0), ReadListener.NONE);
  }

  @Property(tries = 40)
  void aFlippedBitOrACutTailIsNamedNeverAWrongNumber(@ForAll long seed) {
    Random random = new Random(seed);
    MemoryObjectStore plain = new MemoryObjectStore(clock);
    MemoryCatalog catalog = new MemoryCatalog();
    ScrapeWorld world = new ScrapeWorld(seed, 2, 5);
    LevelZeroWriter writer = new LevelZeroWriter(plain, catalog, new MemoryControlState(), clock);
    for (int i = 0; i < 6; i++) {
      now = DAY + i * Windows.MINUTE;
      List<TimelineRows> rows = world.scrape(now, 0, 1);
      writer.write(TENANT, "a", now, rows, List.of());
      world.stored(rows);
    }
    now = DAY + 8 * Windows.MINUTE;
    compactor(plain, catalog).compact(TENANT, new CompactionWindow(1, DAY));
    if (random.nextBoolean()) {
      compactor(plain, catalog).compact(TENANT, new CompactionWindow(2, DAY));
    }
    List<ObjectEntry> all = plain.list("", "", 100);
    String victim = all.get(random.nextInt(all.size())).key();
    byte[] bytes = plain.get(victim).orElseThrow();
    if (random.nextInt(4) == 0) {
      bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
    } else {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    plain.put(victim, ObjectContent.of(bytes));
    BlockSeriesSource source = source(plain, catalog);
    TimeRange range = TimeRange.closed(DAY, DAY + Windows.HOUR);
    try {
      Readings.assertSame(Readings.all(source, range), world.expected(), range);
    } catch (SourceException e) {
      assertThat(e.kind()).isEqualTo(SourceException.Kind.CORRUPT);
      assertThat(e).hasMessageContaining(victim);
    }
  }

  /** The cut may lie anywhere: before what a range asks for too, in an object whose length only the catalogue knows. */
  @Test
  void everyCutTailOfACompactedBlockIsNamed() {
    MemoryObjectStore objects = new MemoryObjectStore(clock);
    MemoryCatalog items = new MemoryCatalog();
    ScrapeWorld world = new ScrapeWorld(3, 2, 5);
    LevelZeroWriter writer = new LevelZeroWriter(objects, items, new MemoryControlState(), clock);
    for (int i = 0; i < 4; i++) {
      now = DAY + i * Windows.MINUTE;
      List<TimelineRows> rows = world.scrape(now, 0, 1);
      writer.write(TENANT, "a", now, rows, List.of());
      world.stored(rows);
    }
    now = DAY + 8 * Windows.MINUTE;
    compactor(objects, items).compact(TENANT, new CompactionWindow(2, DAY));
    String victim = objects.list("b2/", "", 2).getFirst().key();
    byte[] bytes = objects.get(victim).orElseThrow();
    TimeRange range = TimeRange.closed(DAY, DAY + Windows.HOUR);
    for (int length = 0; length < bytes.length; length += 3) {
      objects.put(victim, ObjectContent.of(Arrays.copyOf(bytes, length)));
      BlockSeriesSource source = source(objects, items);
      try {
        Readings.assertSame(Readings.all(source, range), world.expected(), range);
      } catch (SourceException e) {
        assertThat(e.kind()).isEqualTo(SourceException.Kind.CORRUPT);
        assertThat(e).hasMessageContaining(victim);
      }
    }
  }
}
