package dev.narthex.rules;

import java.util.List;
import java.util.OptionalLong;

/**
 * Rules that are evaluated one after the other at the same time.
 *
 * @param file the file as the config names it
 * @param name unique in the file
 * @param intervalMillis from the group, else the global evaluation interval
 * @param queryOffsetMillis how much earlier than the evaluation the rules look; absent: the global one
 * @param limit most results of one rule; 0 = no limit
 */
public record RuleGroup(String file, String name, long intervalMillis, OptionalLong queryOffsetMillis, int limit, List<Rule> rules) {
  public RuleGroup {
    rules = List.copyOf(rules);
  }

  /** Identifies the group among all: {@code file;name}, as Prometheus keys groups. */
  public String key() {
    return file + ";" + name;
  }
}
