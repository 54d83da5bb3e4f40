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
        log.note(RequestKind.CATALOG_READ, PAGE, RequestLog.units(PAGE, RequestLog.READ_UNIT_BYTES));
      }
      log.note(RequestKind.CATALOG_READ, bytes % PAGE, RequestLog.units(bytes % PAGE, RequestLog.READ_UNIT_BYTES));
    }
    return answer;
  }

  @Override
  public CommitOutcome commit(List<CatalogChange> changes) {
    int times = changes.size() > 1 ? 2 : 1; // a transaction writes everything twice
    for (CatalogChange change : changes) {
      long bytes = change instanceof CatalogChange.Put put ? size(put.item()) : 0;
      log.note(RequestKind.CATALOG_WRITE, bytes, times * RequestLog.units(bytes, RequestLog.WRITE_UNIT_BYTES));
    }
    return catalog.commit(changes);
  }

  private static long size(CatalogItem item) {
    return item.data().length + item.key().partition().length() + item.key().sort().length();
  }
}
