package dev.narthex.aws.function;

import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobOutcome;
import java.util.Set;
import java.util.function.Function;

/** Function {@code discover}: finds targets and publishes the target set and its shards. */
public final class DiscoverHandler extends JobHandler {
  /** The handler as Lambda makes it. */
  public DiscoverHandler() {
    this(Wiring.ofThisFunction());
  }

  private DiscoverHandler(Wiring wiring) {
    this(wiring.narthex()::run);
    Snapshots.prime(wiring::touch);
  }

  DiscoverHandler(Function<Job, JobOutcome> jobs) {
    super(Set.of(Job.Kind.DISCOVER), jobs);
  }
}
