package dev.narthex.alert.group;

import java.time.Instant;

/**
 * Port: calls back later. Each call asked for is made at least once, not before its time as far as the queue below can tell, in no
 * promised order; a call that throws is made again. A time in the past means now. Any distance in time is allowed. Safe for concurrent
 * calls; throws when it cannot take the order, and then the call may be made or not.
 */
public interface Timers {
  /** Flushes a group at a time. */
  void flush(String group, long seq, Instant at);

  /** Makes an attempt to tell one integration of a group's flush at a time. */
  void deliver(String group, long seq, String integration, Instant at);
}
