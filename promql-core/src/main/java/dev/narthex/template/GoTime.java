package dev.narthex.template;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Go's {@code time.Time} and {@code time.Duration} as template values, and its layouts ({@code 2006-01-02 15:04:05}). */
public final class GoTime {
  /** Layout elements, longest first where one is the beginning of another. */
  static final List<String> ELEMENTS =
      List.of("January", "Jan", "Monday", "Mon", "MST", "2006", "-07:00:00", "-07:00", "-0700", "-07", "Z07:00", "Z0700", "002", "01", "02", "03", "04", "05", "06", "15", "_2", "PM", "pm", "1", "2", "3", "4", "5");

  private GoTime() {}

  /** A time with its methods; prints as Go does ({@code 2009-11-10 23:00:00 +0000 UTC}). */
  public static Value time(Instant instant, ZoneId zone) {
    ZonedDateTime t = instant.atZone(zone);
    Map<String, TemplateFunction> methods = new LinkedHashMap<>();
    methods.put("Format", ((TemplateFunction) a -> Value.of(format(t, Arguments.text(a, 0)))).arity("Format", 1, 1));
    methods.put("Unix", ((TemplateFunction) a -> Value.of(instant.getEpochSecond())).arity("Unix", 0, 0));
    methods.put("UnixMilli", ((TemplateFunction) a -> Value.of(instant.toEpochMilli())).arity("UnixMilli", 0, 0));
    methods.put("UTC", ((TemplateFunction) a -> time(instant, ZoneOffset.UTC)).arity("UTC", 0, 0));
    methods.put("Year", ((TemplateFunction) a -> Value.of((long) t.getYear())).arity("Year", 0, 0));
    methods.put("Day", ((TemplateFunction) a -> Value.of((long) t.getDayOfMonth())).arity("Day", 0, 0));
    methods.put("Hour", ((TemplateFunction) a -> Value.of((long) t.getHour())).arity("Hour", 0, 0));
    methods.put("Minute", ((TemplateFunction) a -> Value.of((long) t.getMinute())).arity("Minute", 0, 0));
    methods.put("Second", ((TemplateFunction) a -> Value.of((long) t.getSecond())).arity("Second", 0, 0));
    methods.put("YearDay", ((TemplateFunction) a -> Value.of((long) t.getDayOfYear())).arity("YearDay", 0, 0));
    methods.put("Weekday", ((TemplateFunction) a -> Value.of(t.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH))).arity("Weekday", 0, 0));
    methods.put("Month", ((TemplateFunction) a -> Value.of(t.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH))).arity("Month", 0, 0));
    methods.put("IsZero", ((TemplateFunction) a -> Value.of(instant.equals(ZERO))).arity("IsZero", 0, 0));
    // the instant travels as a hidden field, so that functions can take the value back
    return new Value.Struct("time.Time", Map.of(INSTANT, Value.of(instant.toString()), ZONE, Value.of(zone.getId())), methods, Optional.of(format(t, "2006-01-02 15:04:05.999999999 -0700 MST")));
  }

  private static final Instant ZERO = Instant.parse("0001-01-01T00:00:00Z");
  private static final String INSTANT = "instant";
  private static final String ZONE = "zone";

  /** The time of a {@code time.Time} argument. */
  public static ZonedDateTime of(List<Value> arguments, int index) {
    if (arguments.get(index) instanceof Value.Struct s && s.type().equals("time.Time") && s.fields().get(INSTANT) instanceof Value.Text i && s.fields().get(ZONE) instanceof Value.Text z) {
      return Instant.parse(i.value()).atZone(ZoneId.of(z.value()));
    }
    throw FunctionException.argument(index, "time.Time", arguments.get(index));
  }

  /** A duration; prints as Go does ({@code 1h2m3.5s}). */
  public static Value duration(long nanos) {
    double seconds = nanos / 1e9;
    Map<String, TemplateFunction> methods =
        Map.of(
            "Seconds", ((TemplateFunction) a -> Value.of(seconds)).arity("Seconds", 0, 0),
            "Minutes", ((TemplateFunction) a -> Value.of(seconds / 60)).arity("Minutes", 0, 0),
            "Hours", ((TemplateFunction) a -> Value.of(seconds / 3600)).arity("Hours", 0, 0),
            "Milliseconds", ((TemplateFunction) a -> Value.of(nanos / 1_000_000)).arity("Milliseconds", 0, 0));
    return new Value.Struct("time.Duration", Map.of("seconds", Value.of(seconds)), methods, Optional.of(durationText(nanos)));
  }

  /** Seconds of a duration or number argument. */
  public static double seconds(List<Value> arguments, int index) {
    return arguments.get(index) instanceof Value.Struct s && s.fields().get("seconds") instanceof Value.Float f ? f.value() : Arguments.number(arguments, index);
  }

  static String durationText(long nanos) {
    if (nanos == 0) {
      return "0s";
    }
    String sign = nanos < 0 ? "-" : "";
    long abs = Math.abs(nanos);
    if (abs < 1_000) {
      return sign + abs + "ns";
    }
    if (abs < 1_000_000) {
      return sign + decimal(abs, 1_000) + "µs";
    }
    if (abs < 1_000_000_000) {
      return sign + decimal(abs, 1_000_000) + "ms";
    }
    long minutes = abs / 60_000_000_000L;
    String rest = decimal(abs % 60_000_000_000L, 1_000_000_000) + "s";
    if (minutes == 0) {
      return sign + rest;
    }
    return sign + (minutes >= 60 ? minutes / 60 + "h" : "") + minutes % 60 + "m" + rest;
  }

  private static String decimal(long value, long unit) {
    return java.math.BigDecimal.valueOf(value).divide(java.math.BigDecimal.valueOf(unit)).toPlainString();
  }

  /**
   * Reads a time in a Go layout; without a zone in the text it is UTC.
   *
   * @throws FunctionException with Go's text when the text does not fit
   */
  public static Value parse(String layout, String text) {
    ZonedDateTime t = new GoTimeParser(layout, text).parse();
    return time(t.toInstant(), t.getZone());
  }

  /** Go's zero time: the beginning of year 1. */
  public static Value zero() {
    return time(ZERO, ZoneOffset.UTC);
  }

  /** Prints a time in a Go layout. */
  public static String format(ZonedDateTime t, String layout) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < layout.length(); ) {
      char c = layout.charAt(i);
      if ((c == '.' || c == ',') && i + 1 < layout.length() && (layout.charAt(i + 1) == '0' || layout.charAt(i + 1) == '9')) {
        int end = i + 1;
        while (end < layout.length() && layout.charAt(end) == layout.charAt(i + 1)) {
          end++;
        }
        if (end == layout.length() || !Character.isDigit(layout.charAt(end))) {
          out.append(fraction(t.getNano(), end - i - 1, layout.charAt(i + 1) == '9', c));
          i = end;
          continue;
        }
      }
      String element = elementAt(layout, i);
      out.append(element.isEmpty() ? String.valueOf(c) : print(t, element));
      i += Math.max(1, element.length());
    }
    return out.toString();
  }

  static String elementAt(String layout, int i) {
    for (String element : ELEMENTS) {
      if (layout.startsWith(element, i)) {
        boolean letterFollows = i + element.length() < layout.length() && Character.isLowerCase(layout.charAt(i + element.length()));
        if ((element.equals("Jan") || element.equals("Mon")) && letterFollows) {
          continue;
        }
        return element;
      }
    }
    return "";
  }

  private static String fraction(int nanos, int digits, boolean trim, char separator) {
    String all = String.format("%09d", nanos).substring(0, Math.min(9, digits));
    if (trim) {
      all = all.replaceAll("0+$", "");
      return all.isEmpty() ? "" : separator + all;
    }
    return separator + all;
  }

  private static String print(ZonedDateTime t, String element) {
    int hour12 = t.getHour() % 12 == 0 ? 12 : t.getHour() % 12;
    return switch (element) {
      case "January" -> t.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case "Jan" -> t.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH).substring(0, 3);
      case "Monday" -> t.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH);
      case "Mon" -> t.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH).substring(0, 3);
      case "MST" -> zoneName(t);
      case "2006" -> String.format("%04d", t.getYear());
      case "06" -> String.format("%02d", t.getYear() % 100);
      case "01" -> String.format("%02d", t.getMonthValue());
      case "1" -> String.valueOf(t.getMonthValue());
      case "02" -> String.format("%02d", t.getDayOfMonth());
      case "_2" -> String.format("%2d", t.getDayOfMonth());
      case "2" -> String.valueOf(t.getDayOfMonth());
      case "002" -> String.format("%03d", t.getDayOfYear());
      case "15" -> String.format("%02d", t.getHour());
      case "03" -> String.format("%02d", hour12);
      case "3" -> String.valueOf(hour12);
      case "04" -> String.format("%02d", t.getMinute());
      case "4" -> String.valueOf(t.getMinute());
      case "05" -> String.format("%02d", t.getSecond());
      case "5" -> String.valueOf(t.getSecond());
      case "PM" -> t.getHour() < 12 ? "AM" : "PM";
      case "pm" -> t.getHour() < 12 ? "am" : "pm";
      case "Z07:00" -> t.getOffset().getTotalSeconds() == 0 ? "Z" : offset(t, ":");
      case "Z0700" -> t.getOffset().getTotalSeconds() == 0 ? "Z" : offset(t, "");
      case "-07:00" -> offset(t, ":");
      case "-07:00:00" -> offset(t, ":") + String.format(":%02d", Math.abs(t.getOffset().getTotalSeconds()) % 60);
      case "-07" -> offset(t, "").substring(0, 3);
      default -> offset(t, "");
    };
  }

  private static String offset(ZonedDateTime t, String separator) {
    int minutes = t.getOffset().getTotalSeconds() / 60;
    return String.format("%s%02d%s%02d", minutes < 0 ? "-" : "+", Math.abs(minutes) / 60, separator, Math.abs(minutes) % 60);
  }

  private static String zoneName(ZonedDateTime t) {
    if (t.getZone() instanceof ZoneOffset o) {
      return o.getTotalSeconds() == 0 ? "UTC" : offset(t, "");
    }
    String name = java.time.format.DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH).format(t);
    return name.equals("Z") ? "UTC" : name;
  }
}
