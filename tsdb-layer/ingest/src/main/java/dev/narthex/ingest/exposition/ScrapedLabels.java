package dev.narthex.ingest.exposition;

import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The labels of one series as they stand in a body, empty values included: a reused buffer of pairs, sorted by name once complete. */
public final class ScrapedLabels {
  private static final int MAX_CANONICAL = 10_000;

  private final Map<String, String> canonical = new HashMap<>();
  private String[] pairs = new String[32];
  private int count;
  private String[] lastNames = new String[16];
  private int lastCount = -1;
  private boolean inOrder;

  void clear() {
    count = 0;
  }

  void add(String name, String value) {
    if (2 * count == pairs.length) {
      pairs = Arrays.copyOf(pairs, pairs.length * 2);
    }
    pairs[2 * count] = name;
    pairs[2 * count + 1] = value;
    count++;
  }

  /** Sorts by name; answers a name that occurs twice, or the empty string. Lines whose names are those of the line before, which were in order, need no sorting. */
  String complete() {
    if (count == lastCount && sameNames()) {
      return "";
    }
    String twice = sort();
    lastCount = twice.isEmpty() && inOrder ? count : -1;
    for (int i = 0; i < count && lastCount >= 0; i++) {
      lastNames[i] = pairs[2 * i];
    }
    return twice;
  }

  @SuppressWarnings({"ReferenceEquality", "StringEquality"}) // the pool gives the same object for the same text; another object only costs a sort
  private boolean sameNames() {
    for (int i = 0; i < count; i++) {
      if (pairs[2 * i] != lastNames[i]) {
        return false;
      }
    }
    return true;
  }

  private String sort() {
    inOrder = true;
    if (lastNames.length < count) {
      lastNames = new String[pairs.length];
    }
    for (int i = 1; i < count; i++) {
      String name = pairs[2 * i];
      String value = pairs[2 * i + 1];
      int j = i - 1;
      int c = -1;
      while (j >= 0 && (c = Labels.compareCodePoints(pairs[2 * j], name)) > 0) {
        inOrder = false;
        pairs[2 * j + 2] = pairs[2 * j];
        pairs[2 * j + 3] = pairs[2 * j + 1];
        j--;
      }
      if (c == 0) {
        return name;
      }
      pairs[2 * j + 2] = name;
      pairs[2 * j + 3] = value;
    }
    return "";
  }

  /** Brings {@code le} of histograms and {@code quantile} of summaries into their canonical spelling. */
  void normalizeFloats(MetricType type) {
    if (type == MetricType.HISTOGRAM || type == MetricType.SUMMARY) {
      for (int i = 0; i < count; i++) {
        if (CanonicalFloat.applies(type, pairs[2 * i])) {
          if (canonical.size() > MAX_CANONICAL) {
            canonical.clear();
          }
          pairs[2 * i + 1] = canonical.computeIfAbsent(pairs[2 * i + 1], CanonicalFloat::normalize);
        }
      }
    }
  }

  public int size() {
    return count;
  }

  public String name(int i) {
    return pairs[2 * i];
  }

  public String value(int i) {
    return pairs[2 * i + 1];
  }

  /** The metric name; empty when the body gave none. */
  public String metricName() {
    for (int i = 0; i < count; i++) {
      if (pairs[2 * i].equals(Labels.METRIC_NAME)) {
        return pairs[2 * i + 1];
      }
    }
    return "";
  }

  /** A copy as labels, without empty values. */
  public Labels toLabels() {
    String[] full = new String[2 * count];
    int n = 0;
    for (int i = 0; i < count; i++) {
      if (!pairs[2 * i + 1].isEmpty()) {
        full[n++] = pairs[2 * i];
        full[n++] = pairs[2 * i + 1];
      }
    }
    return Labels.ofSorted(n == full.length ? full : Arrays.copyOf(full, n));
  }
}
