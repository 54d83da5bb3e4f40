package dev.narthex.tsdb.write;

import dev.narthex.tsdb.block.EncodedBlock;
import dev.narthex.tsdb.block.LevelZeroEncoder;
import dev.narthex.tsdb.block.TimelineRows;
import dev.narthex.tsdb.catalog.BlockItem;
import dev.narthex.tsdb.catalog.BlockKey;
import dev.narthex.tsdb.catalog.Catalog;
import dev.narthex.tsdb.catalog.Windows;
import dev.narthex.tsdb.store.ObjectContent;
import dev.narthex.tsdb.store.ObjectStore;
import dev.narthex.tsdb.store.StoreUnavailableException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes the samples of a request (remote write, push, far explicit timestamps): one object per window, named by the hash of what it
 * holds, so that a request that is sent again changes nothing. The request may be acknowledged when {@link #write} returns: then all
 * objects and items are in.
 */
public final class RequestWriter {
  /** Samples of one object lie within one such window: short, so that readers need not look far for old beginnings. */
  private static final long WINDOW = 5 * Windows.MINUTE;

  private final ObjectStore store;
  private final BlockCataloguer cataloguer;

  public RequestWriter(ObjectStore store, Catalog catalog, InstantSource clock) {
    this(store, new BlockCataloguer(store, catalog, clock));
  }

  RequestWriter(ObjectStore store, BlockCataloguer cataloguer) {
    this.store = store;
    this.cataloguer = cataloguer;
  }

  /**
   * Writes all samples.
   *
   * @throws StoreUnavailableException when a store does not answer: send the same request again
   */
  public List<WriteOutcome> write(String tenant, List<TimelineRows> rows) {
    List<WriteOutcome> outcomes = new ArrayList<>();
    for (Map.Entry<Long, List<TimelineRows>> window : TimelineSplit.byWindow(rows, WINDOW).entrySet()) {
      outcomes.add(writeWindow(tenant, Windows.start(window.getKey(), Windows.HOUR), window.getValue()));
    }
    return outcomes;
  }

  private WriteOutcome writeWindow(String tenant, long hour, List<TimelineRows> rows) {
    BlockKey.Write key = new BlockKey.Write(tenant, hour, SampleHash.of(rows));
    try (LevelZeroEncoder encoder = new LevelZeroEncoder()) {
      EncodedBlock block = encoder.encode(key.object(), rows, List.of());
      boolean stored = BlockPutter.putIfAbsent(store, key.object(), ObjectContent.of(block.bytes()));
      if (stored) {
        BlockItem item = BlockCataloguer.item(key, block.bytes().length, block.summary(), 0);
        cataloguer.commit(item);
        return new WriteOutcome.Written(item);
      }
      byte[] first = store.get(key.object()).orElseThrow(() -> new StoreUnavailableException("block " + key.object() + " was deleted while it was written; try again"));
      return new WriteOutcome.AlreadyWritten(cataloguer.catalogue(key, first));
    }
  }
}
