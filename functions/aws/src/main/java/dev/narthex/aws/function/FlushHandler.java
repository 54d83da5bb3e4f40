package dev.narthex.aws.function;

import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobOutcome;
import java.util.Set;
import java.util.function.Function;

/** Function {@code flush}: flushes notification groups, and tells their integrations one by one. */
public final class FlushHandler extends JobHandler {
  /** The handler as Lambda makes it. */
  public FlushHandler() {
    this(Wiring.ofThisFunction());
  }

  private FlushHandler(Wiring wiring) {
    this(wiring::run);
    Snapshots.prime(wiring::touch);
  }

  FlushHandler(Function<Job, JobOutcome> jobs) {
    super(Set.of(Job.Kind.FLUSH, Job.Kind.NOTIFY), jobs);
  }
}
