package dev.narthex.api.rules;

import dev.narthex.api.Tenant;
import java.util.List;

/** Rule groups as of their last evaluations. Safe for concurrent calls; one call sees one state. */
public interface RulesView {
  /** All groups, by file and then by name. */
  List<GroupStatus> groups(Tenant tenant);

  /** Where alerts are sent to. */
  Alertmanagers alertmanagers(Tenant tenant);

  /**
   * Addresses of Alertmanagers.
   *
   * @param active URLs that alerts are posted to
   * @param dropped URLs that relabelling dropped
   */
  record Alertmanagers(List<String> active, List<String> dropped) {}

  /** No rules at all. */
  static RulesView none() {
    return new RulesView() {
      @Override
      public List<GroupStatus> groups(Tenant tenant) {
        return List.of();
      }

      @Override
      public Alertmanagers alertmanagers(Tenant tenant) {
        return new Alertmanagers(List.of(), List.of());
      }
    };
  }
}
