package dev.narthex.tsdb.read;

import dev.narthex.model.TimeRange;
import dev.narthex.tsdb.block.BlockHead;
import dev.narthex.tsdb.block.BlockSummary;
import dev.narthex.tsdb.block.TargetHealth;
import dev.narthex.tsdb.catalog.BlockItem;
import dev.narthex.tsdb.catalog.Catalog;
import dev.narthex.tsdb.catalog.CatalogReader;
import dev.narthex.tsdb.catalog.CatalogView;
import dev.narthex.tsdb.catalog.LayoutItem;
import dev.narthex.tsdb.catalog.Windows;
import dev.narthex.tsdb.layout.Layout;
import dev.narthex.tsdb.layout.LayoutObject;
import dev.narthex.tsdb.store.ObjectStore;
import dev.narthex.tsdb.timeline.TargetIdentity;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How targets fare, from the level-0 items of the last minutes: the catalogue is the targets page. Base layouts are read once. */
public final class TargetStates {
  private final ObjectStore store;
  private final CatalogReader catalog;
  private final InstantSource clock;
  private final ReadCache cache;

  public TargetStates(ObjectStore store, Catalog catalog, InstantSource clock, ReadCache cache) {
    this.store = store;
    this.catalog = new CatalogReader(catalog, clock, Long.MAX_VALUE / 4);
    this.clock = clock;
    this.cache = cache;
  }

  /**
   * The newest state of every target that was scraped lately.
   *
   * @param backMillis how far back to look: a little more than the longest scrape interval
   * @throws dev.narthex.tsdb.store.StoreUnavailableException when a store does not answer
   */
  public Map<TargetIdentity, TargetState> latest(String tenant, long backMillis) {
    long now = clock.millis();
    CatalogView view = catalog.read(tenant, TimeRange.closed(now - backMillis, now + Windows.MINUTE));
    Map<TargetIdentity, TargetState> states = new HashMap<>();
    for (BlockItem block : view.blocks()) {
      if (block.level() == 0) {
        add(view, block, states);
      }
    }
    return states;
  }

  private void add(CatalogView view, BlockItem block, Map<TargetIdentity, TargetState> states) {
    BlockSummary summary = BlockSummary.decode(block.key().object(), block.shape());
    Optional<BlockHead> inItem = summary.head();
    BlockHead head = inItem.isPresent() ? inItem.get() : readHead(summary);
    if (head == null) {
      return;
    }
    Layout layout = Layout.empty();
    if (!head.isSelfContained()) {
      LayoutItem item = view.layouts().get(summary.shape().layoutHash());
      if (item == null) {
        return; // of an older hour, at the very edge of the time asked for
      }
      layout = layout(item);
    }
    Map<TargetIdentity, Integer> series = new HashMap<>();
    for (int c = 0; c < layout.columns(); c++) {
      series.merge(layout.targets().get(layout.target(c)).key().identity(), 1, Integer::sum);
    }
    for (TargetHealth health : head.health(layout)) {
      TargetState known = states.get(health.target());
      if (known == null || known.health().timestamp() <= health.timestamp()) {
        states.put(health.target(), new TargetState(health, series.getOrDefault(health.target(), 0)));
      }
    }
  }

  private @Nullable BlockHead readHead(BlockSummary summary) {
    Optional<byte[]> bytes = store.range(summary.object(), 0, Math.toIntExact(summary.headRange().length()));
    return bytes.map(b -> summary.head(b, 0)).orElse(null); // removed meanwhile: newer blocks say more
  }

  private Layout layout(LayoutItem item) {
    String key = "layout " + item.object();
    return cache.find(key, Layout.class).orElseGet(() -> {
      byte[] bytes = store.get(item.object()).orElse(null);
      if (bytes == null) {
        throw new dev.narthex.tsdb.store.StoreUnavailableException("base layout " + item.object() + " is missing");
      }
      Layout layout = LayoutObject.decode(item.object(), bytes);
      cache.keep(key, layout, 12L * bytes.length + 60L * layout.columns());
      return layout;
    });
  }
}
