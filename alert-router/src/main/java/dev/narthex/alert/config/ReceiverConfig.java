package dev.narthex.alert.config;

import dev.narthex.alert.receiver.IntegrationConfig;
import dev.narthex.model.Labels;
import java.util.List;
import java.util.Map;

/**
 * One entry of {@code receivers}.
 *
 * @param labels as configured, and {@code name}
 * @param integrations by the key of their list ({@code webhook_configs}), lists in alphabetical order of keys, entries in the file's order
 */
public record ReceiverConfig(String name, Labels labels, Map<String, List<IntegrationConfig>> integrations) {
  /** All of them, in one list. */
  public List<IntegrationConfig> all() {
    return integrations.values().stream().flatMap(List::stream).toList();
  }
}
