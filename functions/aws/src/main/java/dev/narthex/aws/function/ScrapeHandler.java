package dev.narthex.aws.function;

import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobOutcome;
import java.util.Set;
import java.util.function.Function;

/** Function {@code scrape}: scrapes one shard for one slot and writes one object and one catalogue item. */
public final class ScrapeHandler extends JobHandler {
  /** The handler as Lambda makes it. */
  public ScrapeHandler() {
    this(Wiring.ofThisFunction());
  }

  private ScrapeHandler(Wiring wiring) {
    this(wiring::run);
    Snapshots.prime(wiring::touch);
  }

  ScrapeHandler(Function<Job, JobOutcome> jobs) {
    super(Set.of(Job.Kind.SCRAPE), jobs);
  }
}
