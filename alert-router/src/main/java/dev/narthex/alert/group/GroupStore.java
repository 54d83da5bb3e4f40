package dev.narthex.alert.group;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where notification groups live. Safe for concurrent calls; reads see every acknowledged write. A store that does not answer throws:
 * then part of the call may have happened, and the caller tries again. A group may have any number of members.
 *
 * <p>Contract suite: {@code GroupStoreContract}.
 */
public interface GroupStore {
  /** Those of the heads that are stored, by id. */
  Map<String, GroupHead> heads(Collection<String> ids);

  /** Every head, in no particular order. */
  List<GroupHead> heads();

  /**
   * Stores each head whose stored version is one less than its own (version 1: when none is stored). Heads are decided one by one.
   *
   * @return ids of those that were not stored because somebody else was faster
   */
  Set<String> put(Collection<GroupHead> heads);

  /** Forgets a head when it is still of this version; whether it did. Members stay. */
  boolean remove(GroupHead head);

  /** The members of a group, in no particular order. */
  List<Member> members(String id);

  /** Stores members by group id, over what was there of the same alerts. */
  void putMembers(Map<String, List<Member>> members);

  /** Forgets those members that are still of their version. */
  void removeMembers(String id, Collection<Member> members);
}
