package dev.narthex.tsdb.read;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.model.MetricMetadata;
import dev.narthex.model.TimeRange;
import dev.narthex.promql.source.Selection;
import dev.narthex.promql.source.SeriesExemplars;
import dev.narthex.promql.source.SeriesGroups;
import dev.narthex.promql.source.SeriesSource;
import dev.narthex.promql.source.SourceException;
import dev.narthex.tsdb.catalog.Catalog;
import dev.narthex.tsdb.catalog.CatalogReader;
import dev.narthex.tsdb.store.ObjectStore;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A tenant's blocks as a {@link SeriesSource}: the catalogue, then parallel range reads, then decoding; two dependent rounds, never a
 * list of the object store, never a footer. Safe for concurrent calls.
 *
 * <p>Labels, names and values are answered at the grain of blocks: a series counts when a block that overlaps the range names it.
 */
public final class BlockSeriesSource implements SeriesSource {
  /** A catalogue that names an object which the sweeper has removed is read again, this often. */
  private static final int ATTEMPTS = 3;

  private final ObjectStore store;
  private final CatalogReader catalog;
  private final ReadCache cache;
  private final ReadListener listener;
  private final String tenant;

  /**
   * @param retentionMillis samples older than this are not shown
   * @param cache may be shared by sources of any tenants over the same store
   */
  public BlockSeriesSource(
      ObjectStore store, Catalog catalog, InstantSource clock, long retentionMillis, String tenant, ReadCache cache, ReadListener listener) {
    this(store, new CatalogReader(catalog, clock, retentionMillis), tenant, cache, listener);
  }

  /**
   * A source over a reader of the caller's.
   *
   * @param cache may be shared by sources of any tenants over the same store
   */
  public BlockSeriesSource(ObjectStore store, CatalogReader catalog, String tenant, ReadCache cache, ReadListener listener) {
    this.store = store;
    this.catalog = catalog;
    this.tenant = tenant;
    this.cache = cache;
    this.listener = listener;
  }

  @Override
  public SeriesGroups select(Selection selection) {
    TimeRange range = shown(selection.range());
    return retried(() -> {
      SelectionGroups groups = new SelectionGroups(blocks(range, listener.and(selection.hints().meter())), selection, range);
      groups.start();
      return groups;
    });
  }

  @Override
  public List<Labels> series(List<List<LabelMatcher>> selectors, TimeRange range, int limit) {
    return retried(() -> new LabelReads(blocks(shown(range))).series(selectors, limit));
  }

  @Override
  public List<String> labelNames(List<List<LabelMatcher>> selectors, TimeRange range, int limit) {
    return retried(() -> new LabelReads(blocks(shown(range))).names(selectors, limit));
  }

  @Override
  public List<String> labelValues(String name, List<List<LabelMatcher>> selectors, TimeRange range, int limit) {
    return retried(() -> new LabelReads(blocks(shown(range))).values(name, selectors, limit));
  }

  @Override
  public Map<String, List<MetricMetadata>> metadata(String metric, int limit) {
    return retried(() -> new MetadataReads(catalog, this::blocks).metadata(metric, limit));
  }

  @Override
  public List<SeriesExemplars> exemplars(List<List<LabelMatcher>> selectors, TimeRange range) {
    TimeRange shown = shown(range);
    return retried(() -> new ExemplarReads(blocks(shown)).exemplars(selectors, shown));
  }

  /** Retention is to the millisecond, whatever the blocks hold. */
  private TimeRange shown(TimeRange range) {
    return new TimeRange(Math.max(range.from(), catalog.retentionStart()), range.to());
  }

  private BlockSet blocks(TimeRange range) {
    return blocks(range, listener);
  }

  private BlockSet blocks(TimeRange range, ReadListener told) {
    return BlockSet.read(store, catalog, cache, told, tenant, range);
  }

  private static <T> T retried(Supplier<T> read) {
    for (int attempt = 1; ; attempt++) {
      try {
        return read.get();
      } catch (ObjectMissingException e) {
        if (attempt == ATTEMPTS) {
          throw new SourceException(SourceException.Kind.CORRUPT, e.getMessage() + " though the catalogue names it; restore it, or run narthex catalog rebuild", e);
        }
      } catch (RuntimeException e) {
        throw BlockSet.explain(e);
      }
    }
  }
}
