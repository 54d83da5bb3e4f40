package dev.narthex.api.request;

import dev.narthex.api.answer.ApiException;
import dev.narthex.model.GoQuote;
import dev.narthex.model.TimeRange;
import java.time.format.DateTimeParseException;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/** Times: seconds since the epoch with fractions (kept to the millisecond), or RFC 3339 (Prometheus {@code parseTime}). */
public final class TimeParameter {
  /** The earliest time of Prometheus' API, in epoch milliseconds. */
  public static final long MIN = (Long.MIN_VALUE / 1000 + 62_135_596_801L) * 1000;

  /** The latest time of Prometheus' API, in epoch milliseconds. */
  public static final long MAX = (Long.MAX_VALUE / 1000 - 62_135_596_801L) * 1000 + 999;

  private static final Pattern RFC_3339 =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d?\\d:\\d\\d:\\d\\d([.,]\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)");
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
      throw ApiException.invalidParameter(name, "invalid time value for '" + name + "': ", e);
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
    if (number.isPresent() && !Double.isNaN(number.getAsDouble())) {
      return millis(number.getAsDouble());
    } else if (text.equals(MIN_TEXT)) {
      return MIN;
    } else if (text.equals(MAX_TEXT)) {
      return MAX;
    } else if (RFC_3339.matcher(text).matches()) {
      try {
        // a comma before the fraction and an hour of one digit are as good, says Go
        String strict = text.replace(',', '.');
        return Rfc3339.instant(strict.charAt(12) == ':' ? strict.replaceFirst("T", "T0") : strict).toEpochMilli();
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException(sentence(text), e);
      }
    }
    throw new IllegalArgumentException(sentence(text));
  }

  /** What lies beyond the API's times, as infinity does, is the earliest or the latest of them. Prometheus takes it too, but wraps it around. */
  private static long millis(double seconds) {
    double whole = seconds < 0 ? Math.ceil(seconds) : Math.floor(seconds);
    if (Math.abs(whole) >= 9e15) {
      return seconds < 0 ? MIN : MAX;
    }
    double millis = Math.floor(Math.abs(seconds - whole) * 1000 + 0.5) * Math.signum(seconds);
    return (long) whole * 1000 + (long) millis;
  }

  private static String sentence(String text) {
    return "cannot parse " + GoQuote.quote(text) + " to a valid timestamp";
  }
}
