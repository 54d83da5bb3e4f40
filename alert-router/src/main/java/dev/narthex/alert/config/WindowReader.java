package dev.narthex.alert.config;

import dev.narthex.alert.recurring.Days;
import dev.narthex.alert.recurring.Window;
import dev.narthex.model.GoQuote;
import dev.narthex.model.PromDuration;
import dev.narthex.yaml.MappingReader;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads an entry of {@code windows} of a recurring silence. */
final class WindowReader {
  private WindowReader() {}

  static Window read(MappingReader r) {
    List<String> on = r.strings("on");
    String every = r.string("every").orElse("");
    Days days =
        switch (every) {
          case "day" -> daily(r);
          case "week" -> new Days.Weekly(weekdays(r, on));
          case "month" -> new Days.Monthly(daysOfMonth(r, on));
          default -> throw r.error("every", "every must be day, week or month");
        };
    LocalTime from = time(r, "from").orElseThrow(() -> r.error("from", "from is missing: when the window begins, such as \"22:00\""));
    Optional<LocalTime> to = time(r, "to");
    Optional<PromDuration> length = r.duration("for");
    if (to.isPresent() == length.isPresent()) {
      throw r.error(to.isPresent() ? "for" : "to", "give one of to (\"06:00\") and for (8h): when the window ends");
    }
    return new Window(days, from, to.<Window.Length>map(Window.Length.Until::new).orElseGet(() -> length(r, length.orElseThrow())));
  }

  private static Days daily(MappingReader r) {
    if (r.has("on")) {
      throw r.error("on", "on goes with every: week or every: month");
    }
    return new Days.Daily();
  }

  private static Window.Length length(MappingReader r, PromDuration length) {
    Duration d = Duration.ofMillis(length.millis());
    if (d.isZero() || d.compareTo(Window.LONGEST) > 0) {
      throw r.error("for", "for must be longer than nothing and at most " + Window.LONGEST.toDays() + "d");
    }
    return new Window.Length.For(d);
  }

  private static Set<DayOfWeek> weekdays(MappingReader r, List<String> on) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String word : on) {
      try {
        days.add(DayOfWeek.valueOf(word.toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        throw r.error("on", GoQuote.quote(word) + " is no weekday; write monday, tuesday and so on");
      }
    }
    return needed(r, days, "weekdays, such as [saturday, sunday]");
  }

  private static Set<Integer> daysOfMonth(MappingReader r, List<String> on) {
    Set<Integer> days = new TreeSet<>();
    for (String word : on) {
      int day = number(word);
      if (day == 0 || Math.abs(day) > 31) {
        throw r.error("on", GoQuote.quote(word) + " is no day of a month; write 1 to 31, or -1 for the last one to -31");
      }
      days.add(day);
    }
    return needed(r, days, "days of the month, such as [1, -1]");
  }

  /** 0 when it is no number. */
  private static int number(String word) {
    try {
      return Integer.parseInt(word);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static <T> Set<T> needed(MappingReader r, Set<T> days, String what) {
    if (days.isEmpty()) {
      throw r.error("on", "on is missing: " + what);
    }
    return days;
  }

  private static Optional<LocalTime> time(MappingReader r, String key) {
    return r.string(key).map(text -> {
      boolean shape = text.length() == 5 && text.charAt(2) == ':' && text.chars().filter(c -> c >= '0' && c <= '9').count() == 4;
      int hour = shape ? Integer.parseInt(text.substring(0, 2)) : 99;
      int minute = shape ? Integer.parseInt(text.substring(3)) : 99;
      if (hour == 24 && minute == 0) {
        return LocalTime.MIDNIGHT;
      }
      if (hour > 23 || minute > 59) {
        throw r.error(key, GoQuote.quote(text) + " is no time of day; write HH:MM in quotes");
      }
      return LocalTime.of(hour, minute);
    });
  }
}
