package dev.narthex.alert.interval;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * One entry of {@code time_intervals}: every field that is given must match, any element of a field suffices. The test uses the wall
 * clock of the zone: hours that a spring change skips never match, those that an autumn change repeats match twice.
 *
 * @param times minutes of the day, the end not included
 * @param daysOfMonth 1…31, or −31…−1 from the month's end; clamped to the month
 */
public record TimeInterval(
    List<IntRange> times, List<IntRange> weekdays, List<IntRange> daysOfMonth, List<IntRange> months, List<IntRange> years, ZoneId zone) {

  /** A start and end of {@code times}, as {@code HH:MM}. */
  public record TimeOfDay(String start, String end) {}

  /**
   * Reads the texts of a config.
   *
   * @param location IANA name, {@code UTC}, {@code Local}, or "" for UTC
   * @throws IllegalArgumentException with a sentence for what is wrong
   */
  public static TimeInterval parse(
      List<TimeOfDay> times, List<String> weekdays, List<String> daysOfMonth, List<String> months, List<String> years, String location) {
    return new TimeInterval(
        each(times, TimeInterval::time),
        each(weekdays, IntervalFields::weekdays),
        each(daysOfMonth, IntervalFields::daysOfMonth),
        each(months, IntervalFields::months),
        each(years, IntervalFields::years),
        zone(location));
  }

  private static <T> List<IntRange> each(List<T> texts, Function<T, IntRange> parse) {
    List<IntRange> ranges = new ArrayList<>();
    for (T text : texts) {
      ranges.add(parse.apply(text));
    }
    return List.copyOf(ranges);
  }

  private static IntRange time(TimeOfDay t) {
    int start = IntervalFields.minutes(t.start);
    int end = IntervalFields.minutes(t.end);
    if (start >= end) {
      throw new IllegalArgumentException("start time cannot be equal or greater than end time: " + t.start + " to " + t.end + "; write two ranges for one that passes midnight");
    }
    return new IntRange(start, end - 1);
  }

  private static ZoneId zone(String location) {
    if (location.isEmpty() || location.equals("UTC")) {
      return ZoneOffset.UTC;
    }
    try {
      return location.equals("Local") ? ZoneId.systemDefault() : ZoneId.of(location);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("unknown time zone " + location + "; use an IANA name such as Europe/Berlin", e);
    }
  }

  public boolean contains(Instant instant) {
    ZonedDateTime t = instant.atZone(zone);
    return any(times, t.getHour() * 60 + t.getMinute())
        && any(weekdays, t.getDayOfWeek().getValue() % 7)
        && anyDay(t.getDayOfMonth(), t.toLocalDate().lengthOfMonth())
        && any(months, t.getMonthValue())
        && any(years, t.getYear());
  }

  private static boolean any(List<IntRange> ranges, int n) {
    return ranges.isEmpty() || ranges.stream().anyMatch(r -> r.contains(n));
  }

  private boolean anyDay(int day, int length) {
    if (daysOfMonth.isEmpty()) {
      return true;
    }
    for (IntRange r : daysOfMonth) {
      int first = r.first() < 0 ? length + r.first() + 1 : r.first();
      int last = r.last() < 0 ? length + r.last() + 1 : r.last();
      // a range that begins behind the month's end has no day in it
      if (first <= length && day >= Math.max(1, first) && day <= Math.min(length, last)) {
        return true;
      }
    }
    return false;
  }
}
