package dev.narthex.rules;

import dev.narthex.model.Labels;
import java.util.List;
import java.util.Map;

/**
 * What one rule leaves for its next evaluation.
 *
 * @param alerts by labels; empty for recording rules
 * @param series label sets of the samples written last, so that those which vanish go stale at once for later rules of the group; kept
 *     only where a later rule can see them
 */
public record RuleMemory(Map<Labels, ActiveAlert> alerts, List<Labels> series) {
  public static final RuleMemory NONE = new RuleMemory(Map.of(), List.of());

  public RuleMemory {
    alerts = Map.copyOf(alerts);
    series = List.copyOf(series);
  }
}
