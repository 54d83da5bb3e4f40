package dev.narthex.api;

import dev.narthex.api.alertmanager.AlertRouter;
import dev.narthex.api.lifecycle.Lifecycle;
import dev.narthex.api.query.MeteredQueries;
import dev.narthex.api.query.Queries;
import dev.narthex.api.rules.RulesView;
import dev.narthex.api.series.SeriesSources;
import dev.narthex.api.status.StatusView;
import dev.narthex.api.target.TargetsView;
import dev.narthex.metrics.MetricsRegistry;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Hands each port of {@link ApiPorts} to the controllers that want it. */
@Factory
final class ApiBeans {
  private final ApiPorts ports;

  ApiBeans(ApiPorts ports) {
    this.ports = ports;
  }

  @Singleton
  Queries queries() {
    return new MeteredQueries(ports.queries(), ports.registry(), ports.clock());
  }

  @Singleton
  SeriesSources sources() {
    return ports.sources();
  }

  @Singleton
  TargetsView targets() {
    return ports.targets();
  }

  @Singleton
  StatusView status() {
    return ports.status();
  }

  @Singleton
  Lifecycle lifecycle() {
    return ports.lifecycle();
  }

  @Singleton
  MetricsRegistry registry() {
    return ports.registry();
  }

  /** Goes before the clock that Micronaut brings. */
  @Singleton
  @Primary
  InstantSource clock() {
    return ports.clock();
  }

  @Singleton
  AlertRouter router() {
    return ports.router();
  }

  @Singleton
  RulesView rules() {
    return ports.rules();
  }

  @Singleton
  ApiOptions options() {
    return ports.options();
  }
}
