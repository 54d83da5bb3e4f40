package dev.narthex.aws.function;

import dev.narthex.ingest.discovery.DiscoveryPlugin;
import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobOutcome;
import java.util.Set;
import java.util.function.Function;

/**
 * Function {@code discover}: finds targets and publishes the target set and its shards. In this zip it knows every mechanism but those
 * that ask AWS; the zip of {@code functions/discovery} has a handler that knows these too.
 */
public class DiscoverHandler extends JobHandler {
  /** The handler as Lambda makes it. */
  public DiscoverHandler() {
    this(Wiring.ofThisFunction());
  }

  /** With mechanisms that stand in another zip. */
  protected DiscoverHandler(DiscoveryPlugin plugin) {
    this(Wiring.ofThisFunction(plugin));
  }

  private DiscoverHandler(Wiring wiring) {
    this(wiring::run);
    Snapshots.prime(wiring::touch);
  }

  DiscoverHandler(Function<Job, JobOutcome> jobs) {
    super(Set.of(Job.Kind.DISCOVER), jobs);
  }
}
