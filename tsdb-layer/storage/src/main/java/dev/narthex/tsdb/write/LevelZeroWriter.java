package dev.narthex.tsdb.write;

import dev.narthex.tsdb.block.EncodedBlock;
import dev.narthex.tsdb.block.LevelZeroEncoder;
import dev.narthex.tsdb.block.TargetHealth;
import dev.narthex.tsdb.block.TimelineRows;
import dev.narthex.tsdb.catalog.BlockItem;
import dev.narthex.tsdb.catalog.BlockKey;
import dev.narthex.tsdb.catalog.Catalog;
import dev.narthex.tsdb.catalog.CommitOutcome;
import dev.narthex.tsdb.catalog.Condition;
import dev.narthex.tsdb.catalog.ControlItem;
import dev.narthex.tsdb.catalog.ControlState;
import dev.narthex.tsdb.catalog.LayoutItem;
import dev.narthex.tsdb.catalog.ShardHead;
import dev.narthex.tsdb.catalog.Windows;
import dev.narthex.tsdb.layout.Layout;
import dev.narthex.tsdb.layout.LayoutObject;
import dev.narthex.tsdb.layout.LayoutReference;
import dev.narthex.tsdb.store.ObjectContent;
import dev.narthex.tsdb.store.ObjectStore;
import dev.narthex.tsdb.store.StoreUnavailableException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes what one shard scraped in one tick as one object and one item, exactly once.
 *
 * <p>The key is {@code (tenant, shard, tick)} and the put is conditional: of several runs of one job the first to store wins, and every
 * run catalogues the stored bytes. So late, repeated, concurrent and failing runs leave the same state. The shard's head in the state
 * table tells a cold writer the base layout; it is a hint that costs bytes when it is wrong, never truth.
 *
 * <p>A warm writer keeps encoder and base between ticks. Safe for concurrent calls; calls for one shard run one after another.
 */
public final class LevelZeroWriter {
  private static final byte[] NO_ATTACHMENT = new byte[0];

  private final ObjectStore store;
  private final ControlState state;
  private final BlockCataloguer cataloguer;
  private final RequestWriter requests;
  private final ConcurrentHashMap<String, Shard> shards = new ConcurrentHashMap<>();

  public LevelZeroWriter(ObjectStore store, Catalog catalog, ControlState state, InstantSource clock) {
    this.store = store;
    this.state = state;
    this.cataloguer = new BlockCataloguer(store, catalog, clock);
    this.requests = new RequestWriter(store, cataloguer);
  }

  /** What a warm writer knows of a shard. */
  private static final class Shard {
    final LevelZeroEncoder encoder = new LevelZeroEncoder();
    @Nullable ShardHead head;
    @Nullable LayoutReference base;
  }

  /**
   * Writes a tick.
   *
   * @param tick the slot in epoch milliseconds
   * @param rows what the targets gave; entries of explicit timelines that lie farther than {@link Windows#SLACK} from the tick are
   *     stored as a write request of their own window
   * @throws StoreUnavailableException when a store does not answer: run the job again; what was stored will be adopted otherwise
   */
  public WriteOutcome write(String tenant, String shard, long tick, List<TimelineRows> rows, List<TargetHealth> health) {
    return write(tenant, shard, tick, rows, health, NO_ATTACHMENT);
  }

  /**
   * Writes a tick and, in the same object, bytes that go with it: {@link dev.narthex.tsdb.block.BlockAttachment}. Of several runs the
   * first to store wins with both.
   */
  public WriteOutcome write(String tenant, String shard, long tick, List<TimelineRows> rows, List<TargetHealth> health, byte[] attachment) {
    BlockKey.Tick key = new BlockKey.Tick(tenant, shard, tick);
    TimelineSplit split = TimelineSplit.around(tick, rows);
    if (!split.far().isEmpty()) {
      requests.write(tenant, split.far());
    }
    Shard known = shards.computeIfAbsent(tenant + "\n" + shard, s -> new Shard());
    synchronized (known) {
      try {
        return write(known, key, split.near(), health, attachment);
      } catch (RuntimeException e) {
        known.head = null; // what we know may be wrong: ask again
        throw e;
      }
    }
  }

