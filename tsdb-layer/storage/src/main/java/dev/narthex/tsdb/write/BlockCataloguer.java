package dev.narthex.tsdb.write;

import dev.narthex.tsdb.block.BlockSummary;
import dev.narthex.tsdb.catalog.BlockItem;
import dev.narthex.tsdb.catalog.BlockKey;
import dev.narthex.tsdb.catalog.Catalog;
import dev.narthex.tsdb.catalog.CatalogChange;
import dev.narthex.tsdb.catalog.CatalogItem;
import dev.narthex.tsdb.catalog.CommitOutcome;
import dev.narthex.tsdb.catalog.Condition;
import dev.narthex.tsdb.catalog.LateWindows;
import dev.narthex.tsdb.catalog.LayoutItem;
import dev.narthex.tsdb.catalog.Partitions;
import dev.narthex.tsdb.catalog.SortRange;
import dev.narthex.tsdb.catalog.Windows;
import dev.narthex.tsdb.store.ObjectContent;
import dev.narthex.tsdb.store.ObjectStore;
import dev.narthex.tsdb.store.StoreUnavailableException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Puts the items of stored blocks and layouts into the catalogue. An item is a pure function of the object's bytes, so it does not
 * matter who does it, nor how often.
 */
public final class BlockCataloguer {
  private static final int ATTEMPTS = 5;

  private final ObjectStore store;
  private final Catalog catalog;
  private final InstantSource clock;

  public BlockCataloguer(ObjectStore store, Catalog catalog, InstantSource clock) {
    this.store = store;
    this.catalog = catalog;
    this.clock = clock;
  }

  /** The item of a block from its bytes. */
  public static BlockItem item(BlockKey key, byte[] object, long createdMillis) {
    return item(key, object.length, BlockSummary.of(key.object(), object), createdMillis);
  }

  /** The item of a block from its summary. */
  public static BlockItem item(BlockKey key, long size, BlockSummary summary, long createdMillis) {
    BlockAnnotation annotation = BlockAnnotation.decode(key.object(), summary.annotation());
    boolean empty = summary.maxTime() < summary.minTime();
    long minTime = empty ? key instanceof BlockKey.Tick t ? t.tick() : key.window() : summary.minTime();
    long maxTime = empty ? minTime : summary.maxTime();
    return new BlockItem(key, size, minTime, maxTime, createdMillis, annotation.metrics(), annotation.covers(), summary.encode());
  }

  /** Catalogues a level-0 object that has no item, base layout included: what its writer would have done. */
  public BlockItem catalogue(BlockKey key, byte[] object) {
    return catalogue(key, object, 0);
  }

  /**
   * Catalogues an object of any level from its bytes.
   *
   * @param createdMillis see {@link BlockItem#createdMillis}
   */
  public BlockItem catalogue(BlockKey key, byte[] object, long createdMillis) {
    BlockSummary summary = BlockSummary.of(key.object(), object);
    if (!summary.shape().layoutHash().isEmpty()) {
      catalogueLayout(key, summary.shape().layoutHash());
    }
    BlockItem item = item(key, object.length, summary, createdMillis);
    commit(item);
    return item;
  }

  /**
   * Commits an item of levels 0 and 1, or of an import.
   *
   * @throws StoreUnavailableException when it stays unknown whether the commit happened; the sweeper adopts the object then
   */
  public void commit(BlockItem item) {
    announceLate(item.key());
    put(item.encode());
  }

  /** Stores an object whose key says what it holds, like a layout under its hash: that it is there already is as good. */
  public void putObject(String key, ObjectContent content) {
    BlockPutter.putIfAbsent(store, key, content);
  }

  /**
   * Puts an item that nobody else writes differently.
   *
   * @throws StoreUnavailableException when it stays unknown whether that happened
   */
  public void put(CatalogItem item) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      CommitOutcome outcome = catalog.commit(List.of(CatalogChange.put(item, Condition.absent())));
      if (outcome == CommitOutcome.COMMITTED) {
        return;
      }
      if (outcome == CommitOutcome.CONFLICTED && isStored(item)) {
        return;
      }
    }
    throw new StoreUnavailableException("the catalogue did not confirm item " + item.key().sort() + "; try again");
  }

  private boolean isStored(CatalogItem item) {
    SortRange one = SortRange.prefix(item.key().partition(), item.key().sort());
    return catalog.read(List.of(one)).getFirst().stream().anyMatch(i -> i.key().equals(item.key()));
  }

  /** Makes sure that the base layout of a block stands in the block's partition. */
  private void catalogueLayout(BlockKey key, String hash) {
    SortRange place = SortRange.prefix(key.partition(), Partitions.layout(key.partition(), hash).sort());
    if (catalog.read(List.of(place)).getFirst().isEmpty()) {
      String object = LayoutItem.object(key.tenant(), key.window(), hash);
      byte[] bytes = store.get(object).orElseThrow(() -> new StoreUnavailableException("the base layout " + object + " of block " + key.object() + " is missing"));
      put(LayoutItem.of(object, bytes).encode(key.partition()));
    }
  }

  /** Who writes into an old hour says so first, so that readers look there. The hour of margin is {@link LateWindows}' promise. */
  private void announceLate(BlockKey key) {
    long hour = Windows.start(key.window(), Windows.HOUR);
    if (key.level() > 1 || hour >= Windows.start(clock.millis() - Windows.RECENT + Windows.HOUR, Windows.HOUR)) {
      return;
    }
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      List<CatalogItem> stored = catalog.read(List.of(SortRange.all(Partitions.late(key.tenant()).partition()))).getFirst();
      Optional<LateWindows> late = stored.stream().findFirst().map(LateWindows::decode);
      if (late.isEmpty() || late.get().hours().contains(hour)) {
        return; // without the item readers look everywhere
      }
      CatalogItem next = late.get().with(Set.of(hour)).encode(key.tenant());
      if (catalog.commit(List.of(CatalogChange.put(next, Condition.version(late.get().version())))) == CommitOutcome.COMMITTED) {
        return;
      }
    }
    throw new StoreUnavailableException("the catalogue did not take the late window of " + key.object() + "; try again");
  }
}
