package dev.narthex.jobs.assembly;

import dev.narthex.api.Tenant;
import dev.narthex.api.series.SeriesSources;
import dev.narthex.model.Labels;
import dev.narthex.promql.source.SeriesSource;
import dev.narthex.tsdb.catalog.Catalog;
import dev.narthex.tsdb.catalog.MeteredCatalog;
import dev.narthex.tsdb.read.BlockSeriesSource;
import dev.narthex.tsdb.read.ReadCache;
import dev.narthex.tsdb.read.ReadListener;
import dev.narthex.tsdb.store.MeteredObjectStore;
import dev.narthex.tsdb.store.ObjectStore;
import dev.narthex.tsdb.store.RequestLog;

/** The blocks of each tenant, under the retention in force; all tenants share one cache of decoded parts. */
final class TenantSources implements SeriesSources {
  private final Ports ports;
  private final ReadCache cache;

  TenantSources(Ports ports, ReadCache cache) {
    this.ports = ports;
    this.cache = cache;
  }

  @Override
  public SeriesSource of(Tenant tenant) {
    return over(ports.objects(), ports.catalog(), tenant);
  }

  @Override
  public SeriesSource metered(Tenant tenant, RequestLog log) {
    return over(new MeteredObjectStore(ports.objects(), log), new MeteredCatalog(ports.catalog(), log), tenant);
  }

  private SeriesSource over(ObjectStore objects, Catalog catalog, Tenant tenant) {
    long retention = ports.configs().current().retention().millis();
    return new BlockSeriesSource(objects, catalog, ports.clock(), retention, tenant.name(), cache, ReadListener.NONE);
  }

  @Override
  public Labels externalLabels(Tenant tenant) {
    return ports.configs().current().prometheus().global().externalLabels();
  }
}
