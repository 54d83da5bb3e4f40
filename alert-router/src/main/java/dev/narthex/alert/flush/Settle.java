package dev.narthex.alert.flush;

import dev.narthex.alert.group.GroupHead;
import dev.narthex.alert.group.GroupStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Last stage: once every integration is done with a flush, and well, the alerts that were over at the flush leave the group, unless they
 * have changed since. A group without members goes. When an integration failed nothing leaves, and the next flush tries again.
 */
final class Settle {
  private final GroupStore groups;
  private final FlushStore flushes;

  Settle(GroupStore groups, FlushStore flushes) {
    this.groups = groups;
    this.flushes = flushes;
  }

  /** Settles a flush that tells nobody. */
  void silent(GroupHead head, Snapshot snapshot) {
    leave(head, snapshot);
  }

  /** Settles a flush when its last integration is done; before that nothing happens. */
  void told(GroupHead head, Snapshot snapshot) {
    Map<String, Work> work = flushes.work(head.id(), snapshot.told().keySet());
    boolean failed = false;
    for (String integration : snapshot.told().keySet()) {
      Optional<Work> mine = Optional.ofNullable(work.get(integration)).filter(w -> w.seq() == snapshot.flush().seq());
      switch (mine.map(Work::stage).orElse(Work.Stage.WAITING)) {
        case SENDING, WAITING -> {
          return;
        }
        case FAILED -> failed = true;
        case DELIVERED -> { }
      }
    }
    if (!failed) {
      leave(head, snapshot);
    }
    flushes.remove(head.id(), snapshot.flush().seq());
  }

  private void leave(GroupHead head, Snapshot snapshot) {
    if (!snapshot.over().isEmpty()) {
      groups.removeMembers(head.id(), snapshot.over());
    }
    if (snapshot.over().size() >= snapshot.passing().size()) {
      closeWhenEmpty(head.id());
    }
  }

  /** Closes a group that has no members: says so first, looks again, and only then forgets it. */
  void closeWhenEmpty(String id) {
    if (!groups.members(id).isEmpty()) {
      return;
    }
    Optional<GroupHead> head = Optional.ofNullable(groups.heads(List.of(id)).get(id));
    if (head.isEmpty()) {
      return;
    }
    GroupHead closing = head.get();
    if (closing.state() == GroupHead.State.LIVE) {
      closing = closing.in(GroupHead.State.CLOSING);
      if (!groups.put(List.of(closing)).isEmpty()) {
        return;
      }
    }
    if (groups.members(id).isEmpty()) {
      groups.remove(closing);
    } else {
      groups.put(List.of(closing.in(GroupHead.State.LIVE)));
    }
  }
}
