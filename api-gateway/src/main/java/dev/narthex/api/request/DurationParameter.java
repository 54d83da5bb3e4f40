package dev.narthex.api.request;

import dev.narthex.api.answer.ApiException;
import dev.narthex.model.GoQuote;
import dev.narthex.model.PromDuration;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/** Durations: seconds with fractions, or Prometheus' units (Prometheus {@code parseDuration}). */
public final class DurationParameter {
  private DurationParameter() {}

  /** A duration that must be given; may be zero or negative. */
  public static Duration required(Parameters parameters, String name) {
    try {
      return parse(parameters.text(name));
    } catch (IllegalArgumentException e) {
      throw ApiException.invalidParameter(name, "", e);
    }
  }

  public static Optional<Duration> optional(Parameters parameters, String name) {
    return parameters.text(name).isEmpty() ? Optional.empty() : Optional.of(required(parameters, name));
  }

  /**
   * Parses one duration.
   *
   * @throws IllegalArgumentException with Prometheus' sentence
   */
  static Duration parse(String text) {
    OptionalDouble seconds = GoNumber.parseFloat(text);
    if (seconds.isPresent()) {
      double nanos = seconds.getAsDouble() * 1e9;
      if (Double.isNaN(nanos)) {
        // as Go makes of it
        return Duration.ofNanos(Long.MIN_VALUE);
      }
      if (Math.abs(nanos) > Long.MAX_VALUE) {
        throw new IllegalArgumentException(sentence(text) + ". It overflows int64");
      }
      return Duration.ofNanos((long) nanos);
    }
    try {
      return Duration.ofMillis(PromDuration.parse(text).millis());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(sentence(text), e);
    }
  }

  private static String sentence(String text) {
    return "cannot parse " + GoQuote.quote(text) + " to a valid duration";
  }
}
