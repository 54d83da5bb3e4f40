package dev.narthex.jobs.upkeep;

import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobFunction;
import dev.narthex.jobs.JobOutcome;
import dev.narthex.metrics.Counter;
import dev.narthex.metrics.Family;
import dev.narthex.metrics.MetricsRegistry;
import dev.narthex.tsdb.compact.CompactionOutcome;
import dev.narthex.tsdb.compact.CompactionWindow;
import dev.narthex.tsdb.compact.Compactor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compacts one window until nothing in it is left to do. */
public final class CompactFunction implements JobFunction<Job.Compact> {
  private static final Logger LOG = LoggerFactory.getLogger(CompactFunction.class);

  /** So often a run gives way to others that work on the same window; then the sweep brings the window back. */
  private static final int MOST_CONFLICTS = 10;

  private final Supplier<Compactor> compactors;
  private final Family<Counter> runs;
  private final Family<Counter> inputs;
  private final Family<Counter> bytes;

  /**
   * @param compactors a compactor under the configuration in force
   */
  public CompactFunction(Supplier<Compactor> compactors, MetricsRegistry registry) {
    this.compactors = compactors;
    runs = registry.counters("narthex_compactions_total", "Compactions, by level of the output and by how they ended.", "level", "outcome");
    inputs = registry.counters("narthex_compacted_blocks_total", "Blocks that compactions took in, by level of the output.", "level");
    bytes = registry.counters("narthex_compacted_bytes_written_total", "Bytes of blocks that compactions wrote, by level.", "level");
  }

  @Override
  public JobOutcome run(Job.Compact job) {
    Compactor compactor = compactors.get();
    String level = Integer.toString(job.level());
    CompactionWindow window = new CompactionWindow(job.level(), job.window());
    int conflicts = 0;
    while (conflicts < MOST_CONFLICTS) {
      switch (compactor.compact(job.tenant(), window)) {
        case CompactionOutcome.Committed committed -> {
          runs.with(level, "committed").increment();
          inputs.with(level).add(committed.inputs());
          bytes.with(level).add(committed.output().size());
          LOG.info("compacted {} blocks into {} ({} bytes)", committed.inputs(), committed.output().key().object(), committed.output().size());
        }
        case CompactionOutcome.Conflicted _ -> {
          runs.with(level, "conflicted").increment();
          conflicts++;
        }
        case CompactionOutcome.Unknown _ -> {
          // What was written stays; a later run sees whether the commit happened, and the sweep decides about the object.
          runs.with(level, "unknown").increment();
          return new JobOutcome.Done();
        }
        case CompactionOutcome.NothingToDo _ -> {
          return new JobOutcome.Done();
        }
      }
    }
    return new JobOutcome.Done();
  }
}
