package dev.narthex.jobs.tick;

import dev.narthex.ingest.config.LoadedConfig;
import dev.narthex.jobs.Job;
import java.util.List;

/** Discovery: at the start of every minute. */
public final class DiscoverWork implements PlannedWork {
  private static final long PATIENCE = 60_000;

  @Override
  public List<Due> in(Minute minute, String tenant, LoadedConfig config) {
    return List.of(new Due(new Job.Discover(tenant, config.sha256(), minute.start()), minute.start(), PATIENCE));
  }
}
