package dev.narthex.alert.silence;

import dev.narthex.alert.matcher.MatcherMode;
import dev.narthex.model.GoQuote;
import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What users may do with silences, by Alertmanager's rules. Safe for concurrent use. */
public final class Silences {
  private static final int ATTEMPTS = 10;

  private final SilenceStore store;
  private final InstantSource clock;
  private final Supplier<String> ids;
  private final Limits limits;
  private final Supplier<List<Silence>> scheduled;

  /**
   * Bounds.
   *
   * @param count silences kept, expired ones included; 0 = no limit
   * @param bytes size of one silence; 0 = no limit
   * @param retention how long an expired silence is kept
   * @param mode which names matchers may have
   */
  public record Limits(int count, int bytes, Duration retention, MatcherMode mode) {
    public static final Limits DEFAULT = new Limits(0, 0, Duration.ofHours(120), MatcherMode.FALLBACK);
  }

  /** Without recurring silences. */
  public Silences(SilenceStore store, InstantSource clock, Supplier<String> ids, Limits limits) {
    this(store, clock, ids, limits, List::of);
  }

  /**
   * Silences over a store.
   *
   * @param scheduled recurring silences in force: shown with the others, changed in their file alone
   */
  public Silences(SilenceStore store, InstantSource clock, Supplier<String> ids, Limits limits, Supplier<List<Silence>> scheduled) {
    this.scheduled = scheduled;
    this.store = store;
    this.clock = clock;
    this.ids = ids;
    this.limits = limits;
  }

  /**
   * Creates a silence, or edits the one whose id is given. An edit that would rewrite history (other matchers, another start of an
   * active silence, anything of an expired one) expires the old silence and creates a new one.
   *
   * @return the id under which it stands now
   */
  public String set(Silence given) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<String> id = trySet(given, clock.instant());
      if (id.isPresent()) {
        return id.get();
      }
    }
    throw new SilenceException(SilenceException.Kind.CONTENDED, "the silence is being changed by others; try again");
  }

  private Optional<String> trySet(Silence given, Instant now) {
    Silence wanted = given.startsAt().isBefore(now) ? given.between(now, given.endsAt(), now) : given.between(given.startsAt(), given.endsAt(), now);
    if (given.id().isEmpty()) {
      check(wanted, now);
      return create(wanted);
    }
    Silence old = stored(given.id());
    Silence inPlace = old.stateAt(now) == Silence.State.ACTIVE && sameSecond(given.startsAt(), old.startsAt()) ? wanted.between(old.startsAt(), wanted.endsAt(), now) : wanted;
    if (mayEdit(old, given, now)) {
      check(inPlace, now);
      return store.put(inPlace.stored(old.id(), old.version() + 1)) ? Optional.of(old.id()) : Optional.empty();
    }
    check(wanted, now);
    if (old.stateAt(now) != Silence.State.EXPIRED && !store.put(expired(old, now))) {
      return Optional.empty();
    }
    return create(wanted);
  }

  private Silence stored(String id) {
    return store.get(id).orElseThrow(() -> {
      boolean recurs = scheduled.get().stream().anyMatch(s -> s.id().equals(id));
      return recurs
          ? invalid("silence " + id + " is a recurring one: change or remove it under recurring_silences in narthex.yml")
          : new SilenceException(SilenceException.Kind.UNKNOWN, "silence " + id + " not found");
    });
  }

  private static boolean mayEdit(Silence old, Silence given, Instant now) {
    if (!old.matchers().equals(given.matchers())) {
      return false;
    }
    return switch (old.stateAt(now)) {
      case ACTIVE -> sameSecond(given.startsAt(), old.startsAt()) && !given.endsAt().isBefore(now);
      case PENDING -> !given.startsAt().isBefore(now);
      case EXPIRED -> false;
    };
  }

  private static boolean sameSecond(Instant a, Instant b) {
    return a.getEpochSecond() == b.getEpochSecond();
  }

  private Optional<String> create(Silence wanted) {
    if (limits.count > 0 && store.all().size() >= limits.count) {
      throw invalid("exceeded maximum number of silences: " + (store.all().size() + 1) + " (limit: " + limits.count + ")");
    }
    String id = ids.get();
    return store.put(wanted.stored(id, 1)) ? Optional.of(id) : Optional.empty();
  }

  private void check(Silence s, Instant now) {
    if (s.matchers().isEmpty()) {
      throw invalid("invalid silence: at least one matcher required");
    }
    for (int i = 0; i < s.matchers().size(); i++) {
      String name = s.matchers().get(i).name();
      if (limits.mode == MatcherMode.CLASSIC ? !GoQuote.isLegacyLabelName(name) : name.isEmpty()) {
        throw invalid("invalid silence: invalid label matcher " + i + ": invalid label name " + GoQuote.quote(name));
      }
    }
    if (s.matchers().stream().allMatch(LabelMatcher::matchesEmpty)) {
      throw invalid("invalid silence: at least one matcher must not match the empty string");
    }
    if (s.endsAt().isBefore(s.startsAt())) {
      throw invalid("invalid silence: end time must not be before start time");
    }
    if (!s.endsAt().isAfter(now)) {
      throw invalid("invalid silence: end time can't be in the past");
    }
    int bytes = s.matchers().toString().length() + s.comment().length() + s.createdBy().length() + s.annotations().toString().length();
    if (limits.bytes > 0 && bytes > limits.bytes) {
      throw invalid("silence exceeded maximum size: " + bytes + " bytes (limit: " + limits.bytes + " bytes)");
    }
  }

  private static SilenceException invalid(String message) {
    return new SilenceException(SilenceException.Kind.INVALID, message);
  }

  /** Ends a silence now. Ending an expired one does nothing. */
  public void expire(String id) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Silence silence = stored(id);
      Instant now = clock.instant();
      if (silence.stateAt(now) == Silence.State.EXPIRED || store.put(expired(silence, now))) {
        return;
      }
    }
    throw new SilenceException(SilenceException.Kind.CONTENDED, "the silence is being changed by others; try again");
  }

  private static Silence expired(Silence s, Instant now) {
    Instant start = s.startsAt().isAfter(now) ? now : s.startsAt();
    return s.between(start, now, now).stored(s.id(), s.version() + 1);
  }

  /** Ids of the active silences that mute an alert, sorted; {@code all} is one consistent read for a whole flush. */
  public List<String> mutedBy(Labels alert, List<Silence> all, Instant now) {
    List<String> ids = new ArrayList<>();
    for (Silence s : all) {
      if (s.mutes(alert, now)) {
        ids.add(s.id());
      }
    }
    ids.sort(null);
    return ids;
  }

  /** Every silence, and the recurring ones in force. */
  public List<Silence> all() {
    return withScheduled(store.all());
  }

  private List<Silence> withScheduled(List<Silence> stored) {
    List<Silence> all = new ArrayList<>(stored);
    all.addAll(scheduled.get());
    return all;
  }

  public Optional<Silence> get(String id) {
    return store.get(id).or(() -> scheduled.get().stream().filter(s -> s.id().equals(id)).findFirst());
  }

  /**
   * Forgets silences that ended longer ago than the retention.
   *
   * @return what is left, and the recurring ones in force
   */
  public List<Silence> collect() {
    Instant oldest = clock.instant().minus(limits.retention);
    List<Silence> kept = new ArrayList<>();
    for (Silence s : store.all()) {
      if (s.endsAt().isBefore(oldest)) {
        store.remove(s.id());
      } else {
        kept.add(s);
      }
    }
    return withScheduled(kept);
  }
}
