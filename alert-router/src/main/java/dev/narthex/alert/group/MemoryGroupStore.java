package dev.narthex.alert.group;

import dev.narthex.alert.Fingerprint;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Groups in memory, for tests and for runs without a data folder. */
public final class MemoryGroupStore implements GroupStore {
  private final Map<String, GroupHead> heads = new HashMap<>();
  private final Map<String, Map<Fingerprint, Member>> members = new HashMap<>();

  @Override
  public synchronized Map<String, GroupHead> heads(Collection<String> ids) {
    Map<String, GroupHead> found = new HashMap<>();
    for (String id : ids) {
      GroupHead head = heads.get(id);
      if (head != null) {
        found.put(id, head);
      }
    }
    return found;
  }

  @Override
  public synchronized List<GroupHead> heads() {
    return List.copyOf(heads.values());
  }

  @Override
  public synchronized Set<String> put(Collection<GroupHead> changed) {
    Set<String> late = new HashSet<>();
    for (GroupHead head : changed) {
      GroupHead old = heads.get(head.id());
      if ((old == null ? 0 : old.version()) == head.version() - 1) {
        heads.put(head.id(), head);
      } else {
        late.add(head.id());
      }
    }
    return late;
  }

  @Override
  public synchronized boolean remove(GroupHead head) {
    GroupHead old = heads.get(head.id());
    return old != null && old.version() == head.version() && heads.remove(head.id()) != null;
  }

  @Override
  public synchronized List<Member> members(String id) {
    return List.copyOf(members.getOrDefault(id, Map.of()).values());
  }

  @Override
  public synchronized void putMembers(Map<String, List<Member>> changed) {
    changed.forEach((id, list) -> list.forEach(m -> members.computeIfAbsent(id, k -> new HashMap<>()).put(m.alert().fingerprint(), m)));
  }

  @Override
  public synchronized void removeMembers(String id, Collection<Member> gone) {
    Map<Fingerprint, Member> group = members.getOrDefault(id, new HashMap<>());
    for (Member m : gone) {
      Fingerprint fingerprint = m.alert().fingerprint();
      Member old = group.get(fingerprint);
      if (old != null && old.version() == m.version()) {
        group.remove(fingerprint);
      }
    }
    if (group.isEmpty()) {
      members.remove(id);
    }
  }
}
