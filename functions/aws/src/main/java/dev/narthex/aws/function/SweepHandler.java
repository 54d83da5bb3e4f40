package dev.narthex.aws.function;

import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobOutcome;
import java.util.Set;
import java.util.function.Function;

/** Function {@code sweep}: removes what is covered or past retention, adopts what a crash left uncatalogued. */
public final class SweepHandler extends JobHandler {
  /** The handler as Lambda makes it. */
  public SweepHandler() {
    this(Wiring.ofThisFunction());
  }

  private SweepHandler(Wiring wiring) {
    this(wiring::run);
    Snapshots.prime(wiring::touch);
  }

  SweepHandler(Function<Job, JobOutcome> jobs) {
    super(Set.of(Job.Kind.SWEEP), jobs);
  }
}
