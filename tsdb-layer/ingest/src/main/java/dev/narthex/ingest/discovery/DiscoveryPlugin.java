package dev.narthex.ingest.discovery;

import dev.narthex.ingest.config.DiscoveryConfig;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;

/**
 * Discovery mechanisms in a jar of their own, found by {@link java.util.ServiceLoader}: what they stand on is too large to be carried
 * by everybody. A plug-in has a constructor without parameters.
 */
public interface DiscoveryPlugin {
  /**
   * The mechanisms by key in the file, such as {@code ec2_sd_configs}. Asked once a process; the functions are asked with each discovery
   * and must be cheap and thread-safe. They may throw {@link dev.narthex.yaml.ConfigException}.
   *
   * @param environment of the process
   */
  Map<String, Function<DiscoveryConfig.Extension, TargetDiscovery>> mechanisms(Map<String, String> environment, InstantSource clock);
}
