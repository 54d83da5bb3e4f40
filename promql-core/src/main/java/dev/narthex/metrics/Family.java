package dev.narthex.metrics;

import dev.narthex.model.Labels;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The metrics of one name, told apart by labels. Holds at most {@link #MAX_CHILDREN} label combinations: whatever comes after is
 * counted together under the label value {@code "other"}, so that input from outside cannot grow it without bound.
 *
 * @param <M> {@link Counter}, {@link Gauge} or {@link Histogram}
 */
public final class Family<M> {
  static final int MAX_CHILDREN = 1_000;

  private static final String OVERFLOW = "other";

  private final String[] labelNames;
  private final Supplier<M> create;
  private final Function<M, FamilySnapshot.Value> read;
  private final ConcurrentHashMap<List<String>, M> children = new ConcurrentHashMap<>();

  Family(String[] labelNames, Supplier<M> create, Function<M, FamilySnapshot.Value> read) {
    this.labelNames = labelNames.clone();
    this.create = create;
    this.read = read;
  }

  /**
   * The metric with these label values, made when it is new. Callers on hot paths keep the answer.
   *
   * @throws IllegalArgumentException when the count differs from the label names
   */
  public M with(String... values) {
    if (values.length != labelNames.length) {
      throw new IllegalArgumentException("expected " + labelNames.length + " label values, got " + values.length);
    }
    List<String> key = List.of(values);
    M known = children.get(key);
    if (known != null) {
      return known;
    }
    if (children.size() >= MAX_CHILDREN) {
      key = java.util.Collections.nCopies(labelNames.length, OVERFLOW);
    }
    return children.computeIfAbsent(key, k -> create.get());
  }

  boolean hasLabelNames(String... names) {
    return java.util.Arrays.equals(labelNames, names);
  }

  /** All children in the order of their labels. */
  List<FamilySnapshot.Point> points() {
    TreeMap<Labels, FamilySnapshot.Point> sorted = new TreeMap<>();
    children.forEach(
        (values, metric) -> {
          Labels.Builder labels = Labels.builder();
          for (int i = 0; i < labelNames.length; i++) {
            labels.set(labelNames[i], values.get(i));
          }
          Labels built = labels.build();
          sorted.put(built, new FamilySnapshot.Point(built, read.apply(metric)));
        });
    return List.copyOf(sorted.values());
  }
}
