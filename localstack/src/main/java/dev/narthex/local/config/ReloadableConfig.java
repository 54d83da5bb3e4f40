package dev.narthex.local.config;

import dev.narthex.ingest.config.LoadedConfig;
import dev.narthex.jobs.config.ConfigSource;
import dev.narthex.yaml.ConfigException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** A configuration file and its last valid versions. Thread-safe. */
public final class ReloadableConfig implements ConfigSource {
  /** Versions that jobs under way may still ask for. */
  private static final int KEPT_VERSIONS = 8;

  private final Supplier<LoadedConfig> loader;
  private final InstantSource clock;
  private final Map<String, LoadedConfig> versions = new LinkedHashMap<>();
  private State state;

  /**
   * How the latest load went, and what is in force.
   *
   * @param at when the configuration in force was loaded
   * @param succeeded whether the latest attempt to load did
   */
  public record State(LoadedConfig config, Instant at, boolean succeeded) {}

  /**
   * Loads the configuration.
   *
   * @param loader reads it from where it stands
   * @throws ConfigException when it is not usable
   */
  public ReloadableConfig(Supplier<LoadedConfig> loader, InstantSource clock) {
    this.loader = loader;
    this.clock = clock;
    this.state = keep(loader.get());
  }

  private State keep(LoadedConfig config) {
    versions.remove(config.sha256());
    versions.put(config.sha256(), config);
    if (versions.size() > KEPT_VERSIONS) {
      versions.remove(versions.keySet().iterator().next());
    }
    return new State(config, clock.instant(), true);
  }

  /**
   * Reads the file again; a bad one changes nothing.
   *
   * @return what is in force now
   * @throws ConfigException when the file is not usable
   */
  public synchronized LoadedConfig reload() {
    try {
      state = keep(loader.get());
      return state.config();
    } catch (ConfigException e) {
      state = new State(state.config(), state.at(), false);
      throw e;
    }
  }

  public synchronized State state() {
    return state;
  }

  @Override
  public synchronized LoadedConfig current() {
    return state.config();
  }

  @Override
  public synchronized Optional<LoadedConfig> version(String sha256) {
    return Optional.ofNullable(versions.get(sha256));
  }
}
