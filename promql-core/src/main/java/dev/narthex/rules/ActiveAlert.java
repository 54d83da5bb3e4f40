package dev.narthex.rules;

import dev.narthex.model.Labels;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One alert of a rule between its first evaluation and fifteen minutes after it was resolved. Times are epoch milliseconds; absent
 * ones have not happened.
 *
 * @param labels identify the alert among those of its rule; {@code alertname} included
 * @param value of the expression at the last evaluation that had it
 */
public record ActiveAlert(
    Labels labels,
    Map<String, String> annotations,
    State state,
    double value,
    long activeAt,
    OptionalLong firedAt,
    OptionalLong resolvedAt,
    OptionalLong keepFiringSince,
    OptionalLong lastSentAt,
    long validUntil) {

  /** Where an alert stands. */
  public enum State {
    /** Resolved; kept to tell the router. */
    INACTIVE,
    /** Holds, but not yet for long enough. */
    PENDING,
    FIRING;

    /** The word of the HTTP API and of the label {@code alertstate}. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  ActiveAlert seen(double newValue, Map<String, String> newAnnotations) {
    return new ActiveAlert(labels, newAnnotations, state, newValue, activeAt, firedAt, resolvedAt, OptionalLong.empty(), lastSentAt, validUntil);
  }

  ActiveAlert firing(long at) {
    return new ActiveAlert(labels, annotations, State.FIRING, value, activeAt, OptionalLong.of(at), resolvedAt, keepFiringSince, lastSentAt, validUntil);
  }

  /** Back to pending: {@code for} was raised. */
  ActiveAlert pendingAgain() {
    return new ActiveAlert(labels, annotations, State.PENDING, value, activeAt, OptionalLong.empty(), resolvedAt, keepFiringSince, lastSentAt, validUntil);
  }

  ActiveAlert resolved(long at) {
    return new ActiveAlert(labels, annotations, State.INACTIVE, value, activeAt, firedAt, OptionalLong.of(at), OptionalLong.empty(), lastSentAt, validUntil);
  }

  ActiveAlert keptSince(long at) {
    return new ActiveAlert(labels, annotations, state, value, activeAt, firedAt, resolvedAt, OptionalLong.of(at), lastSentAt, validUntil);
  }

  ActiveAlert activeSince(long at) {
    return new ActiveAlert(labels, annotations, state, value, at, firedAt, resolvedAt, keepFiringSince, lastSentAt, validUntil);
  }

  /** The same alert after it was sent. */
  public ActiveAlert sent(long at, long until) {
    return new ActiveAlert(labels, annotations, state, value, activeAt, firedAt, resolvedAt, keepFiringSince, OptionalLong.of(at), until);
  }

  /** Whether the router must hear of it now: it was resolved since, or the resend delay has passed. */
  public boolean needsSending(long at, long resendDelayMillis) {
    if (state == State.PENDING) {
      return false;
    }
    if (resolvedAt.isPresent() && resolvedAt.getAsLong() > lastSentAt.orElse(Long.MIN_VALUE)) {
      return true;
    }
    return lastSentAt.isEmpty() || lastSentAt.getAsLong() + resendDelayMillis < at;
  }
}
