package dev.narthex.promql.ast;

import java.util.List;
import java.util.OptionalDouble;

/**
 * How the series of two instant vectors find each other.
 *
 * @param labels of {@code on} or {@code ignoring}
 * @param on whether {@code labels} are the only ones compared, instead of those left out
 * @param include the labels in {@code group_left(…)} or {@code group_right(…)}
 * @param fillLeft stands for a missing left series
 * @param fillRight stands for a missing right series
 */
public record VectorMatching(
    Cardinality cardinality, List<String> labels, boolean on, List<String> include, OptionalDouble fillLeft, OptionalDouble fillRight) {

  /** {@code left-to-right}. */
  public enum Cardinality {
    ONE_TO_ONE("one-to-one"),
    MANY_TO_ONE("many-to-one"),
    ONE_TO_MANY("one-to-many"),
    MANY_TO_MANY("many-to-many");

    private final String wireName;

    Cardinality(String wireName) {
      this.wireName = wireName;
    }

    /** As in parse_query's answer. */
    public String wireName() {
      return wireName;
    }
  }

  /** On all labels but the metric name, one to one. */
  public static final VectorMatching DEFAULT =
      new VectorMatching(Cardinality.ONE_TO_ONE, List.of(), false, List.of(), OptionalDouble.empty(), OptionalDouble.empty());

  public VectorMatching {
    labels = List.copyOf(labels);
    include = List.copyOf(include);
  }

  /** The same labels matched another way. */
  public VectorMatching with(Cardinality other) {
    return new VectorMatching(other, labels, on, include, fillLeft, fillRight);
  }
}