  private WriteOutcome write(Shard shard, BlockKey.Tick key, List<TimelineRows> rows, List<TargetHealth> health, byte[] attachment) {
    ShardHead head = head(shard, key);
    head = chooseBase(shard, key, head, rows);
    LayoutReference base = Objects.requireNonNull(shard.base, "chooseBase sets it");
    EncodedBlock block = shard.encoder.encode(key.object(), base, rows, health, attachment);
    boolean stored = BlockPutter.putIfAbsent(store, key.object(), ObjectContent.of(block.bytes()));
    BlockItem item;
    if (stored) {
      item = BlockCataloguer.item(key, block.bytes().length, block.summary(), 0);
      cataloguer.commit(item);
    } else {
      byte[] first = store.get(key.object()).orElseThrow(() -> new StoreUnavailableException("block " + key.object() + " was deleted while it was written; try again"));
      item = cataloguer.catalogue(key, first);
    }
    advance(shard, key, head, stored ? block.summary().deltaBytes() : 0);
    return stored ? new WriteOutcome.Written(item) : new WriteOutcome.AlreadyWritten(item);
  }

  private ShardHead head(Shard shard, BlockKey.Tick key) {
    ShardHead head = shard.head;
    if (head == null) {
      head = state.read(ShardHead.key(key.tenant(), key.shard())).map(ShardHead::decode).orElse(ShardHead.NONE);
      shard.head = head;
      shard.base = null;
    }
    return head;
  }

  /** The base stays until its 2 h window ends or the deltas since have grown beyond half of it. */
  private ShardHead chooseBase(Shard shard, BlockKey.Tick key, ShardHead head, List<TimelineRows> rows) {
    long window = Windows.start(key.tick(), Windows.LEVEL_TWO);
    boolean sameWindow = head.layoutWindow() == window && !head.layoutObject().isEmpty();
    if (sameWindow && shard.base == null) {
      shard.base = load(head.layoutObject());
      sameWindow = shard.base != null;
    }
    LayoutReference base = shard.base;
    if (!sameWindow || base == null) {
      return newBase(shard, key, head, window, LevelZeroEncoder.layoutOf(rows));
    }
    if (head.deltaBytes() > head.layoutSize() / 2) {
      return newBase(shard, key, head, window, LevelZeroEncoder.union(base.layout(), rows));
    }
    if (head.cataloguedHour() != Windows.start(key.tick(), Windows.HOUR)) {
      byte[] bytes = LayoutObject.encode(base.layout());
      return catalogued(key, head, head.layoutObject(), bytes, base.layout(), head.layoutWindow(), head.deltaBytes());
    }
    return head;
  }

  private @Nullable LayoutReference load(String object) {
    Optional<byte[]> bytes = store.get(object);
    if (bytes.isEmpty()) {
      return null; // swept with its day
    }
    return new LayoutReference(object.substring(object.lastIndexOf('/') + 1), LayoutObject.decode(object, bytes.get()));
  }

  private ShardHead newBase(Shard shard, BlockKey.Tick key, ShardHead head, long window, Layout layout) {
    byte[] bytes = LayoutObject.encode(layout);
    LayoutReference base = new LayoutReference(LayoutObject.hash(bytes), layout);
    String object = LayoutItem.object(key.tenant(), key.tick(), base.hash());
    BlockPutter.putIfAbsent(store, object, ObjectContent.of(bytes));
    shard.base = base;
    return catalogued(key, head, object, bytes, layout, window, 0);
  }

  /** The layout's item stands in the partition before the first block that needs it. */
  private ShardHead catalogued(BlockKey.Tick key, ShardHead head, String object, byte[] bytes, Layout layout, long window, long deltaBytes) {
    cataloguer.put(LayoutItem.of(object, bytes, layout).encode(key.partition()));
    return new ShardHead(head.version(), head.lastTick(), object, bytes.length, window, deltaBytes, Windows.start(key.tick(), Windows.HOUR));
  }

  /** Notes the tick. A head that moved on meanwhile is left alone; then this writer asks again next time. */
  private void advance(Shard shard, BlockKey.Tick key, ShardHead head, long deltaBytes) {
    if (key.tick() <= head.lastTick()) {
      return;
    }
    ShardHead next =
        new ShardHead(
            head.version(), key.tick(), head.layoutObject(), head.layoutSize(), head.layoutWindow(), head.deltaBytes() + deltaBytes, head.cataloguedHour());
    ControlItem item = next.encode(ShardHead.key(key.tenant(), key.shard()));
    Condition condition = head.version() == 0 ? Condition.absent() : Condition.version(head.version());
    boolean committed = state.write(item, condition) == CommitOutcome.COMMITTED;
    shard.head = committed ? ShardHead.decode(item) : null;
  }
}
