package dev.narthex.ingest.exposition;

import dev.narthex.model.GoFloat;
import dev.narthex.model.MetricType;

/** The one spelling of {@code le} and {@code quantile} values, whatever the format wrote: {@code 1} becomes {@code 1.0}, {@code 1000000} becomes {@code 1e+06} (as Prometheus 3.x). */
final class CanonicalFloat {
  private CanonicalFloat() {}

  static String print(double v) {
    String text = GoFloat.general(v);
    boolean whole = text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
    return whole ? text + ".0" : text;
  }

  /** Whether a label of a family of this type holds a float. */
  static boolean applies(MetricType type, String label) {
    return switch (type) {
      case HISTOGRAM -> label.equals("le");
      case SUMMARY -> label.equals("quantile");
      case COUNTER, GAUGE, GAUGEHISTOGRAM, INFO, STATESET, UNKNOWN -> false;
    };
  }

  /** The canonical spelling; what is no number stays. */
  static String normalize(String text) {
    DecimalScanner scanner = new DecimalScanner();
    byte[] b = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return b.length > 0 && scanner.scan(b, 0, b.length) ? print(scanner.value) : text;
  }
}
