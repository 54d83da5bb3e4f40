package dev.narthex.alert.limit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Lets flushes of a receiver through, or gives their groups places in its queue. Holds nothing: all state is in the store, so any process
 * may ask, and may ask again for the same flush.
 */
public final class RateLimiter {
  private static final int ATTEMPTS = 50;

  /** So long a place is kept for a group that does not come. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** Places in the queue that are remembered, so that a state fits into one item of any store; who comes later asks again. */
  private static final int MOST_WAITING = 4000;

  private final RateStore store;

  public RateLimiter(RateStore store) {
    this.store = store;
  }

  /** What a flush may do. */
  public sealed interface Answer {
    /** It may tell. */
    record Permitted() implements Answer {}

    /**
     * It is held back.
     *
     * @param until when its group may be told
     * @param place whether it waited before
     */
    record Held(Instant until, Place place) implements Answer {}
  }

  /** How a group stands in the queue. */
  public enum Place {
    /** It was put there now. */
    NEW,
    /** It waits since an earlier flush. */
    KEPT
  }

  private record Step(RateState next, Answer answer) {}

  /**
   * Asks for a flush.
   *
   * @param name the group for people
   */
  public Answer ask(RateLimit limit, String group, long seq, String name, Instant now) {
    boolean tried = false;
    for (int i = 0; i < ATTEMPTS; i++) {
      RateState state = store.get(limit.receiver()).orElseGet(() -> RateState.none(limit.receiver()));
      Step step = step(limit, state, group, seq, name, now);
      if (step.next == state || store.put(step.next)) {
        // a write that was said to have come too late may have been our own
        return tried && step.answer instanceof Answer.Held(Instant until, Place _) ? new Answer.Held(until, Place.NEW) : step.answer;
      }
      tried = step.answer instanceof Answer.Held(Instant _, Place place) && place == Place.NEW;
    }
    throw contended(limit.receiver());
  }

  private static Step step(RateLimit limit, RateState state, String group, long seq, String name, Instant now) {
    List<RateState.Permit> permits = state.permits().stream().filter(p -> p.at().plus(limit.per()).isAfter(now)).toList();
    if (permits.stream().anyMatch(p -> p.group().equals(group) && p.seq() == seq)) {
      return new Step(state, new Answer.Permitted());
    }
    Map<String, Instant> waiting = new HashMap<>(state.waiting());
    waiting.values().removeIf(at -> at.plus(PATIENCE).isBefore(now));
    Optional<Instant> mine = Optional.ofNullable(waiting.remove(group));
    if (mine.isPresent() && mine.get().isAfter(now)) {
      return new Step(state, new Answer.Held(mine.get(), Place.KEPT));
    }
    // whose time has come goes before who comes now
    long before = mine.isPresent() ? 0 : waiting.values().stream().filter(at -> !at.isAfter(now)).count();
    if (permits.size() + before < limit.notifications()) {
      List<RateState.Permit> given = new ArrayList<>(permits);
      given.add(new RateState.Permit(group, seq, now));
      return new Step(new RateState(limit.receiver(), given, waiting, state.episode(), state.version() + 1), new Answer.Permitted());
    }
    if (mine.isPresent()) {
      // whoever went before was let through later than planned: its turn comes that much later, and before all who wait behind it
      Map<String, Instant> ahead = new HashMap<>(waiting);
      ahead.values().removeIf(at -> !at.isBefore(mine.get()));
      Instant turn = free(limit, permits, ahead, now);
      waiting.put(group, turn);
      return new Step(new RateState(limit.receiver(), permits, waiting, state.episode(), state.version() + 1), new Answer.Held(turn, Place.KEPT));
    }
    Instant until = free(limit, permits, waiting, now);
    if (waiting.size() < MOST_WAITING) {
      waiting.put(group, until);
    }
    RateState.Episode episode = state.episode().orElseGet(() -> new RateState.Episode(now, now, until, 0, 0, Map.of())).and(name, now);
    return new Step(new RateState(limit.receiver(), permits, waiting, Optional.of(episode), state.version() + 1), new Answer.Held(until, Place.NEW));
  }

  /** The first time at which one more than all those before would still be within the limit. */
  private static Instant free(RateLimit limit, List<RateState.Permit> permits, Map<String, Instant> waiting, Instant now) {
    List<Instant> times = new ArrayList<>(permits.stream().map(RateState.Permit::at).toList());
    waiting.values().forEach(at -> times.add(at.isBefore(now) ? now : at));
    times.sort(null);
    Instant last = times.get(Math.max(0, times.size() - limit.notifications()));
    Instant free = last.plus(limit.per());
    return free.isAfter(now) ? free : now.plusMillis(1);
  }

  /** What is to be said about a receiver's queue. */
  public sealed interface Word {
    /** Nothing is held back, or it is not time yet. */
    record Nothing() implements Word {}

    /** Something is, or was. */
    record Holding(RateState state) implements Word {}

    /** Nothing was for a whole span, and a word was given about what was before: the episode is over. */
    record Over(RateState.Episode episode) implements Word {}
  }

  /** What is to be said now; the same until {@link #said}. */
  public Word word(RateLimit limit, Instant now) {
    Optional<RateState> state = store.get(limit.receiver());
    Optional<RateState.Episode> episode = state.flatMap(RateState::episode);
    if (episode.isEmpty() || episode.get().dueAt().isAfter(now)) {
      return new Word.Nothing();
    }
    boolean waits = state.get().waiting().values().stream().anyMatch(at -> !at.plus(PATIENCE).isBefore(now));
    return waits || episode.get().words() == 0 || episode.get().last().plus(limit.per()).isAfter(now) ? new Word.Holding(state.get()) : new Word.Over(episode.get());
  }

  /** A word was given: the next one follows a span later, or with the next episode. */
  public void said(RateLimit limit, Word word, Instant now) {
    switch (word) {
      case Word.Nothing() -> { }
      case Word.Holding(RateState told) ->
          change(limit.receiver(), state -> with(state, state.episode().map(e -> told.episode().filter(t -> t.since().equals(e.since())).isPresent() ? e.told(now.plus(limit.per())) : e)));
      case Word.Over(RateState.Episode told) -> change(limit.receiver(), state -> with(state, state.episode().filter(e -> !e.equals(told))));
    }
  }

  private static RateState with(RateState state, Optional<RateState.Episode> episode) {
    return state.episode().equals(episode) ? state : new RateState(state.receiver(), state.permits(), state.waiting(), episode, state.version() + 1);
  }

  private void change(String receiver, UnaryOperator<RateState> change) {
    for (int i = 0; i < ATTEMPTS; i++) {
      Optional<RateState> state = store.get(receiver);
      if (state.isEmpty()) {
        return;
      }
      RateState next = change.apply(state.get());
      if (next == state.get() || store.put(next)) {
        return;
      }
    }
    throw contended(receiver);
  }

  private static IllegalStateException contended(String receiver) {
    return new IllegalStateException("the rate limit of receiver " + receiver + " is being changed by others again and again");
  }
}
