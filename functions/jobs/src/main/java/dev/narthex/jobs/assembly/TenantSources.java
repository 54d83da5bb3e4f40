package dev.narthex.jobs.assembly;

import dev.narthex.api.Tenant;
import dev.narthex.api.series.SeriesSources;
import dev.narthex.model.Labels;
import dev.narthex.promql.source.SeriesSource;
import dev.narthex.tsdb.read.BlockSeriesSource;
import dev.narthex.tsdb.read.ReadCache;
import dev.narthex.tsdb.read.ReadListener;

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
    long retention = ports.configs().current().retention().millis();
    return new BlockSeriesSource(ports.objects(), ports.catalog(), ports.clock(), retention, tenant.name(), cache, ReadListener.NONE);
  }

  @Override
  public Labels externalLabels(Tenant tenant) {
    return ports.configs().current().prometheus().global().externalLabels();
  }
}
