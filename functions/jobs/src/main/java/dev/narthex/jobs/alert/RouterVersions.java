package dev.narthex.jobs.alert;

import dev.narthex.alert.flush.RouterConfig;
import dev.narthex.alert.receiver.ReceiverServices;
import dev.narthex.alert.template.RouteLabelTemplates;
import dev.narthex.ingest.config.LoadedConfig;
import dev.narthex.jobs.config.ConfigSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The router's configuration in force, built once a version. Thread-safe. */
final class RouterVersions {
  private static final Logger LOG = LoggerFactory.getLogger(RouterVersions.class);

  private final ConfigSource configs;
  private final RouterFiles files;
  private final Function<RouterFiles.Loaded, ReceiverServices> services;
  private Built built = new Built("", Optional.empty());

  private record Built(String sha256, Optional<RouterConfig> config) {}

  /**
   * @param services what receivers of a version send with
   */
  RouterVersions(ConfigSource configs, RouterFiles files, Function<RouterFiles.Loaded, ReceiverServices> services) {
    this.configs = configs;
    this.files = files;
    this.services = services;
  }

  /** The configuration in force; empty when there is no {@code alertmanager.yml}. */
  synchronized Optional<RouterConfig> current() {
    LoadedConfig version = configs.current();
    if (!built.sha256.equals(version.sha256())) {
      String externalUrl = version.narthex().rules().externalUrl().orElse(files.externalUrl());
      built = new Built(version.sha256(), files.load(new LoadedFolder(version.files()), new TreeMap<>(), externalUrl).map(this::build));
    }
    return built.config;
  }

  private RouterConfig build(RouterFiles.Loaded loaded) {
    ReceiverServices with = services.apply(loaded);
    return RouterConfig.of(
        loaded.config(),
        config -> config.build(with),
        (templates, bare) -> {
          RouteLabelTemplates.Labels labels = RouteLabelTemplates.expand(loaded.templates(), templates, bare.templateData(loaded.templates().externalUrl()));
          labels.errors().forEach((name, error) -> LOG.warn("route label {} of {} is left empty: {}", name, bare.groupKey(), error));
          return Map.copyOf(labels.values());
        });
  }
}
