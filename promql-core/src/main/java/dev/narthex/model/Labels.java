package dev.narthex.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * An immutable set of label pairs, sorted by name in code point order (the order of UTF-8 bytes, as Prometheus sorts).
 *
 * <p>A label with an empty value is the same as an absent label (Prometheus' data model), so no instance ever holds one and
 * {@link #get} answers {@code ""} for what is absent. Names are unique.
 */
public final class Labels implements Comparable<Labels> {
  /** The label that holds the metric name. */
  public static final String METRIC_NAME = "__name__";

  private static final Labels EMPTY = new Labels(new String[0]);

  /** name, value, name, value, …; sorted by name; no empty value. */
  private final String[] pairs;

  private int hash;

  private Labels(String[] pairs) {
    this.pairs = pairs;
  }

  public static Labels empty() {
    return EMPTY;
  }

  /**
   * Labels of alternating names and values, in any order.
   *
   * @throws IllegalArgumentException when the count is odd or a name occurs twice
   */
  public static Labels of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException("label names and values must alternate; got " + namesAndValues.length + " strings");
    }
    Builder builder = new Builder(EMPTY);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      if (builder.set.containsKey(namesAndValues[i])) {
        throw new IllegalArgumentException("label " + namesAndValues[i] + " is given twice");
      }
      builder.set(namesAndValues[i], namesAndValues[i + 1]);
    }
    return builder.build();
  }

  public static Labels of(Map<String, String> labels) {
    Builder builder = new Builder(EMPTY);
    labels.forEach(builder::set);
    return builder.build();
  }

  /**
   * Takes pairs that are known to be sorted, unique and non-empty, without a check and without a copy: for decoders and parsers
   * on a hot path. The array must not be changed afterwards.
   */
  public static Labels ofSorted(String[] sortedPairs) {
    return sortedPairs.length == 0 ? EMPTY : new Labels(sortedPairs);
  }

  /** A builder that starts from these labels. */
  public Builder edit() {
    return new Builder(this);
  }

  public static Builder builder() {
    return new Builder(EMPTY);
  }

  public int size() {
    return pairs.length / 2;
  }

  public boolean isEmpty() {
    return pairs.length == 0;
  }

  /** The i-th name in sorted order. */
  public String name(int i) {
    return pairs[2 * i];
  }

  /** The value of the i-th name in sorted order; never empty. */
  public String value(int i) {
    return pairs[2 * i + 1];
  }

  /** The value of a label, or {@code ""} when it is absent. */
  public String get(String name) {
    int i = indexOf(name);
    return i < 0 ? "" : pairs[2 * i + 1];
  }

  public boolean has(String name) {
    return indexOf(name) >= 0;
  }

  public String metricName() {
    return get(METRIC_NAME);
  }

  private int indexOf(String name) {
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].equals(name)) {
        return i / 2;
      }
    }
    return -1;
  }

  /** These labels with one label set; an empty value removes it. */
  public Labels with(String name, String value) {
    return edit().set(name, value).build();
  }

  public Labels without(String name) {
    return has(name) ? edit().remove(name).build() : this;
  }

  public Labels withoutMetricName() {
    return without(METRIC_NAME);
  }

  /** Only the labels whose name is in the set. */
  public Labels keepOnly(Set<String> names) {
    return filter(names, true);
  }

  /** Only the labels whose name is not in the set. */
  public Labels withoutAll(Set<String> names) {
    return filter(names, false);
  }

  private Labels filter(Set<String> names, boolean keep) {
    String[] kept = new String[pairs.length];
    int n = 0;
    for (int i = 0; i < pairs.length; i += 2) {
      if (names.contains(pairs[i]) == keep) {
        kept[n++] = pairs[i];
        kept[n++] = pairs[i + 1];
      }
    }
    return n == pairs.length ? this : ofSorted(Arrays.copyOf(kept, n));
  }

  public Map<String, String> toMap() {
    Map<String, String> map = new java.util.LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(pairs[i], pairs[i + 1]);
    }
    return map;
  }

  public List<String> names() {
    List<String> names = new ArrayList<>(size());
    for (int i = 0; i < pairs.length; i += 2) {
      names.add(pairs[i]);
    }
    return names;
  }

  /** By pairs in sorted order, name before value, as Prometheus compares label sets; a prefix is smaller. */
  @Override
  public int compareTo(Labels other) {
    int n = this == other ? 0 : Math.min(pairs.length, other.pairs.length);
    for (int i = 0; i < n; i++) {
      // most strings are equal, many the same object: compared fast before they are compared by characters
      if (!pairs[i].equals(other.pairs[i])) {
        return compareCodePoints(pairs[i], other.pairs[i]);
      }
    }
    return Integer.compare(pairs.length, other.pairs.length);
  }

  /** Compares two strings by code points, which is the order of their UTF-8 bytes; {@code String.compareTo} differs above U+D7FF. */
  public static int compareCodePoints(String a, String b) {
    int n = Math.min(a.length(), b.length());
    for (int i = 0; i < n; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean xs = Character.isSurrogate(x);
        boolean ys = Character.isSurrogate(y);
        return xs == ys ? Character.compare(x, y) : xs ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  @Override
  public boolean equals(Object o) {
    return this == o || (o instanceof Labels other && hashCode() == other.hashCode() && Arrays.equals(pairs, other.pairs));
  }

  @Override
  public int hashCode() {
    int h = hash;
    if (h == 0) {
      h = Arrays.hashCode(pairs);
      hash = h;
    }
    return h;
  }

  /** The form of Prometheus' label sets: {@code {a="b", c="d"}} with Go quoting, the metric name among the labels. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder("{");
    for (int i = 0; i < pairs.length; i += 2) {
      if (i > 0) {
        out.append(", ");
      }
      out.append(GoQuote.labelName(pairs[i])).append('=').append(GoQuote.quote(pairs[i + 1]));
    }
    return out.append('}').toString();
  }

  /** Collects changes to a label set. Not thread-safe. */
  public static final class Builder {
    private final TreeMap<String, String> set = new TreeMap<>(Labels::compareCodePoints);

    private Builder(Labels base) {
      for (int i = 0; i < base.pairs.length; i += 2) {
        set.put(base.pairs[i], base.pairs[i + 1]);
      }
    }

    /** Sets a label; an empty value removes it. */
    public Builder set(String name, String value) {
      if (value.isEmpty()) {
        set.remove(name);
      } else {
        set.put(name, value);
      }
      return this;
    }

    public Builder remove(String name) {
      set.remove(name);
      return this;
    }

    public Builder removeAll(Collection<String> names) {
      names.forEach(set::remove);
      return this;
    }

    /** The value as set so far, or {@code ""}. */
    public String get(String name) {
      return set.getOrDefault(name, "");
    }

    public Set<String> names() {
      return Set.copyOf(set.keySet());
    }

    public Labels build() {
      if (set.isEmpty()) {
        return EMPTY;
      }
      String[] pairs = new String[set.size() * 2];
      int i = 0;
      for (Map.Entry<String, String> e : set.entrySet()) {
        pairs[i++] = e.getKey();
        pairs[i++] = e.getValue();
      }
      return new Labels(pairs);
    }
  }
}
