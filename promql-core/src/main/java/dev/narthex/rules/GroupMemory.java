package dev.narthex.rules;

import dev.narthex.model.Labels;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a group leaves for its next evaluation: per rule, keyed so that rules may be added, removed and moved in the file without
 * losing the others' alerts.
 *
 * @param tick of the evaluation that left it, epoch milliseconds; {@link Long#MIN_VALUE} before the first
 */
public record GroupMemory(long tick, Map<String, RuleMemory> rules) {
  public static final GroupMemory NONE = new GroupMemory(Long.MIN_VALUE, Map.of());

  public GroupMemory {
    rules = Map.copyOf(rules);
  }

  /** One key a rule: kind, name, labels, and a counter among equal ones, in file order. */
  public static String[] keys(List<Rule> rules) {
    Map<String, Integer> seen = new HashMap<>();
    String[] keys = new String[rules.size()];
    for (int i = 0; i < keys.length; i++) {
      Rule rule = rules.get(i);
      String kind = rule instanceof Rule.Alerting ? "alert" : "record";
      String base = kind + ";" + rule.name() + ";" + Labels.of(rule.labels());
      keys[i] = base + ";" + seen.merge(base, 1, Integer::sum);
    }
    return keys;
  }

  /** Whether the group was never evaluated. */
  public boolean isNone() {
    return tick == Long.MIN_VALUE;
  }

  public RuleMemory of(String key) {
    return rules.getOrDefault(key, RuleMemory.NONE);
  }
}
