package dev.narthex.tsdb.compact;

import dev.narthex.tsdb.block.BlockSummary;
import dev.narthex.tsdb.catalog.BlockItem;
import dev.narthex.tsdb.catalog.BlockKey;
import dev.narthex.tsdb.catalog.CatalogView;
import dev.narthex.tsdb.catalog.LayoutItem;
import dev.narthex.tsdb.catalog.Windows;
import dev.narthex.tsdb.layout.Layout;
import dev.narthex.tsdb.layout.LayoutObject;
import dev.narthex.tsdb.layout.LayoutReference;
import dev.narthex.tsdb.store.ObjectContent;
import dev.narthex.tsdb.write.BlockCataloguer;
import java.util.List;

/**
 * The base layout of a level-1 block: one for all shards of a 2 h window, made by the window's first compaction, and again when the
 * deltas since have grown beyond half of it.
 *
 * @param delta the series that the base lacks
 */
record LevelOneBase(LayoutReference reference, Layout delta) {

  static LevelOneBase choose(
      CatalogView view, BlockKey.Compacted key, BlockMerge merge, SharedLayouts layouts, BlockCataloguer cataloguer) {
    List<BlockItem> window = view.blocks().stream().filter(b -> b.level() == 1 && sameWindow(b.key().window(), key.from())).toList();
    if (!window.isEmpty()) {
      BlockSummary latest = summary(window.getLast());
      String hash = latest.shape().layoutHash();
      LayoutItem item = view.layouts().get(hash);
      long deltas = 0;
      for (BlockItem block : window) {
        BlockSummary summary = summary(block);
        deltas += summary.shape().layoutHash().equals(hash) ? summary.deltaBytes() : 0;
      }
      if (item != null && deltas <= item.size() / 2) {
        Layout base = layouts.layout(hash, view);
        cataloguer.put(item.encode(key.partition()));
        return new LevelOneBase(new LayoutReference(hash, base), merge.missingIn(base));
      }
    }
    byte[] bytes = LayoutObject.encode(merge.layout());
    LayoutReference base = new LayoutReference(LayoutObject.hash(bytes), merge.layout());
    String object = LayoutItem.object(key.tenant(), key.from(), base.hash());
    cataloguer.putObject(object, ObjectContent.of(bytes));
    cataloguer.put(LayoutItem.of(object, bytes, base.layout()).encode(key.partition()));
    layouts.keep(base.hash(), base.layout());
    return new LevelOneBase(base, Layout.empty());
  }

  private static BlockSummary summary(BlockItem block) {
    return BlockSummary.decode(block.key().object(), block.shape());
  }

  private static boolean sameWindow(long a, long b) {
    return Windows.start(a, Windows.LEVEL_TWO) == Windows.start(b, Windows.LEVEL_TWO);
  }
}
