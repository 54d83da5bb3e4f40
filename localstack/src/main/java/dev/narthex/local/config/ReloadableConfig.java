package dev.narthex.local.config;

import dev.narthex.api.lifecycle.Lifecycle.ReloadOutcome;
import dev.narthex.api.status.RuntimeInfo;
import dev.narthex.ingest.config.LoadedConfig;
import dev.narthex.jobs.config.ConfigSource;
import dev.narthex.yaml.ConfigException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A configuration file and its last valid versions. Thread-safe. */
public final class ReloadableConfig implements ConfigSource {
  private static final Logger LOG = LoggerFactory.getLogger(ReloadableConfig.class);
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
  public record State(LoadedConfig config, Instant at, boolean succeeded) {
    /**
     * What the status page says of a process that runs with it.
     *
     * @param started when the process was
     * @param hostname what its machine is called
     */
    public RuntimeInfo runtime(Instant started, String hostname) {
      return new RuntimeInfo(
          started, Path.of("").toAbsolutePath().toString(), hostname, new RuntimeInfo.ConfigState(succeeded, at), 0, config.retention().toString());
    }
  }

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
   * Reads the file again and logs how that went; a bad one changes nothing.
   *
   * @param tell hears what is in force now
   */
  public ReloadOutcome reload(Consumer<LoadedConfig> tell) {
    try {
      LoadedConfig loaded = loadAgain();
      loaded.warnings().forEach(warning -> LOG.warn("{}", warning));
      tell.accept(loaded);
      LOG.info("configuration {} is in force", loaded.sha256().substring(0, 12));
      return new ReloadOutcome.Reloaded();
    } catch (ConfigException e) {
      LOG.error("the configuration was not reloaded, the former one stays in force: {}", e.getMessage());
      return new ReloadOutcome.Refused(String.valueOf(e.getMessage()));
    }
  }

  private synchronized LoadedConfig loadAgain() {
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
