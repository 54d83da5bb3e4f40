package dev.narthex.bench;

import dev.narthex.tsdb.block.BlockDecoder;
import dev.narthex.tsdb.block.BlockShape;
import dev.narthex.tsdb.block.BlockSummary;
import dev.narthex.tsdb.block.TimelineRows;
import dev.narthex.tsdb.catalog.BlockItem;
import dev.narthex.tsdb.catalog.CatalogChange;
import dev.narthex.tsdb.catalog.CatalogItem;
import dev.narthex.tsdb.catalog.Condition;
import dev.narthex.tsdb.catalog.MemoryCatalog;
import dev.narthex.tsdb.catalog.MemoryControlState;
import dev.narthex.tsdb.compact.CompactionOutcome;
import dev.narthex.tsdb.compact.CompactionSettings;
import dev.narthex.tsdb.compact.CompactionWindow;
import dev.narthex.tsdb.compact.Compactor;
import dev.narthex.tsdb.layout.Layout;
import dev.narthex.tsdb.layout.LayoutObject;
import dev.narthex.tsdb.layout.LayoutPart;
import dev.narthex.tsdb.store.MemoryObjectStore;
import dev.narthex.tsdb.store.ObjectEntry;
import dev.narthex.tsdb.store.ObjectStore;
import dev.narthex.tsdb.write.LevelZeroWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** The storage of Narthex in memory: the very writer, catalogue and compactor, with one shard. */
final class BenchStore {
  private static final String TENANT = "default";
  private static final String SHARD = "bench-0";
  private static final long RETENTION = 3650L * 24 * 60 * 60 * 1000;
  private static final int PAGE = 1000;

  /** Bytes of one level: objects without labels, labels, catalogue items. */
  record Sizes(int blocks, long samples, long values, long labels, long catalogue) {}

  private final InstantSource clock;
  private final ObjectStore store;
  private final MemoryCatalog catalog = new MemoryCatalog();
  private final MemoryControlState state = new MemoryControlState();
  private final CompactionSettings settings = CompactionSettings.DEFAULT;
  private final Map<String, Layout> layouts = new HashMap<>();
  private final AtomicLong lastId;
  private LevelZeroWriter writer;

  BenchStore(long now) {
    this(InstantSource.fixed(Instant.ofEpochMilli(now)));
  }

  private BenchStore(InstantSource clock) {
    this(clock, new MemoryObjectStore(clock), new AtomicLong());
  }

  private BenchStore(InstantSource clock, ObjectStore store, AtomicLong lastId) {
    this.clock = clock;
    this.store = store;
    this.lastId = lastId;
    writer = new LevelZeroWriter(store, catalog, state, clock);
  }

  /** The same objects under a catalogue of its own: what one compacts, the other still has to. */
  BenchStore fork() {
    BenchStore fork = new BenchStore(clock, store, lastId);
    for (CatalogItem item : catalog.everything()) {
      fork.catalog.commit(List.of(CatalogChange.put(item, Condition.absent())));
    }
    return fork;
  }

  /** Forgets what a warm function knows. */
  void forget() {
    writer = new LevelZeroWriter(store, catalog, state, clock);
  }

  /** Writes a tick and gives the block's item. */
  BlockItem write(long tick, List<TimelineRows> rows) {
    return writer.write(TENANT, SHARD, tick, rows, List.of()).item();
  }

  /** Compacts all windows of a level that touch a time range. */
  void compact(int level, long from, long to) {
    Compactor compactor = new Compactor(store, catalog, clock, RETENTION, lastId::incrementAndGet, settings);
    long window = settings.window(level);
    for (long start = Math.floorDiv(from, window) * window; start <= to; start += window) {
      while (compactor.compact(TENANT, new CompactionWindow(level, start)) instanceof CompactionOutcome.Committed) {
        lastId.incrementAndGet();
      }
    }
  }

  /** Adds the samples of all blocks of a level to a digest, in order of time. */
  void digest(int level, SampleDigest digest) {
    List<BlockItem> items = items(level);
    items.sort(java.util.Comparator.comparingLong(BlockItem::minTime));
    for (BlockItem item : items) {
      String key = item.key().object();
      byte[] bytes = store.get(key).orElseThrow();
      BlockSummary summary = BlockSummary.of(key, bytes);
      digest.add(bytes, BlockDecoder.of(key, bytes, shared(summary.shape())));
    }
  }

  private Layout shared(BlockShape shape) {
    if (shape.layoutMode() != BlockShape.LayoutMode.SHARED) {
      return Layout.empty();
    }
    return layouts.computeIfAbsent(shape.layoutHash(), hash -> {
      for (ObjectEntry e : objects("layout/")) {
        if (e.key().endsWith(hash)) {
          return LayoutObject.decode(e.key(), store.get(e.key()).orElseThrow());
        }
      }
      throw new IllegalStateException("layout " + hash + " is not in the store");
    });
  }

  private List<ObjectEntry> objects(String prefix) {
    List<ObjectEntry> all = new ArrayList<>(store.list(prefix, "", PAGE));
    for (int n = all.size(); n > 0 && n % PAGE == 0; n = all.size()) {
      List<ObjectEntry> more = store.list(prefix, all.getLast().key(), PAGE);
      if (more.isEmpty()) {
        break;
      }
      all.addAll(more);
    }
    return all;
  }

  private static boolean isBlock(CatalogItem item) {
    return !item.key().sort().isEmpty() && Character.isDigit(item.key().sort().charAt(0));
  }

  private List<BlockItem> items(int level) {
    List<BlockItem> items = new ArrayList<>();
    for (CatalogItem item : catalog.everything()) {
      if (isBlock(item)) {
        BlockItem block = BlockItem.decode(item);
        if (block.level() == level) {
          items.add(block);
        }
      }
    }
    return items;
  }

  /** What a level costs. Shared layouts count for the level that was written last, see {@link #layoutBytes}. */
  Sizes sizes(int level, long layoutObjects, long layoutItems) {
    long samples = 0;
    long values = 0;
    long labels = layoutObjects;
    long items = layoutItems;
    List<BlockItem> blocks = items(level);
    for (BlockItem item : blocks) {
      BlockSummary summary = BlockSummary.decode(item.key().object(), item.shape());
      long own = summary.layoutParts().stream().mapToLong(LayoutPart::length).sum();
      samples += summary.samples();
      values += item.size() - own;
      labels += own;
      CatalogItem stored = item.encode();
      items += stored.data().length + stored.key().partition().length() + stored.key().sort().length();
    }
    return new Sizes(blocks.size(), samples, values, labels, items);
  }

  /** Bytes of all shared layout objects. */
  long layoutBytes() {
    return objects("layout/").stream().mapToLong(ObjectEntry::size).sum();
  }

  /** Bytes of the catalogue's items of shared layouts. */
  long layoutItemBytes() {
    long bytes = 0;
    for (CatalogItem item : catalog.everything()) {
      if (item.key().sort().startsWith("L#")) {
        bytes += item.data().length + item.key().partition().length() + item.key().sort().length();
      }
    }
    return bytes;
  }
}
