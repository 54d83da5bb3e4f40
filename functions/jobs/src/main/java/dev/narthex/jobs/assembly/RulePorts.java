package dev.narthex.jobs.assembly;

import dev.narthex.rules.MemoryRuleState;
import dev.narthex.rules.RuleState;

/**
 * What a driver brings along for rules.
 *
 * @param externalUrl where people reach this installation, for links in alerts, when narthex.yml does not say; no slash at its end
 */
public record RulePorts(RuleState state, String externalUrl) {
  /** State in memory: for tests, and for a driver that evaluates nothing. */
  public static RulePorts inMemory() {
    return new RulePorts(new MemoryRuleState(), "");
  }
}
