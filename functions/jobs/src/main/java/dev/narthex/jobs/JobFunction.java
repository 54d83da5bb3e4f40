package dev.narthex.jobs;

/**
 * The code of one kind of job. Safe to run twice, late, and at the same time as itself; throws when the work should be tried again.
 *
 * @param <J> the kind of job
 */
@FunctionalInterface
public interface JobFunction<J extends Job> {
  JobOutcome run(J job);
}
