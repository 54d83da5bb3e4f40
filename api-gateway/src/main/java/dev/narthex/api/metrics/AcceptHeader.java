package dev.narthex.api.metrics;

import java.util.List;
import java.util.Locale;

/** Chooses an exposition format from {@code Accept}. */
final class AcceptHeader {
  private AcceptHeader() {}

  /** Whether OpenMetrics has a higher weight than plain text (at equal weights what stands first wins). */
  static boolean prefersOpenMetrics(List<String> headers) {
    double openMetrics = 0;
    double text = 0;
    for (String header : headers) {
      for (String range : header.toLowerCase(Locale.ROOT).split(",")) {
        String type = range.split(";", 2)[0].strip();
        double weight = weight(range);
        if (type.equals("application/openmetrics-text")) {
          openMetrics = Math.max(openMetrics, weight > text ? weight : 0);
        } else if (type.equals("text/plain") || type.equals("text/*")) {
          text = Math.max(text, weight);
        }
      }
    }
    return openMetrics > 0 && openMetrics >= text;
  }

  private static double weight(String range) {
    for (String parameter : range.split(";")) {
      String p = parameter.strip();
      if (p.startsWith("q=")) {
        try {
          return Double.parseDouble(p.substring(2));
        } catch (NumberFormatException e) {
          return 0; // a weight nobody can read: the range is not wanted
        }
      }
    }
    return 1;
  }
}
