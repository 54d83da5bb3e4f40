package dev.narthex.api;

import dev.narthex.api.alertmanager.AbsentRouter;
import dev.narthex.api.alertmanager.AlertRouter;
import dev.narthex.api.lifecycle.Lifecycle;
import dev.narthex.api.query.Queries;
import dev.narthex.api.rules.RulesView;
import dev.narthex.api.series.SeriesSources;
import dev.narthex.api.status.StatusView;
import dev.narthex.api.target.TargetsView;
import dev.narthex.metrics.MetricsRegistry;
import java.time.InstantSource;

/**
 * Everything the controllers stand on. A driver builds one and registers it as a singleton of the Micronaut context before it
 * starts: {@code ApplicationContext.builder().singletons(ports)}.
 *
 * @param clock for default times of queries, timeouts and durations
 * @param registry what {@code /metrics} shows; the controllers count into it too
 */
public record ApiPorts(
    Queries queries,
    SeriesSources sources,
    TargetsView targets,
    StatusView status,
    Lifecycle lifecycle,
    MetricsRegistry registry,
    InstantSource clock,
    ApiOptions options,
    AlertRouter router,
    RulesView rules) {
  /** Without rules and without a router: questions about alerts to be notified are refused. */
  public ApiPorts(
      Queries queries,
      SeriesSources sources,
      TargetsView targets,
      StatusView status,
      Lifecycle lifecycle,
      MetricsRegistry registry,
      InstantSource clock,
      ApiOptions options) {
    this(queries, sources, targets, status, lifecycle, registry, clock, options, new AbsentRouter(), RulesView.none());
  }

  /** The same with other queries. */
  public ApiPorts answeredBy(Queries other) {
    return new ApiPorts(other, sources, targets, status, lifecycle, registry, clock, options, router, rules);
  }

  /** The same with another router. */
  public ApiPorts routedBy(AlertRouter other) {
    return new ApiPorts(queries, sources, targets, status, lifecycle, registry, clock, options, other, rules);
  }
}
