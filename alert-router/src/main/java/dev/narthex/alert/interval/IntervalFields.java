package dev.narthex.alert.interval;

import dev.narthex.model.GoQuote;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/** Reads the fields of a time interval; each throws {@link IllegalArgumentException} with a sentence. */
final class IntervalFields {
  private static final List<String> WEEKDAYS = List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");
  private static final List<String> MONTHS =
      List.of("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december");

  private IntervalFields() {}

  /** {@code monday}, {@code monday:friday}; sunday is 0 and a range does not wrap. */
  static IntRange weekdays(String text) {
    return range(text, word -> named(word, WEEKDAYS, 0, "weekday"), "weekday");
  }

  /** {@code january}, {@code 5}, {@code may:august}. */
  static IntRange months(String text) {
    return range(text, word -> isNumber(word) ? number(word) : named(word, MONTHS, 1, "month"), "month");
  }

  static IntRange years(String text) {
    return range(text, IntervalFields::number, "year");
  }

  /** {@code 1:5}, {@code -3:-1}: counted from the end when negative. */
  static IntRange daysOfMonth(String text) {
    IntRange range = rangeOf(text, IntervalFields::number);
    if (range.first() == 0 || range.last() == 0 || Math.abs(range.first()) > 31 || Math.abs(range.last()) > 31) {
      throw new IllegalArgumentException(GoQuote.quote(text) + " is not a valid day of the month: out of range");
    }
    if (range.first() < 0 && range.last() > 0) {
      throw new IllegalArgumentException("end day must be negative if start day is negative: " + GoQuote.quote(text));
    }
    // compare as in a month of 31 days, the longest there is
    int first = range.first() < 0 ? 32 + range.first() : range.first();
    int last = range.last() < 0 ? 32 + range.last() : range.last();
    if (first > last) {
      throw new IllegalArgumentException("end day " + range.last() + " is always before start day " + range.first());
    }
    return range;
  }

  /** Minutes of the day of {@code HH:MM}; 24:00 is allowed. */
  static int minutes(String text) {
    boolean shape = text.length() == 5 && text.charAt(2) == ':' && isNumber(text.substring(0, 2)) && isNumber(text.substring(3));
    int hours = shape ? Integer.parseInt(text.substring(0, 2)) : -1;
    int minutes = shape ? Integer.parseInt(text.substring(3)) : -1;
    if (!shape || hours > 24 || minutes > 59 || (hours == 24 && minutes > 0)) {
      throw new IllegalArgumentException("couldn't parse timestamp " + text + ", invalid format; write HH:MM");
    }
    return hours * 60 + minutes;
  }

  private static IntRange range(String text, ToIntFunction<String> member, String what) {
    IntRange range = rangeOf(text, member);
    if (range.first() > range.last()) {
      throw new IllegalArgumentException("start " + what + " cannot be after end " + what + ": " + GoQuote.quote(text) + "; write two ranges");
    }
    return range;
  }

  private static IntRange rangeOf(String text, ToIntFunction<String> member) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    int colon = lower.indexOf(':');
    if (colon < 0) {
      int only = member.applyAsInt(lower);
      return new IntRange(only, only);
    }
    if (lower.indexOf(':', colon + 1) >= 0) {
      throw new IllegalArgumentException("couldn't parse range " + text + ", invalid format");
    }
    return new IntRange(member.applyAsInt(lower.substring(0, colon)), member.applyAsInt(lower.substring(colon + 1)));
  }

  private static int named(String word, List<String> names, int base, String what) {
    int i = names.indexOf(word);
    if (i < 0) {
      throw new IllegalArgumentException(GoQuote.quote(word) + " is not a valid " + what);
    }
    return base + i;
  }

  private static boolean isNumber(String word) {
    return !word.isEmpty() && word.length() < 6 && word.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static int number(String word) {
    if (!isNumber(word.startsWith("-") ? word.substring(1) : word)) {
      throw new IllegalArgumentException(GoQuote.quote(word) + " is not a number");
    }
    return Integer.parseInt(word);
  }
}
