package dev.narthex.local.store;

import dev.narthex.tsdb.catalog.Catalog;
import dev.narthex.tsdb.catalog.CatalogChange;
import dev.narthex.tsdb.catalog.CatalogItem;
import dev.narthex.tsdb.catalog.CommitOutcome;
import dev.narthex.tsdb.catalog.MemoryCatalog;
import dev.narthex.tsdb.catalog.SortRange;
import java.util.ArrayList;
import java.util.List;

/** The catalogue table in a {@link TableFile}. */
final class EmbeddedCatalog implements Catalog {
  private final TableFile file;

  EmbeddedCatalog(TableFile file) {
    this.file = file;
  }

  @Override
  public List<List<CatalogItem>> read(List<SortRange> stretches) {
    return file.read(
        tables -> {
          List<List<CatalogItem>> answer = new ArrayList<>(stretches.size());
          for (SortRange stretch : stretches) {
            List<CatalogItem> items = new ArrayList<>();
            StoredItem.scan(tables.catalog(), stretch, (key, value) -> items.add(StoredItem.catalogItem(key, value)));
            answer.add(items);
          }
          return answer;
        });
  }

  @Override
  public CommitOutcome commit(List<CatalogChange> changes) {
    MemoryCatalog.checkChanges(changes);
    return file.write(tables -> apply(tables.catalog(), changes));
  }

  private static boolean apply(WritableTable table, List<CatalogChange> changes) {
    for (CatalogChange change : changes) {
      byte[] stored = table.get(StoredItem.key(change.key()));
      if (!change.condition().holds(stored != null, stored == null ? 0 : StoredItem.version(stored))) {
        return false;
      }
    }
    for (CatalogChange change : changes) {
      switch (change) {
        case CatalogChange.Put put -> table.put(StoredItem.key(put.key()), StoredItem.value(put.item()));
        case CatalogChange.Delete delete -> table.remove(StoredItem.key(delete.key()));
      }
    }
    return true;
  }
}
