package dev.narthex.jobs.config;

import dev.narthex.ingest.config.LoadedConfig;
import java.util.Optional;

/**
 * The versions of the configuration. Thread-safe; every version that it hands out is valid and never changes.
 */
public interface ConfigSource {
  /** The version in force. */
  LoadedConfig current();

  /** A version by its hash, when it can still be had; the one in force always can. */
  Optional<LoadedConfig> version(String sha256);

  /** A source with one version: a function's, whose configuration changes by deployment. */
  static ConfigSource of(LoadedConfig config) {
    return new ConfigSource() {
      @Override
      public LoadedConfig current() {
        return config;
      }

      @Override
      public Optional<LoadedConfig> version(String sha256) {
        return config.sha256().equals(sha256) ? Optional.of(config) : Optional.empty();
      }
    };
  }
}
