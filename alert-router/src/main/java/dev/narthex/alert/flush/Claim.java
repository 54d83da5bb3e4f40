package dev.narthex.alert.flush;

import dev.narthex.alert.group.GroupHead;
import dev.narthex.alert.group.GroupStore;
import dev.narthex.alert.group.OpenFlush;
import dev.narthex.alert.group.Timers;
import dev.narthex.alert.route.Route;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * First stage: a timer becomes a flush, once. The next timer is armed before anything else happens, {@code group_interval} after this
 * one was due rather than after this flush ends, so flushes do not drift.
 */
final class Claim {
  private static final Duration SAME_MOMENT = Duration.ofMillis(500);
  private static final Duration SHORTEST_DEADLINE = Duration.ofSeconds(10);

  private final GroupStore groups;
  private final Timers timers;
  private final InstantSource clock;
  private final FlushOptions options;

  Claim(GroupStore groups, Timers timers, InstantSource clock, FlushOptions options) {
    this.groups = groups;
    this.timers = timers;
    this.clock = clock;
    this.options = options;
  }

  /** The head in its new flush; empty when somebody else changed the head meanwhile. */
  Optional<GroupHead> claim(GroupHead head, Route route) {
    Instant now = Instant.ofEpochMilli(clock.millis());
    boolean late = Duration.between(head.due(), now).compareTo(options.latest()) > 0;
    OpenFlush flush = new OpenFlush(head.seq(), late ? now : head.due(), now.plus(patience(route)));
    GroupHead flushing = head.flushing(flush, nextDue(head.due(), route.groupIntervalMillis(), now));
    if (!groups.put(List.of(flushing)).isEmpty()) {
      return Optional.empty();
    }
    arm(flushing);
    return Optional.of(flushing);
  }

  private static Duration patience(Route route) {
    Duration interval = Duration.ofMillis(route.groupIntervalMillis());
    return interval.compareTo(SHORTEST_DEADLINE) < 0 ? SHORTEST_DEADLINE : interval;
  }

  /**
   * Whether a timer that comes again may be the only one that is left: its first call may have been cut off before it set the next. Two
   * timers of one number come at the same moment; if each of them set the next one, none would ever be lost again.
   */
  boolean mayHaveBeenCutOff(OpenFlush flush, Route route) {
    return !clock.instant().isBefore(flush.deadline().minus(patience(route)).plus(SAME_MOMENT));
  }

  /** Sets the timer of the next flush; once more does no harm. */
  void arm(GroupHead flushing) {
    timers.flush(flushing.id(), flushing.seq(), flushing.due());
  }

  /** The first multiple of the interval after {@code due} that is still to come. */
  private static Instant nextDue(Instant due, long interval, Instant now) {
    long passed = Math.max(0, Duration.between(due, now).toMillis());
    return due.plusMillis((passed / interval + 1) * interval);
  }
}
