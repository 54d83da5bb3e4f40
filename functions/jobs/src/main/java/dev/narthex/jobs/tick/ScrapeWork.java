package dev.narthex.jobs.tick;

import dev.narthex.ingest.config.LoadedConfig;
import dev.narthex.jobs.Job;
import dev.narthex.jobs.Schedule;
import dev.narthex.jobs.target.Shard;
import dev.narthex.jobs.target.TargetSet;
import dev.narthex.jobs.target.TargetSets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The scrapes: each shard of the current target set at its slots. */
public final class ScrapeWork implements PlannedWork {
  private final TargetSets sets;

  public ScrapeWork(TargetSets sets) {
    this.sets = sets;
  }

  @Override
  public List<Due> in(Minute minute, String tenant, LoadedConfig config) {
    TargetSet set = sets.current(tenant).set();
    return slots(tenant, config.sha256(), set.shards(), minute.start(), minute.end());
  }

  /** The slots of some shards in {@code [from, before)}. */
  public static List<Due> slots(String tenant, String config, Collection<Shard> shards, long from, long before) {
    List<Due> due = new ArrayList<>();
    for (Shard shard : shards) {
      Schedule schedule = shard.schedule();
      for (long slot = schedule.slotFrom(from); slot < before; slot += schedule.interval()) {
        due.add(new Due(new Job.Scrape(tenant, config, shard.name(), slot), slot, schedule.interval()));
      }
    }
    return due;
  }
}
