package dev.narthex.tsdb.catalog;

import dev.narthex.tsdb.store.RequestKind;
import dev.narthex.tsdb.store.RequestLog;
import java.util.List;

/** Counts the requests to a catalogue: one per stretch and begun megabyte read, one per item written. */
public final class MeteredCatalog implements Catalog {
  private static final long PAGE = 1L << 20;

  private final Catalog catalog;
  private final RequestLog log;

  public MeteredCatalog(Catalog catalog, RequestLog log) {
    this.catalog = catalog;
    this.log = log;
  }

  @Override
  public List<List<CatalogItem>> read(List<SortRange> stretches) {
    List<List<CatalogItem>> answer = catalog.read(stretches);
    for (List<CatalogItem> items : answer) {
      long bytes = 0;
      for (CatalogItem item : items) {
        bytes += size(item);
      }
      for (long left = bytes; left > PAGE; left -= PAGE) {
        log.note(RequestKind.CATALOG_READ, PAGE);
      }
      log.note(RequestKind.CATALOG_READ, bytes % PAGE);
    }
    return answer;
  }

  @Override
  public CommitOutcome commit(List<CatalogChange> changes) {
    for (CatalogChange change : changes) {
      log.note(RequestKind.CATALOG_WRITE, change instanceof CatalogChange.Put put ? size(put.item()) : 0);
    }
    return catalog.commit(changes);
  }

  private static long size(CatalogItem item) {
    return item.data().length + item.key().partition().length() + item.key().sort().length();
  }
}
