package dev.narthex.local.query;

import dev.narthex.model.PromDuration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** A moment as people write it. */
public final class QueryTime {
  private QueryTime() {}

  /**
   * Reads {@code now}, a duration before now ({@code -1h}), epoch seconds, or RFC 3339.
   *
   * @throws IllegalArgumentException with one sentence when the text is none of these
   */
  public static Instant parse(String text, Instant now) {
    if (text.equals("now")) {
      return now;
    }
    if (text.startsWith("-")) {
      return now.minusMillis(PromDuration.parse(text.substring(1)).millis());
    }
    try {
      return Instant.ofEpochMilli(Math.round(Double.parseDouble(text) * 1000));
    } catch (NumberFormatException notSeconds) {
      try {
        return OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException(
            "\"" + text + "\" is no time: write now, -1h, epoch seconds or 2026-11-24T12:00:00Z", e);
      }
    }
  }
}
