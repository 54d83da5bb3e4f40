package dev.narthex.promql.ast;

import dev.narthex.promql.type.ValueType;
import dev.narthex.model.LabelMatcher;
import java.util.List;
import java.util.Optional;

/**
 * Selects series: {@code name{matchers} offset 5m @ 1000}.
 *
 * @param name the metric name written before the braces, or ""; {@code matchers} holds it too
 * @param matchers in the order written, the metric name's matcher (from {@code name}) last, as Prometheus keeps them
 * @param offset how far back to look; negative looks ahead
 * @param extension the experimental {@code anchored} or {@code smoothed}
 */
public record VectorSelector(
    String name,
    List<LabelMatcher> matchers,
    TimeSpan offset,
    Optional<AtModifier> at,
    Extension extension,
    PositionRange position)
    implements Expr {

  /** How the ends of a range (or the instant) get values where no sample lies. */
  public enum Extension {
    NONE(""),
    /** The last sample at or before an end stands for it. */
    ANCHORED("anchored"),
    /** Linear interpolation between the samples around an end. */
    SMOOTHED("smoothed");

    private final String keyword;

    Extension(String keyword) {
      this.keyword = keyword;
    }

    public String keyword() {
      return keyword;
    }
  }

  public VectorSelector {
    matchers = List.copyOf(matchers);
  }

  @Override
  public ValueType type() {
    return ValueType.VECTOR;
  }
}
