package dev.narthex.alert.flush;

import dev.narthex.alert.RouterMetrics;
import dev.narthex.alert.group.GroupHead;
import dev.narthex.alert.group.Member;
import dev.narthex.alert.group.OpenFlush;
import dev.narthex.alert.group.Timers;
import dev.narthex.alert.ingest.Alerts;
import dev.narthex.alert.route.Route;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs flushes as their timers fire. Holds nothing: all state is in the stores, so any process may make any call, and each call may come
 * late, twice, or again after it failed half way. Safe for concurrent use.
 *
 * <p>What a call writes becomes safe together: once before somebody is told, once at its end.
 */
public final class Flusher {
  private static final Logger LOG = LoggerFactory.getLogger(Flusher.class);
  private static final int ATTEMPTS = 5;

  private final RouterStores stores;
  private final Timers timers;
  private final Supplier<RouterConfig> config;
  private final Alerts alerts;
  private final InstantSource clock;
  private final Claim claim;
  private final Freeze freeze;
  private final Untold untold;
  private final Limit limit;
  private final Attempt attempt;
  private final Settle settle;

  /**
   * @param randomBits 64 random bits a call, to spread retries
   */
  public Flusher(
      RouterStores stores,
      Timers timers,
      Supplier<RouterConfig> config,
      Alerts alerts,
      InstantSource clock,
      LongSupplier randomBits,
      FlushOptions options,
      RouterMetrics metrics) {
    this.stores = stores;
    this.timers = timers;
    this.config = config;
    this.alerts = alerts;
    this.clock = clock;
    this.claim = new Claim(stores.groups(), timers, clock, options);
    this.freeze = new Freeze(stores, metrics);
    this.untold = new Untold(stores.history(), options);
    this.limit = new Limit(stores, timers, clock, untold, metrics);
    this.attempt = new Attempt(stores, clock, options, randomBits, metrics);
    this.settle = new Settle(stores.groups(), stores.flushes());
  }

  /** A group's timer fires. */
  public FlushOutcome flush(String group, long seq) {
    return stores.safety().together(() -> flushed(group, seq));
  }

  private FlushOutcome flushed(String group, long seq) {
    boolean tried = false;
    for (int i = 0; i < ATTEMPTS; i++) {
      Optional<GroupHead> found = head(group);
      if (found.isEmpty()) {
        return new FlushOutcome.Obsolete("the group " + group + " is gone");
      }
      GroupHead head = found.get();
      RouterConfig current = config.get();
      Optional<Route> route = current.file().routes().byId(head.routeId());
      if (route.isEmpty()) {
        drop(head);
        return new FlushOutcome.Obsolete("the configuration has no route " + head.routeId() + " any more");
      }
      if (head.seq() != seq) {
        if (tried) {
          claim.arm(head); // the claim that was said to have come too late may have been our own
        }
        return resume(head, seq, route.get(), current);
      }
      if (head.due().isAfter(clock.instant())) {
        timers.flush(group, seq, head.due());
        return new FlushOutcome.Done();
      }
      if (head.state() == GroupHead.State.CLOSING) {
        settle.closeWhenEmpty(group);
        continue;
      }
      tried = true;
      Optional<GroupHead> flushing = claim.claim(head, route.get());
      if (flushing.isPresent()) {
        begin(flushing.get(), flushing.get().open().orElseThrow(), route.get(), current);
        return new FlushOutcome.Done();
      }
    }
    throw new IllegalStateException("the group " + group + " is being changed by others again and again");
  }

  /** A timer that was claimed comes again: its call may have been cut off. */
  private FlushOutcome resume(GroupHead head, long seq, Route route, RouterConfig current) {
    Optional<OpenFlush> open = head.open().filter(flush -> flush.seq() == seq);
    if (open.isEmpty()) {
      return new FlushOutcome.Obsolete("the group " + head.id() + " is at timer " + head.seq());
    }
    if (claim.mayHaveBeenCutOff(open.get(), route)) {
      claim.arm(head);
    }
    Optional<Snapshot> snapshot = stores.flushes().snapshot(head.id(), seq);
    if (snapshot.isPresent()) {
      send(head, snapshot.get());
    } else if (clock.instant().isBefore(open.get().deadline())) {
      begin(head, open.get(), route, current);
    }
    return new FlushOutcome.Done();
  }

  private void begin(GroupHead head, OpenFlush flush, Route route, RouterConfig current) {
    Freeze.Frozen frozen = freeze.freeze(head, flush, route, current);
    Snapshot snapshot = frozen.snapshot();
    frozen.scheduled().ifPresent(what -> untold.scheduled(head, flush, route, what));
    if (snapshot.told().isEmpty()) {
      settle.silent(head, snapshot);
      return;
    }
    if (limit.holds(head, snapshot, route, current)) {
      return;
    }
    stores.flushes().put(snapshot);
    send(head, snapshot);
  }

  /** One integration is told within this call; several get a call each, so that none waits for another. */
  private void send(GroupHead head, Snapshot snapshot) {
    long seq = snapshot.flush().seq();
    List<String> told = new ArrayList<>(snapshot.told().keySet());
    if (told.size() == 1) {
      delivered(head.id(), seq, told.getFirst());
    } else {
      told.forEach(integration -> timers.deliver(head.id(), seq, integration, clock.instant()));
    }
  }

  /** An attempt to tell one integration of a flush is due. */
  public FlushOutcome deliver(String group, long seq, String integration) {
    return stores.safety().together(() -> delivered(group, seq, integration));
  }

  private FlushOutcome delivered(String group, long seq, String integration) {
    Optional<Snapshot> found = stores.flushes().snapshot(group, seq);
    Optional<GroupHead> head = head(group).filter(h -> h.open().filter(flush -> flush.seq() == seq).isPresent());
    if (found.isEmpty() || head.isEmpty()) {
      found.ifPresent(old -> stores.flushes().remove(group, seq));
      return new FlushOutcome.Obsolete("flush " + seq + " of group " + group + " is over");
    }
    Snapshot snapshot = found.get();
    RouterConfig current = config.get();
    Optional<Route> route = current.file().routes().byId(head.get().routeId());
    Optional<Integration> target = route.flatMap(r -> current.of(r.receiver()).stream().filter(i -> i.id().equals(integration)).findFirst());
    if (route.isEmpty() || target.isEmpty() || !snapshot.told().containsKey(integration)) {
      return new FlushOutcome.Obsolete("the configuration has no integration " + integration + " for group " + group + " any more");
    }
    Attempt.Task task = new Attempt.Task(head.get(), snapshot, route.get(), target.get(), Objects.requireNonNull(snapshot.told().get(integration)));
    switch (attempt.run(task, current)) {
      case Attempt.Next.Again(Instant at) -> timers.deliver(group, seq, integration, at);
      case Attempt.Next.Settled() -> settle.told(head.get(), snapshot);
    }
    return new FlushOutcome.Done();
  }

  /** A group of a route that is no more: its alerts go where the configuration wants them now, then it is forgotten. */
  private void drop(GroupHead head) {
    LOG.info("the group {} {} goes with its route", head.routeId(), head.labels());
    List<Member> members = stores.groups().members(head.id());
    alerts.regroup(members.stream().map(m -> m.alert().fingerprint()).toList());
    stores.groups().removeMembers(head.id(), members);
    stores.groups().remove(head);
  }

  private Optional<GroupHead> head(String group) {
    return Optional.ofNullable(stores.groups().heads(List.of(group)).get(group));
  }
}
