package dev.narthex.template;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Reads one text by a Go layout, as {@code time.ParseInLocation} does with UTC. */
final class GoTimeParser {
  private static final List<String> WEEKDAYS = Arrays.stream(java.time.DayOfWeek.values()).map(d -> d.getDisplayName(TextStyle.FULL, Locale.ENGLISH)).toList();
  private static final List<String> MONTHS = Arrays.stream(Month.values()).map(m -> m.getDisplayName(TextStyle.FULL, Locale.ENGLISH)).toList();

  private final String layout;
  private final String text;
  private int at;
  private int year;
  private int month = 1;
  private int day = 1;
  private int hour;
  private int minute;
  private int second;
  private int nanos;
  private boolean afternoon;
  private boolean twelveHours;
  private ZoneId zone = ZoneOffset.UTC;

  GoTimeParser(String layout, String text) {
    this.layout = layout;
    this.text = text;
  }

  ZonedDateTime parse() {
    for (int i = 0; i < layout.length(); ) {
      String element = GoTime.elementAt(layout, i);
      if (element.isEmpty()) {
        int digits = fractionDigits(i);
        if (digits > 0) {
          fraction();
          i += digits + 1;
          continue;
        }
        expect(layout.charAt(i), i);
        i++;
        continue;
      }
      read(element);
      i += element.length();
      if ((element.equals("05") || element.equals("5")) && fractionDigits(i) == 0 && at < text.length() && text.charAt(at) == '.') {
        fraction(); // Go takes a fraction behind seconds that the layout does not mention
      }
    }
    if (at < text.length()) {
      throw new FunctionException("parsing time " + GoText.quote(text) + ": extra text: " + GoText.quote(text.substring(at)));
    }
    try {
      int hours = twelveHours ? hour % 12 + (afternoon ? 12 : 0) : hour;
      return ZonedDateTime.of(LocalDateTime.of(year, month, day, hours, minute, second, nanos), zone);
    } catch (DateTimeException e) {
      throw new FunctionException("parsing time " + GoText.quote(text) + ": day out of range");
    }
  }

  /** The digits of a fraction element ({@code .000}, {@code ,999}) at a place of the layout; 0 = none there. */
  private int fractionDigits(int i) {
    if (i + 1 >= layout.length() || (layout.charAt(i) != '.' && layout.charAt(i) != ',')) {
      return 0;
    }
    char digit = layout.charAt(i + 1);
    int end = i + 1;
    while (end < layout.length() && layout.charAt(end) == digit && (digit == '0' || digit == '9')) {
      end++;
    }
    return end < layout.length() && Character.isDigit(layout.charAt(end)) ? 0 : end - i - 1;
  }

  private void read(String element) {
    switch (element) {
      case "2006" -> year = number(4, 4, element);
      case "06" -> {
        int two = number(2, 2, element);
        year = two >= 69 ? 1900 + two : 2000 + two;
      }
      case "01" -> month = within(number(2, 2, element), 1, 12, "month");
      case "1" -> month = within(number(1, 2, element), 1, 12, "month");
      case "January", "Jan" -> month = 1 + name(MONTHS, element);
      case "Monday", "Mon" -> name(WEEKDAYS, element);
      case "02" -> day = within(number(2, 2, element), 1, 31, "day");
      case "_2" -> {
        if (at < text.length() && text.charAt(at) == ' ') {
          at++;
        }
        day = within(number(1, 2, element), 1, 31, "day");
      }
      case "2" -> day = within(number(1, 2, element), 1, 31, "day");
      case "15" -> hour = within(number(2, 2, element), 0, 23, "hour");
      case "03", "3" -> {
        twelveHours = true;
        hour = within(number(element.length(), 2, element), 0, 12, "hour");
      }
      case "04", "4" -> minute = within(number(element.length(), 2, element), 0, 59, "minute");
      case "05", "5" -> second = within(number(element.length(), 2, element), 0, 59, "second");
      case "PM", "pm" -> half(element);
      case "MST" -> abbreviation();
      case "Z07:00", "Z0700" -> offset(element);
      case "-07:00", "-0700", "-07", "-07:00:00" -> offset(element);
      default -> throw bad(element);
    }
  }

  private void half(String element) {
    String word = at + 2 <= text.length() ? text.substring(at, at + 2).toUpperCase(Locale.ROOT) : "";
    if (!word.equals("AM") && !word.equals("PM")) {
      throw bad(element);
    }
    twelveHours = true;
    afternoon = word.equals("PM");
    at += 2;
  }

  private void abbreviation() {
    int end = at;
    while (end < text.length() && Character.isUpperCase(text.charAt(end))) {
      end++;
    }
    if (end - at < 3 || end - at > 5) {
      throw bad("MST");
    }
    // any abbreviation but UTC is a made-up zone without offset in Go; the hour stays as it is
    at = end;
  }

  private void offset(String element) {
    if (element.startsWith("Z") && at < text.length() && text.charAt(at) == 'Z') {
      at++;
      zone = ZoneOffset.UTC;
      return;
    }
    if (at >= text.length() || (text.charAt(at) != '+' && text.charAt(at) != '-')) {
      throw bad(element);
    }
    int sign = text.charAt(at++) == '-' ? -1 : 1;
    int hours = number(2, 2, element);
    int minutes = 0;
    int seconds = 0;
    if (!element.equals("-07")) {
      if (element.contains(":")) {
        expectText(':', element);
      }
      minutes = number(2, 2, element);
    }
    if (element.endsWith(":00:00")) {
      expectText(':', element);
      seconds = number(2, 2, element);
    }
    try {
      zone = ZoneOffset.ofTotalSeconds(sign * (hours * 3600 + minutes * 60 + seconds));
    } catch (DateTimeException e) {
      throw bad(element);
    }
  }

  private int name(List<String> names, String element) {
    boolean brief = element.length() == 3;
    for (int i = 0; i < names.size(); i++) {
      String name = brief ? names.get(i).substring(0, 3) : names.get(i);
      if (text.regionMatches(true, at, name, 0, name.length())) {
        at += name.length();
        return i;
      }
    }
    throw bad(element);
  }

  private void fraction() {
    if (at >= text.length() || (text.charAt(at) != '.' && text.charAt(at) != ',')) {
      return;
    }
    int end = at + 1;
    while (end < text.length() && Character.isDigit(text.charAt(end))) {
      end++;
    }
    String digits = text.substring(at + 1, end);
    nanos = digits.isEmpty() ? 0 : Integer.parseInt((digits + "000000000").substring(0, 9));
    at = end;
  }

  private int number(int least, int most, String element) {
    int end = at;
    while (end < text.length() && end - at < most && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    if (end - at < least) {
      throw bad(element);
    }
    int value = Integer.parseInt(text.substring(at, end));
    at = end;
    return value;
  }

  private int within(int value, int least, int most, String what) {
    if (value < least || value > most) {
      throw new FunctionException("parsing time " + GoText.quote(text) + ": " + what + " out of range");
    }
    return value;
  }

  private void expect(char c, int layoutAt) {
    if (at >= text.length() || text.charAt(at) != c) {
      throw bad(layout.substring(layoutAt));
    }
    at++;
  }

  private void expectText(char c, String element) {
    if (at >= text.length() || text.charAt(at) != c) {
      throw bad(element);
    }
    at++;
  }

  private FunctionException bad(String element) {
    String rest = text.substring(Math.min(at, text.length()));
    return new FunctionException("parsing time " + GoText.quote(text) + " as " + GoText.quote(layout) + ": cannot parse " + GoText.quote(rest) + " as " + GoText.quote(element));
  }
}
