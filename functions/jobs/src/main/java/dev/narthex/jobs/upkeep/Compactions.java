package dev.narthex.jobs.upkeep;

import dev.narthex.ingest.config.LoadedConfig;
import dev.narthex.ingest.config.PrometheusConfig;
import dev.narthex.model.PromDuration;
import dev.narthex.tsdb.compact.CompactionSettings;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** How a version of the configuration wants blocks to be compacted. */
public final class Compactions {
  private Compactions() {}

  /** The settings for the shortest interval of all jobs and, where there are rules, of their evaluation. */
  public static CompactionSettings settings(LoadedConfig config) {
    PrometheusConfig prometheus = config.prometheus();
    LongStream scrapes = prometheus.scrapeConfigs().stream().mapToLong(job -> job.interval().millis());
    Stream<PromDuration> evaluation = prometheus.ruleFiles().isEmpty() ? Stream.empty() : Stream.of(prometheus.global().evaluationInterval());
    return CompactionSettings.forInterval(LongStream.concat(scrapes, evaluation.mapToLong(PromDuration::millis)).min().orElse(0));
  }
}
