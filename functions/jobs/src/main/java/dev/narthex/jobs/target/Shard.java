package dev.narthex.jobs.target;

import dev.narthex.ingest.discovery.Target;
import dev.narthex.jobs.Schedule;
import java.util.List;

/**
 * Targets that are scraped together: one job, one object, one catalogue item a tick.
 *
 * @param name unique within the tenant; its hash is the phase
 * @param interval milliseconds, the same for all targets
 */
public record Shard(String name, long interval, List<Target> targets) {
  public Shard {
    targets = List.copyOf(targets);
  }

  public Schedule schedule() {
    return Schedule.of(name, interval);
  }
}
