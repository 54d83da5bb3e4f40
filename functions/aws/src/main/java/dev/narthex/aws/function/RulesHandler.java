package dev.narthex.aws.function;

import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobOutcome;
import java.util.Set;
import java.util.function.Function;

/** Function {@code rules}: evaluates one batch of rule groups for one slot, stores what they record and tells the alerts that are due. */
public final class RulesHandler extends JobHandler {
  /** The handler as Lambda makes it. */
  public RulesHandler() {
    this(Wiring.ofThisFunction());
  }

  private RulesHandler(Wiring wiring) {
    this(wiring::run);
    Snapshots.prime(wiring::touch);
  }

  RulesHandler(Function<Job, JobOutcome> jobs) {
    super(Set.of(Job.Kind.EVALUATE), jobs);
  }
}
