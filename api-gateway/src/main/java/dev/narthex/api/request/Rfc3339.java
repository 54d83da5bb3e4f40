package dev.narthex.api.request;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

/** Times of RFC 3339. Those in UTC, as programs write them, are read digit by digit: a post of alerts has two in each. */
public final class Rfc3339 {
  private static final String SHAPE = "0000-00-00T00:00:00";

  private Rfc3339() {}

  /**
   * Reads a time.
   *
   * @throws DateTimeParseException when it is none
   */
  public static Instant instant(String text) {
    int end = text.length() - 1;
    if (end < SHAPE.length() || text.charAt(end) != 'Z' || !hasShape(text) || !isFraction(text, end)) {
      return OffsetDateTime.parse(text).toInstant();
    }
    int hour = number(text, 11, 13);
    int minute = number(text, 14, 16);
    int second = number(text, 17, 19);
    if (hour > 23 || minute > 59 || second > 59) {
      return OffsetDateTime.parse(text).toInstant();
    }
    try {
      long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10)).toEpochDay();
      return Instant.ofEpochSecond(day * 86_400 + hour * 3_600 + minute * 60 + second, nanos(text, end));
    } catch (DateTimeException e) {
      throw new DateTimeParseException(String.valueOf(e.getMessage()), text, 0, e);
    }
  }

  private static boolean hasShape(String text) {
    for (int i = 0; i < SHAPE.length(); i++) {
      char wanted = SHAPE.charAt(i);
      char c = text.charAt(i);
      if (wanted == '0' ? c < '0' || c > '9' : c != wanted) {
        return false;
      }
    }
    return true;
  }

  /** Nothing, or a point and one to nine digits. */
  private static boolean isFraction(String text, int end) {
    int digits = end - SHAPE.length() - 1;
    if (digits == -1) {
      return true;
    }
    if (digits < 1 || digits > 9 || text.charAt(SHAPE.length()) != '.') {
      return false;
    }
    for (int i = SHAPE.length() + 1; i < end; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static int number(String text, int from, int end) {
    int number = 0;
    for (int i = from; i < end; i++) {
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }

  private static int nanos(String text, int end) {
    int first = SHAPE.length() + 1;
    int nanos = first > end ? 0 : number(text, first, end);
    for (int digits = Math.max(0, end - first); digits < 9; digits++) {
      nanos *= 10;
    }
    return nanos;
  }
}
