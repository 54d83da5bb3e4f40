package dev.narthex.jobs.target;

import dev.narthex.jobs.publish.PlanFormat;
import dev.narthex.jobs.publish.Publication;
import dev.narthex.tsdb.catalog.ControlState;
import dev.narthex.tsdb.store.ObjectStore;

/** Where target sets are published. */
public final class TargetSets extends Publication<TargetSet> {
  public TargetSets(ObjectStore objects, ControlState state) {
    super(new Format(), objects, state);
  }

  private record Format() implements PlanFormat<TargetSet> {
    @Override
    public String word() {
      return "targets";
    }

    @Override
    public TargetSet empty() {
      return TargetSet.EMPTY;
    }

    @Override
    public byte[] encode(TargetSet plan) {
      return TargetSetCodec.encode(plan);
    }

    @Override
    public TargetSet decode(String key, byte[] bytes) {
      return TargetSetCodec.decode(key, bytes);
    }
  }
}
