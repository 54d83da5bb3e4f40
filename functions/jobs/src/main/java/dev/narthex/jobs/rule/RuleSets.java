package dev.narthex.jobs.rule;

import dev.narthex.jobs.publish.PlanFormat;
import dev.narthex.jobs.publish.Publication;
import dev.narthex.tsdb.catalog.ControlState;
import dev.narthex.tsdb.store.ObjectStore;

/** Where rule sets are published. */
public final class RuleSets extends Publication<RuleSet> {
  public RuleSets(ObjectStore objects, ControlState state) {
    super(new Format(), objects, state);
  }

  private record Format() implements PlanFormat<RuleSet> {
    @Override
    public String word() {
      return "rules";
    }

    @Override
    public RuleSet empty() {
      return RuleSet.EMPTY;
    }

    @Override
    public byte[] encode(RuleSet plan) {
      return RuleSetCodec.encode(plan);
    }

    @Override
    public RuleSet decode(String key, byte[] bytes) {
      return RuleSetCodec.decode(key, bytes);
    }
  }
}
