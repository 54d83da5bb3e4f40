package dev.narthex.jobs.tick;

import dev.narthex.ingest.config.LoadedConfig;
import dev.narthex.jobs.Job;
import java.util.List;

/** One kind of work that happens by schedule. Asked for each minute; the answer depends on nothing but the stored state. */
@FunctionalInterface
public interface PlannedWork {
  /** The work that falls into the minute. */
  List<Due> in(Minute minute, String tenant, LoadedConfig config);

  /**
   * A job and its time.
   *
   * @param slot epoch milliseconds
   * @param patience how many milliseconds after the slot the job is still worth sending
   */
  record Due(Job job, long slot, long patience) {}
}
