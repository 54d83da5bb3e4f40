package dev.narthex.jobs.upkeep;

import dev.narthex.ingest.config.LoadedConfig;
import dev.narthex.jobs.Job;
import dev.narthex.jobs.tick.Minute;
import dev.narthex.jobs.tick.PlannedWork;
import dev.narthex.tsdb.compact.CompactionPlanner;
import dev.narthex.tsdb.compact.CompactionWindow;
import java.util.ArrayList;
import java.util.List;

/**
 * When the store is looked after: each window is compacted in the minute in which its delay ends, and every ten minutes there is a
 * sweep. What was lost or came late is found by content, by {@link SweepFunction}.
 */
public final class UpkeepWork implements PlannedWork {
  private static final long PATIENCE = 5 * 60_000;
  private static final int SWEEP_MINUTES = 10;

  /** Away from the beginning of the minute, when scrapes and discovery start. */
  private static final long COMPACT_SECOND = 20_000;

  private static final long SWEEP_SECOND = 40_000;

  @Override
  public List<Due> in(Minute minute, String tenant, LoadedConfig config) {
    List<Due> due = new ArrayList<>();
    for (CompactionWindow window : new CompactionPlanner(Compactions.settings(config)).atMinute(minute.start())) {
      Job job = new Job.Compact(tenant, config.sha256(), window.level(), window.start(), 0);
      due.add(new Due(job, minute.start() + COMPACT_SECOND, PATIENCE));
    }
    if (minute.number() % SWEEP_MINUTES == 0) {
      due.add(new Due(new Job.Sweep(tenant, config.sha256(), minute.start()), minute.start() + SWEEP_SECOND, PATIENCE));
    }
    return due;
  }
}
