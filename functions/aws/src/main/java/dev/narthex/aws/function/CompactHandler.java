package dev.narthex.aws.function;

import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobOutcome;
import java.util.Set;
import java.util.function.Function;

/** Function {@code compact}: stands at the work queue, so it also runs the jobs whose kind has no queue of its own. */
public final class CompactHandler extends JobHandler {
  /** The handler as Lambda makes it. */
  public CompactHandler() {
    this(Wiring.ofThisFunction());
  }

  private CompactHandler(Wiring wiring) {
    this(wiring::run);
    Snapshots.prime(wiring::touch);
  }

  CompactHandler(Function<Job, JobOutcome> jobs) {
    super(Set.of(Job.Kind.COMPACT, Job.Kind.DISCOVER, Job.Kind.SWEEP), jobs);
  }
}
