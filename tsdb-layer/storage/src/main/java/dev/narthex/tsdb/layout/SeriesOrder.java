package dev.narthex.tsdb.layout;

import dev.narthex.model.Labels;

/**
 * The order of series in every layout: metric name, target (shared labels, then key), own labels, {@code le} last and as a number.
 * Names and values compare by code points.
 */
public final class SeriesOrder {
  private static final String BUCKET_BOUND = "le";

  private SeriesOrder() {}

  /** Compares two columns of two layouts (which may be the same one). */
  public static int compare(Layout a, int columnA, Layout b, int columnB) {
    int c = Labels.compareCodePoints(a.metricName(columnA), b.metricName(columnB));
    if (c == 0) {
      c = a.targets().get(a.target(columnA)).compareTo(b.targets().get(b.target(columnB)));
    }
    return c != 0 ? c : compareOwn(a.ownLabels(columnA), b.ownLabels(columnB));
  }

  /** Compares labels without metric name and shared labels. */
  public static int compareOwn(Labels a, Labels b) {
    int i = 0;
    int j = 0;
    while (true) {
      if (i < a.size() && a.name(i).equals(BUCKET_BOUND)) {
        i++;
      }
      if (j < b.size() && b.name(j).equals(BUCKET_BOUND)) {
        j++;
      }
      if (i >= a.size() || j >= b.size()) {
        break;
      }
      int c = Labels.compareCodePoints(a.name(i), b.name(j));
      if (c == 0) {
        c = Labels.compareCodePoints(a.value(i), b.value(j));
      }
      if (c != 0) {
        return c;
      }
      i++;
      j++;
    }
    if (i < a.size() || j < b.size()) {
      return i < a.size() ? 1 : -1;
    }
    return compareBounds(a.get(BUCKET_BOUND), b.get(BUCKET_BOUND));
  }

  private static int compareBounds(String a, String b) {
    if (a.equals(b)) {
      return 0;
    }
    double x = bound(a);
    double y = bound(b);
    int c = Double.compare(x, y);
    return c != 0 ? c : Labels.compareCodePoints(a, b);
  }

  /** NaN, which sorts last, for what is no number. */
  private static double bound(String text) {
    if (text.equals("+Inf") || text.equals("Inf")) {
      return Double.POSITIVE_INFINITY;
    }
    if (text.isEmpty() || text.length() > 40) {
      return text.isEmpty() ? Double.NEGATIVE_INFINITY : Double.NaN;
    }
    for (int i = 0; i < text.length(); i++) {
      char ch = text.charAt(i);
      if ((ch < '0' || ch > '9') && "+-.eE".indexOf(ch) < 0) {
        return Double.NaN;
      }
    }
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      // Any text is a legal label value; one that is no number merely sorts behind the numbers.
      return Double.NaN;
    }
  }
}
