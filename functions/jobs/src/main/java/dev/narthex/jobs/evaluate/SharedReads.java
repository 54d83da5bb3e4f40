package dev.narthex.jobs.evaluate;

import dev.narthex.model.TimeRange;
import dev.narthex.promql.source.SeriesSource;
import dev.narthex.tsdb.catalog.Catalog;
import dev.narthex.tsdb.catalog.MomentReader;
import dev.narthex.tsdb.read.BlockSeriesSource;
import dev.narthex.tsdb.read.ReadCache;
import dev.narthex.tsdb.read.ReadListener;
import dev.narthex.tsdb.store.ObjectStore;
import dev.narthex.tsdb.store.RecentObjects;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The real source: all rules of a batch share one reading of the catalogue, and every new block is fetched once, whole. */
public final class SharedReads implements EvaluationSource {
  private final ObjectStore objects;
  private final Catalog catalog;
  private final InstantSource clock;
  private final LongSupplier retentionMillis;
  private final ReadCache cache;

  /**
   * @param cacheBytes what level-0 blocks may take between evaluations, besides the decoded parts in {@code cache}
   */
  public SharedReads(ObjectStore objects, Catalog catalog, InstantSource clock, LongSupplier retentionMillis, ReadCache cache, long cacheBytes) {
    this.objects = new RecentObjects(objects, cacheBytes);
    this.catalog = catalog;
    this.clock = clock;
    this.retentionMillis = retentionMillis;
    this.cache = cache;
  }

  @Override
  public SeriesSource now(String tenant, Optional<TimeRange> wanted) {
    MomentReader reader = new MomentReader(catalog, clock, retentionMillis.getAsLong());
    wanted.ifPresent(range -> reader.read(tenant, range));
    return new BlockSeriesSource(objects, reader, tenant, cache, ReadListener.NONE);
  }
}
