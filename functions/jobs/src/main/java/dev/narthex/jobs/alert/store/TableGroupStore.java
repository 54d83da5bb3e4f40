package dev.narthex.jobs.alert.store;

import dev.narthex.alert.group.GroupHead;
import dev.narthex.alert.group.GroupStore;
import dev.narthex.alert.group.Member;
import dev.narthex.alert.group.OpenFlush;
import dev.narthex.tsdb.catalog.Condition;
import dev.narthex.tsdb.catalog.ControlChange;
import dev.narthex.tsdb.catalog.ControlItem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Groups in the state table: all heads in one partition, the members of each group in one of their own. */
final class TableGroupStore implements GroupStore {
  private static final String HEADS = "groups";
  private static final Duration KEPT = Duration.ofDays(7);

  private final StateTable table;
  private final Decoded<GroupHead> decoded = new Decoded<>(TableGroupStore::head);

  TableGroupStore(StateTable table) {
    this.table = table;
  }

  @Override
  public Map<String, GroupHead> heads(Collection<String> ids) {
    Map<String, GroupHead> found = new HashMap<>();
    table.read(ids.stream().distinct().map(id -> table.key(HEADS, id)).toList()).forEach(item -> found.put(item.key().sort(), decoded.of(item)));
    return found;
  }

  @Override
  public List<GroupHead> heads() {
    return decoded.all(table.all(HEADS));
  }

  @Override
  public Set<String> put(Collection<GroupHead> heads) {
    List<GroupHead> order = List.copyOf(heads);
    List<ControlChange> changes = new ArrayList<>();
    for (GroupHead head : order) {
      ControlItem item = ControlItem.of(table.key(HEADS, head.id()), head.version(), StateJson.write(tree(head)));
      changes.add(new ControlChange.Put(item, StateTable.before(head.version())));
    }
    Set<String> late = new HashSet<>();
    List<Boolean> happened = table.change(changes);
    for (int i = 0; i < happened.size(); i++) {
      if (!happened.get(i)) {
        late.add(order.get(i).id());
      }
    }
    return late;
  }

  private static Map<String, Object> tree(GroupHead head) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("route", head.routeId());
    tree.put("labels", head.labels());
    tree.put("seq", head.seq());
    tree.put("due", head.due());
    tree.put("state", head.state().name());
    head.open().ifPresent(open -> tree.put("open", Map.of("seq", open.seq(), "at", open.flushedAt(), "deadline", open.deadline())));
    return tree;
  }

  private static GroupHead head(ControlItem item) {
    Map<?, ?> tree = StateJson.read(item.data());
    Map<?, ?> open = StateJson.map(tree, "open");
    Optional<OpenFlush> flush =
        open.isEmpty() ? Optional.empty() : Optional.of(new OpenFlush(StateJson.number(open, "seq"), StateJson.time(open, "at"), StateJson.time(open, "deadline")));
    return new GroupHead(
        item.key().sort(),
        StateJson.text(tree, "route"),
        StateJson.labels(tree, "labels"),
        StateJson.number(tree, "seq"),
        StateJson.time(tree, "due"),
        flush,
        GroupHead.State.valueOf(StateJson.text(tree, "state")),
        item.version());
  }

  @Override
  public boolean remove(GroupHead head) {
    return table.delete(table.key(HEADS, head.id()), Condition.version(head.version()));
  }

  @Override
  public List<Member> members(String id) {
    return table.all("group#" + id).stream().map(item -> new Member(AlertJson.alert(StateJson.read(item.data())), item.version())).toList();
  }

  @Override
  public void putMembers(Map<String, List<Member>> members) {
    List<ControlChange> changes = new ArrayList<>();
    members.forEach((id, list) -> {
      for (Member member : list) {
        Instant end = member.alert().endsAt();
        long expiry = StateTable.seconds(end) == 0 ? 0 : StateTable.seconds(end.plus(KEPT));
        ControlItem item =
            new ControlItem(table.key("group#" + id, member.alert().fingerprint().toString()), member.version(), AlertJson.bytes(member.alert()), expiry);
        changes.add(new ControlChange.Put(item, Condition.none()));
      }
    });
    table.change(changes);
  }

  @Override
  public void removeMembers(String id, Collection<Member> members) {
    List<ControlChange> changes = new ArrayList<>();
    for (Member member : members) {
      changes.add(new ControlChange.Delete(table.key("group#" + id, member.alert().fingerprint().toString()), Condition.version(member.version())));
    }
    table.change(changes);
  }
}
