package dev.narthex.rules;

import dev.narthex.template.Printing;
import java.time.Instant;
import java.time.ZoneOffset;

/** Numbers for people, as the template functions of Prometheus print them: four significant digits and a unit. */
public final class Humanize {
  private static final String[] LARGE = {"", "k", "M", "G", "T", "P", "E", "Z", "Y"};
  private static final String[] SMALL = {"", "m", "u", "n", "p", "f", "a", "z", "y"};
  private static final String[] BINARY = {"", "ki", "Mi", "Gi", "Ti", "Pi", "Ei", "Zi", "Yi"};

  private Humanize() {}

  static String number(double v) {
    if (v == 0 || Double.isNaN(v) || Double.isInfinite(v)) {
      return four(v);
    }
    double x = v;
    int i = 0;
    if (Math.abs(x) >= 1) {
      for (; Math.abs(x) >= 1000 && i < LARGE.length - 1; i++) {
        x /= 1000;
      }
      return four(x) + LARGE[i];
    }
    for (; Math.abs(x) < 1 && i < SMALL.length - 1; i++) {
      x *= 1000;
    }
    return four(x) + SMALL[i];
  }

  static String binary(double v) {
    double x = v;
    int i = 0;
    if (Math.abs(x) > 1 && !Double.isInfinite(x)) {
      for (; Math.abs(x) >= 1024 && i < BINARY.length - 1; i++) {
        x /= 1024;
      }
    }
    return four(x) + BINARY[i];
  }

  static String percentage(double v) {
    return four(v * 100) + "%";
  }

  /** Seconds as days, hours, minutes and seconds; below a second with a prefix ({@code 12.3ms}). */
  public static String duration(double v) {
    if (Double.isNaN(v) || Double.isInfinite(v)) {
      return four(v);
    }
    if (v == 0) {
      return "0s";
    }
    if (Math.abs(v) < 1) {
      double x = v;
      int i = 0;
      for (; Math.abs(x) < 1 && i < SMALL.length - 1; i++) {
        x *= 1000;
      }
      return four(x) + SMALL[i] + "s";
    }
    String sign = v < 0 ? "-" : "";
    double abs = Math.abs(v);
    long total = (long) abs;
    long seconds = total % 60;
    long minutes = total / 60 % 60;
    long hours = total / 3600 % 24;
    long days = total / 86_400;
    if (days != 0) {
      return sign + days + "d " + hours + "h " + minutes + "m " + seconds + "s";
    }
    if (hours != 0) {
      return sign + hours + "h " + minutes + "m " + seconds + "s";
    }
    if (minutes != 0) {
      return sign + minutes + "m " + seconds + "s";
    }
    return sign + four(abs) + "s";
  }

  static String timestamp(double seconds) {
    if (Double.isNaN(seconds) || Double.isInfinite(seconds)) {
      return four(seconds);
    }
    return dev.narthex.template.GoTime.format(instant(seconds).atZone(ZoneOffset.UTC), "2006-01-02 15:04:05.999999999 -0700 MST");
  }

  static Instant instant(double seconds) {
    return Instant.ofEpochMilli((long) (seconds * 1000));
  }

  private static String four(double v) {
    return Printing.general(v, 4);
  }
}
