package dev.narthex.rules;

class MemoryRuleStateTest extends RuleStateContract {
  @Override
  protected RuleState state() {
    return new MemoryRuleState();
  }
}
