package dev.narthex.alert.group;

import dev.narthex.model.Labels;
import java.time.Instant;
import java.util.Optional;

/**
 * What a group is, and when it is flushed next.
 *
 * @param id hexadecimal; of route and labels
 * @param routeId the route in the configuration
 * @param labels what its alerts have in common by {@code group_by}
 * @param seq of the timer that is waited for; an older timer does nothing. Starts at the epoch milliseconds of the group's creation, so
 *     a group that comes back does not take timers of its former life for its own
 * @param due when that timer is meant to fire
 * @param open the last flush; empty before the first
 * @param version grows by one with each change, from 1
 */
public record GroupHead(String id, String routeId, Labels labels, long seq, Instant due, Optional<OpenFlush> open, State state, long version) {

  /** Whether a group lives. */
  public enum State {
    /** It is flushed when its timer fires. */
    LIVE,
    /** It was found empty and is about to go; who puts an alert into it brings it back to life. */
    CLOSING
  }

  /** The next version of this head, with another state. */
  public GroupHead in(State next) {
    return new GroupHead(id, routeId, labels, seq, due, open, next, version + 1);
  }

  /** The next version of this head: in a flush, and with the next timer armed. */
  public GroupHead flushing(OpenFlush flush, Instant nextDue) {
    return new GroupHead(id, routeId, labels, seq + 1, nextDue, Optional.of(flush), state, version + 1);
  }

  /** The next version of this head, with another timer. */
  public GroupHead armed(long newSeq, Instant newDue) {
    return new GroupHead(id, routeId, labels, newSeq, newDue, open, State.LIVE, version + 1);
  }
}
