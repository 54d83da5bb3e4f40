package dev.narthex.ingest.config;

import dev.narthex.model.PromDuration;
import java.util.List;
import java.util.Map;

/**
 * One version of the configuration, valid as a whole.
 *
 * @param sha256 64 hexadecimal digits over the names and bytes of all {@code files}: the version's name
 * @param files what was read, by path: the two main files, scrape config files, rule files. Discovery and secret files are read at run time and do not count
 * @param warnings sentences with places, to be said once after loading
 */
public record LoadedConfig(PrometheusConfig prometheus, NarthexConfig narthex, String sha256, Map<String, String> files, List<String> warnings) {
  private static final PromDuration DEFAULT_RETENTION = PromDuration.ofSeconds(15 * 86_400L);

  public LoadedConfig {
    files = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(files));
    warnings = List.copyOf(warnings);
  }

  /** How long samples are kept: narthex.yml's word, else prometheus.yml's, else 15 days. */
  public PromDuration retention() {
    return narthex.retention().or(prometheus::retention).orElse(DEFAULT_RETENTION);
  }
}
