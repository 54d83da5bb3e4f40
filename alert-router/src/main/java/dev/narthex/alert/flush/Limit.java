package dev.narthex.alert.flush;

import dev.narthex.alert.RouterMetrics;
import dev.narthex.alert.group.GroupHead;
import dev.narthex.alert.group.GroupStore;
import dev.narthex.alert.group.Timers;
import dev.narthex.alert.limit.RateLimit;
import dev.narthex.alert.limit.RateLimiter;
import dev.narthex.alert.route.Route;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Stage between deciding and sending: a receiver with a limit is told of a group now, or the group is flushed again as soon as the limit
 * allows. A flush that is held back leaves everything as it was, so nothing of it is lost: the later flush tells what is true then.
 */
final class Limit {
  private static final int ATTEMPTS = 10;

  private final RateLimiter limiter;
  private final GroupStore groups;
  private final Timers timers;
  private final InstantSource clock;
  private final Untold untold;
  private final RouterMetrics metrics;

  Limit(RouterStores stores, Timers timers, InstantSource clock, Untold untold, RouterMetrics metrics) {
    this.limiter = new RateLimiter(stores.rates());
    this.groups = stores.groups();
    this.timers = timers;
    this.clock = clock;
    this.untold = untold;
    this.metrics = metrics;
  }

  /** Whether a flush that has somebody to tell has to wait. */
  boolean holds(GroupHead head, Snapshot snapshot, Route route, RouterConfig config) {
    Optional<RateLimit> limit = config.file().extras().limit(route);
    if (limit.isEmpty()) {
      return false;
    }
    String name = route.groupKey(head.labels());
    return switch (limiter.ask(limit.get(), head.id(), snapshot.flush().seq(), name, Instant.ofEpochMilli(clock.millis()))) {
      case RateLimiter.Answer.Permitted() -> false;
      case RateLimiter.Answer.Held(Instant until, RateLimiter.Place place) -> {
        if (place == RateLimiter.Place.NEW) {
          metrics.heldBack(route.receiver());
          untold.limited(head, snapshot, route, limit.get(), until);
        }
        wake(head.id(), snapshot.flush().seq() + 1, until);
        yield true;
      }
    };
  }

  /** The group's next flush comes when the limit allows one, if it would come later. */
  private void wake(String group, long next, Instant until) {
    for (int i = 0; i < ATTEMPTS; i++) {
      Optional<GroupHead> head = Optional.ofNullable(groups.heads(List.of(group)).get(group));
      if (head.isEmpty() || head.get().seq() != next || !head.get().due().isAfter(until)) {
        head.filter(h -> h.due().equals(until)).ifPresent(h -> timers.flush(group, h.seq(), until));
        return;
      }
      GroupHead armed = head.get().armed(next + 1, until);
      if (groups.put(List.of(armed)).isEmpty()) {
        timers.flush(group, armed.seq(), until);
        return;
      }
    }
    // others change the group again and again: then its usual flush comes, and asks again
  }
}
