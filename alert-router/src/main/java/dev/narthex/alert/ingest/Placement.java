package dev.narthex.alert.ingest;

import dev.narthex.alert.Alert;
import dev.narthex.alert.Fingerprint;
import dev.narthex.alert.group.GroupHead;
import dev.narthex.alert.group.GroupStore;
import dev.narthex.alert.group.Grouping;
import dev.narthex.alert.group.Member;
import dev.narthex.alert.group.Timers;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts alerts into groups: members first, then heads, then timers. A group that is about to go because it was found empty looks for
 * members once more after it said so; members are written before the head is read, so one of the two sees the other.
 */
final class Placement {
  private static final int ATTEMPTS = 20;

  private final GroupStore groups;
  private final Timers timers;
  private final InstantSource clock;
  private final IngestOptions options;

  Placement(GroupStore groups, Timers timers, InstantSource clock, IngestOptions options) {
    this.groups = groups;
    this.timers = timers;
    this.clock = clock;
    this.options = options;
  }

  private record Wanted(Grouping.Place place, Alert first) {}

  void place(List<StoredAlert> changed, Map<Fingerprint, StoredAlert> known, Grouping grouping) {
    Map<String, List<Member>> members = new LinkedHashMap<>();
    Map<String, Wanted> wanted = new LinkedHashMap<>();
    for (StoredAlert stored : changed) {
      for (Grouping.Place place : grouping.places(stored.alert().labels())) {
        members.computeIfAbsent(place.id(), k -> new ArrayList<>()).add(new Member(stored.alert(), stored.version()));
        wanted.putIfAbsent(place.id(), new Wanted(place, stored.alert()));
      }
    }
    groups.putMembers(members);
    heads(wanted);
    leave(changed, known);
  }

  private void heads(Map<String, Wanted> wanted) {
    Map<String, Wanted> pending = wanted;
    for (int attempt = 0; !pending.isEmpty(); attempt++) {
      if (attempt == ATTEMPTS) {
        throw new IllegalStateException("groups are being changed by others again and again; post the alerts again");
      }
      Map<String, GroupHead> known = groups.heads(pending.keySet());
      List<GroupHead> fresh = new ArrayList<>();
      for (Map.Entry<String, Wanted> e : pending.entrySet()) {
        Optional<GroupHead> head = Optional.ofNullable(known.get(e.getKey()));
        if (head.filter(h -> h.state() == GroupHead.State.LIVE).isEmpty()) {
          fresh.add(head(e.getValue(), head));
        } else if (attempt > 0 || head.get().open().isEmpty()) {
          // made or brought back by somebody who may have been cut off before the timer was set, perhaps by ourselves
          timers.flush(e.getKey(), head.get().seq(), head.get().due());
        }
      }
      Set<String> late = fresh.isEmpty() ? Set.of() : groups.put(fresh);
      Map<String, Wanted> again = new LinkedHashMap<>();
      for (GroupHead head : fresh) {
        Wanted place = pending.get(head.id());
        if (!late.contains(head.id())) {
          timers.flush(head.id(), head.seq(), head.due());
        } else if (place != null) {
          again.put(head.id(), place);
        }
      }
      pending = again;
    }
  }

  private GroupHead head(Wanted wanted, Optional<GroupHead> closing) {
    Instant now = Instant.ofEpochMilli(clock.millis());
    long groupWait = wanted.place.route().groupWaitMillis();
    // an alert that has waited elsewhere (before a restart, in another group) need not wait again
    Instant due = wanted.first.startsAt().plusMillis(groupWait).isBefore(now) ? now : now.plusMillis(groupWait);
    Instant notBefore = options.firstFlushNotBefore();
    Instant first = due.isBefore(notBefore) ? notBefore : due;
    return closing
        .map(head -> head.armed(Math.max(head.seq() + 1, now.toEpochMilli()), first))
        .orElseGet(() -> new GroupHead(wanted.place.id(), wanted.place.route().id(), wanted.place.labels(), now.toEpochMilli(), first, Optional.empty(), GroupHead.State.LIVE, 1));
  }

  /** Alerts leave groups that another configuration put them into. */
  private void leave(List<StoredAlert> changed, Map<Fingerprint, StoredAlert> known) {
    for (StoredAlert stored : changed) {
      StoredAlert old = known.get(stored.alert().fingerprint());
      if (old != null) {
        for (String id : old.groups()) {
          if (!stored.groups().contains(id)) {
            groups.removeMembers(id, List.of(new Member(old.alert(), old.version())));
          }
        }
      }
    }
  }
}
