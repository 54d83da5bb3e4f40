package dev.narthex.alert.recurring;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;

/**
 * A part of the calendar that comes again and again.
 *
 * @param from when it begins, on the clocks of the zone
 */
public record Window(Days days, LocalTime from, Length length) {
  /** The longest window. */
  public static final Duration LONGEST = Duration.ofDays(31);

  /** When a window ends. */
  public sealed interface Length {
    /** When the clocks of the zone show a time for the first time after the beginning; on the next day when that is not after it. */
    record Until(LocalTime to) implements Length {}

    /** So much time after the beginning, whatever the clocks show. */
    record For(Duration length) implements Length {}
  }

  /** One time that the window comes: the end is not part of it. */
  record Occurrence(Instant start, Instant end) {
    boolean contains(Instant now) {
      return !now.isBefore(start) && now.isBefore(end);
    }
  }

  /** The occurrences that hold a moment, the earliest first; more than one when a window is longer than the time between two. */
  List<Occurrence> at(Instant now, ZoneId zone) {
    LocalDate today = now.atZone(zone).toLocalDate();
    long back = switch (length) {
      case Length.Until _ -> 1;
      case Length.For(Duration d) -> d.toDays() + 1;
    };
    return today.minusDays(back + 1).datesUntil(today.plusDays(2)).filter(days::contains).map(day -> on(day, zone)).filter(o -> o.contains(now)).toList();
  }

  private Occurrence on(LocalDate day, ZoneId zone) {
    Instant start = earliest(day, from, zone);
    return switch (length) {
      case Length.Until(LocalTime to) -> new Occurrence(start, latest(to.isAfter(from) ? day : day.plusDays(1), to, zone));
      case Length.For(Duration d) -> new Occurrence(start, start.plus(d));
    };
  }

  /** When the clocks show a time for the first time that day; where they leap over it, the moment of the leap. */
  private static Instant earliest(LocalDate day, LocalTime time, ZoneId zone) {
    return ofGap(day, time, zone, ZonedDateTime.of(day, time, zone).withEarlierOffsetAtOverlap());
  }

  /** When the clocks show a time for the last time that day: in the hour that comes twice a window lasts through both. */
  private static Instant latest(LocalDate day, LocalTime time, ZoneId zone) {
    return ofGap(day, time, zone, ZonedDateTime.of(day, time, zone).withLaterOffsetAtOverlap());
  }

  private static Instant ofGap(LocalDate day, LocalTime time, ZoneId zone, ZonedDateTime shown) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(day.atTime(time));
    ZoneOffsetTransition leap = offsets.isEmpty() ? zone.getRules().getTransition(day.atTime(time)) : null;
    return leap == null ? shown.toInstant() : leap.getInstant();
  }
}
