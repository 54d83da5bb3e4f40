package dev.narthex.alert.flush;

/** How a timer's call ended. What should be tried again is thrown instead. */
public sealed interface FlushOutcome {
  /** The work is done, by this call or an earlier one, or another timer is set. */
  record Done() implements FlushOutcome {}

  /**
   * The timer belongs to something that is no more.
   *
   * @param why one sentence
   */
  record Obsolete(String why) implements FlushOutcome {}
}
