package dev.narthex.jobs.config;

import dev.narthex.ingest.config.LoadedConfig;
import dev.narthex.ingest.config.NarthexConfig;
import dev.narthex.promql.query.QueryOptions;
import java.time.Duration;

/** The options of queries and rules that a configuration gives. */
public final class QuerySettings {
  private QuerySettings() {}

  public static QueryOptions of(LoadedConfig config) {
    NarthexConfig.QueryLimits limits = config.narthex().query();
    return QueryOptions.defaults()
        .withTimeout(Duration.ofMillis(limits.timeout().millis()))
        .withMaxSamples(limits.maxSamples())
        .withMaxBytes(limits.maxBytes())
        .withFeatures(limits.features())
        .withDefaultSubqueryStep(Duration.ofMillis(config.prometheus().global().evaluationInterval().millis()))
        .withLookback(Duration.ofMillis(limits.lookbackDelta().millis()));
  }
}
