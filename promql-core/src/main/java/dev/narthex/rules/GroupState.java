package dev.narthex.rules;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a group leaves for its next evaluation: per rule, keyed so that rules may be added, removed and moved in the file without
 * losing the others' alerts.
 */
public record GroupState(Map<String, RuleState> rules) {
  public static final GroupState NONE = new GroupState(Map.of());

  /** One key a rule: kind, name, labels, and a counter among equal ones, in file order. */
  public static String[] keys(List<Rule> rules) {
    Map<String, Integer> seen = new HashMap<>();
    String[] keys = new String[rules.size()];
    for (int i = 0; i < keys.length; i++) {
      Rule rule = rules.get(i);
      String kind = rule instanceof Rule.Alerting ? "alert" : "record";
      String base = kind + ";" + rule.name() + ";" + dev.narthex.model.Labels.of(rule.labels());
      keys[i] = base + ";" + seen.merge(base, 1, Integer::sum);
    }
    return keys;
  }

  RuleState of(String key) {
    return rules.getOrDefault(key, RuleState.NONE);
  }
}
