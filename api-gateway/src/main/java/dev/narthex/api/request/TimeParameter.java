package dev.narthex.api.request;

import dev.narthex.api.answer.ApiException;
import dev.narthex.model.GoQuote;
import dev.narthex.model.TimeRange;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.OptionalDouble;

/** Times: seconds since the epoch with fractions (kept to the millisecond), or RFC 3339 (Prometheus {@code parseTime}). */
public final class TimeParameter {
  /** The earliest time of Prometheus' API, in epoch milliseconds. */
  public static final long MIN = (Long.MIN_VALUE / 1000 + 62_135_596_801L) * 1000;

  /** The latest time of Prometheus' API, in epoch milliseconds. */
  public static final long MAX = (Long.MAX_VALUE / 1000 - 62_135_596_801L) * 1000 + 999;

  private static final String MIN_TEXT = "-292273086-05-16T16:47:06Z";
  private static final String MAX_TEXT = "292277025-08-18T07:12:54.999999999Z";

  private TimeParameter() {}

  /** A time that must be given, in epoch milliseconds. */
  public static long required(Parameters parameters, String name) {
    try {
      return parse(parameters.text(name));
    } catch (IllegalArgumentException e) {
      throw ApiException.invalidParameter(name, "", e);
    }
  }

  /** A time that may be absent, in epoch milliseconds. */
  public static long optional(Parameters parameters, String name, long otherwise) {
    String text = parameters.text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      return parse(text);
    } catch (IllegalArgumentException e) {
      throw ApiException.invalidParameter(name, "Invalid time value for '" + name + "': ", e);
    }
  }

  /** {@code start} and {@code end}, each open when absent. */
  public static TimeRange range(Parameters parameters) {
    return TimeRange.closed(optional(parameters, "start", MIN), optional(parameters, "end", MAX));
  }

  /**
   * Parses one time.
   *
   * @throws IllegalArgumentException with Prometheus' sentence
   */
  static long parse(String text) {
    OptionalDouble number = GoNumber.parseFloat(text);
    if (number.isPresent()) {
      double seconds = number.getAsDouble();
      double whole = seconds < 0 ? Math.ceil(seconds) : Math.floor(seconds);
      double millis = Math.floor(Math.abs(seconds - whole) * 1000 + 0.5) * Math.signum(seconds);
      if (Math.abs(whole) < 9e15) {
        return (long) whole * 1000 + (long) millis;
      }
    } else if (text.equals(MIN_TEXT)) {
      return MIN;
    } else if (text.equals(MAX_TEXT)) {
      return MAX;
    } else if (text.length() >= 20 && text.charAt(10) == 'T' && text.charAt(16) == ':') {
      try {
        return OffsetDateTime.parse(text).toInstant().toEpochMilli();
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException(sentence(text), e);
      }
    }
    throw new IllegalArgumentException(sentence(text));
  }

  private static String sentence(String text) {
    return "cannot parse " + GoQuote.quote(text) + " to a valid timestamp";
  }
}
