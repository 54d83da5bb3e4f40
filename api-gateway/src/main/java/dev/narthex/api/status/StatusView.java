package dev.narthex.api.status;

import dev.narthex.api.Tenant;
import java.util.Map;

/** What runs and how. Safe for concurrent calls. */
public interface StatusView {
  /** The configuration in force as YAML, secrets shown as {@code <secret>}. */
  String configYaml(Tenant tenant);

  /** Options of the command line or of the functions, by name, in the order to show them. */
  Map<String, String> flags();

  RuntimeInfo runtime();

  BuildInfo build();

  /**
   * Figures about stored series.
   *
   * @param limit most entries of each list
   */
  StorageStatistics storage(Tenant tenant, int limit);

  /** What is built and switched on: category, then feature (Prometheus' {@code /api/v1/features}). */
  Map<String, Map<String, Boolean>> features();
}
