package dev.narthex.ingest.discovery;

import dev.narthex.ingest.config.DiscoveryConfig;
import java.util.List;

/** {@code static_configs}: the targets stand in the configuration. */
final class StaticDiscovery implements TargetDiscovery {
  private final DiscoveryConfig.Static config;

  StaticDiscovery(DiscoveryConfig.Static config) {
    this.config = config;
  }

  @Override
  public List<Group> discover() {
    return List.of(Group.ofAddresses("static_configs", config.group().targets(), config.group().labels()));
  }
}
