package dev.narthex.rules;

import dev.narthex.model.Labels;
import java.util.List;
import java.util.Map;

/**
 * What one rule leaves for its next evaluation.
 *
 * @param alerts by labels; empty for recording rules
 * @param series label sets of the samples written last, so that those which vanish go stale at once for later rules of the group
 */
public record RuleState(Map<Labels, ActiveAlert> alerts, List<Labels> series) {
  public static final RuleState NONE = new RuleState(Map.of(), List.of());
}
