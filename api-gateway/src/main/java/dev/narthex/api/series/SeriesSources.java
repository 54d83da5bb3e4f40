package dev.narthex.api.series;

import dev.narthex.api.Tenant;
import dev.narthex.model.Labels;
import dev.narthex.promql.source.SeriesSource;
import dev.narthex.tsdb.store.RequestLog;

/** Finds the storage of a tenant. Safe for concurrent calls. */
public interface SeriesSources {
  /** What the tenant has stored; a tenant that never wrote anything has an empty source. */
  SeriesSource of(Tenant tenant);

  /** The same with its requests noted in a log of the caller's, besides the installation's own. */
  SeriesSource metered(Tenant tenant, RequestLog log);

  /** The labels that {@code global.external_labels} puts on everything that leaves this installation (federation). */
  Labels externalLabels(Tenant tenant);
}
