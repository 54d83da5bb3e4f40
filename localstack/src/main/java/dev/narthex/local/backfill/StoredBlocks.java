package dev.narthex.local.backfill;

import dev.narthex.tsdb.block.BlockSummary;
import dev.narthex.tsdb.catalog.BlockItem;
import dev.narthex.tsdb.catalog.BlockKey;
import dev.narthex.tsdb.catalog.Catalog;
import dev.narthex.tsdb.catalog.CatalogChange;
import dev.narthex.tsdb.catalog.CatalogItem;
import dev.narthex.tsdb.catalog.Condition;
import dev.narthex.tsdb.store.ObjectContent;
import dev.narthex.tsdb.store.ObjectStore;
import dev.narthex.tsdb.store.PutOutcome;
import dev.narthex.tsdb.store.StoreUnavailableException;
import dev.narthex.tsdb.write.BlockCataloguer;
import java.time.InstantSource;
import java.util.List;

/** Stores backfilled blocks under the hash of what they hold: the object first, then its item. */
final class StoredBlocks implements OpenMetricsImport.BlockSink {
  private final ObjectStore objects;
  private final Catalog catalog;
  private final InstantSource clock;
  private final String tenant;

  StoredBlocks(ObjectStore objects, Catalog catalog, InstantSource clock, String tenant) {
    this.objects = objects;
    this.catalog = catalog;
    this.clock = clock;
    this.tenant = tenant;
  }

  @Override
  public boolean store(BackfillWindow window, BackfillBlock.Built block) {
    BlockKey key = new BlockKey.Compacted(window.level(), tenant, window.from(), window.before(), block.id());
    if (objects.putIfAbsent(key.object(), ObjectContent.of(block.bytes())) == PutOutcome.CONFLICT) {
      throw new StoreUnavailableException("another import is writing " + key.object() + "; try again");
    }
    BlockItem item = BlockCataloguer.item(key, block.bytes().length, BlockSummary.of(key.object(), block.bytes()), clock.millis());
    CatalogItem encoded = item.encode();
    return switch (catalog.commit(List.of(CatalogChange.put(encoded, Condition.absent())))) {
      case COMMITTED -> true;
      case CONFLICTED -> false;
      case UNKNOWN -> throw new StoreUnavailableException("the catalogue did not confirm " + key.object() + "; import the file again");
    };
  }
}
