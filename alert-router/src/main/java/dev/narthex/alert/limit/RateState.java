package dev.narthex.alert.limit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of one receiver with a limit.
 *
 * @param permits given in the last span, in order of time
 * @param waiting groups that are held back, by id, with the time at which each may be told
 * @param episode what was held back since the queue was empty last; empty when nothing is
 * @param version grows by one with each change, from 1
 */
public record RateState(String receiver, List<Permit> permits, Map<String, Instant> waiting, Optional<Episode> episode, long version) {
  public RateState {
    permits = List.copyOf(permits);
    waiting = Map.copyOf(waiting);
  }

  static RateState none(String receiver) {
    return new RateState(receiver, List.of(), Map.of(), Optional.empty(), 0);
  }

  /** One flush was let through. */
  public record Permit(String group, long seq, Instant at) {}

  /**
   * A time in which notifications are held back.
   *
   * @param since when the first was
   * @param last when the latest was
   * @param dueAt when the next word about it is to be given: the first time at which a group that is held back may be told
   * @param words given about it so far
   * @param notifications held back so far
   * @param groups the labels of the groups, as text, with how often each was held back; the latest {@value #MOST_NAMES}
   */
  public record Episode(Instant since, Instant last, Instant dueAt, int words, long notifications, Map<String, Integer> groups) {
    /** How many groups are named. */
    public static final int MOST_NAMES = 100;

    public Episode {
      groups = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(groups));
    }

    Episode and(String name, Instant now) {
      Map<String, Integer> named = new LinkedHashMap<>(groups);
      // to the end: who was held back last is named longest
      Integer before = named.remove(name);
      named.put(name, before == null ? 1 : before + 1);
      if (named.size() > MOST_NAMES) {
        named.remove(new ArrayList<>(named.keySet()).getFirst());
      }
      return new Episode(since, now, dueAt, words, notifications + 1, named);
    }

    /** The same after a word was given. */
    Episode told(Instant next) {
      return new Episode(since, last, next, words + 1, notifications, groups);
    }
  }
}
