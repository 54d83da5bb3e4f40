package dev.narthex.jobs;

/**
 * How a job ended. All of these mean that the message can be acknowledged; what should be tried again is thrown instead.
 */
public sealed interface JobOutcome {
  /** The job's work is done, by this run or by an earlier one. */
  record Done() implements JobOutcome {}

  /**
   * The job came more than one interval late, so its slot is lost: a gap, never staleness. Counted as missed.
   *
   * @param lateMillis how long after its slot it started
   */
  record Missed(long lateMillis) implements JobOutcome {}

  /**
   * The job asks for something that is no more (a shard of an older target set, a timer of an older sequence).
   *
   * @param why one sentence for the log
   */
  record Obsolete(String why) implements JobOutcome {}
}
