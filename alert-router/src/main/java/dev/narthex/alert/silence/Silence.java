package dev.narthex.alert.silence;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One silence.
 *
 * @param id a UUID; "" before it is stored
 * @param matchers all must match; at least one does not match the empty string
 * @param version grows with each change; 0 before it is stored
 */
public record Silence(
    String id,
    List<LabelMatcher> matchers,
    Instant startsAt,
    Instant endsAt,
    Instant updatedAt,
    String createdBy,
    String comment,
    Map<String, String> annotations,
    long version) {

  /** Where a silence stands at a moment. */
  public enum State {
    PENDING,
    ACTIVE,
    EXPIRED;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  public Silence {
    matchers = List.copyOf(matchers);
    annotations = Map.copyOf(annotations);
  }

  public State stateAt(Instant now) {
    if (now.isBefore(startsAt)) {
      return State.PENDING;
    }
    return now.isBefore(endsAt) ? State.ACTIVE : State.EXPIRED;
  }

  public boolean mutes(Labels alert, Instant now) {
    return stateAt(now) == State.ACTIVE && LabelMatcher.allMatch(matchers, alert);
  }

  Silence between(Instant start, Instant end, Instant updated) {
    return new Silence(id, matchers, start, end, updated, createdBy, comment, annotations, version);
  }

  Silence stored(String newId, long newVersion) {
    return new Silence(newId, matchers, startsAt, endsAt, updatedAt, createdBy, comment, annotations, newVersion);
  }
}
