package dev.narthex.promql.query;

import java.util.Comparator;

/**
 * A remark on a result that nevertheless stands.
 *
 * @param text as Prometheus words it, place in the query included: {@code PromQL info: … (1:6)}
 */
public record Annotation(Level level, String text) implements Comparable<Annotation> {
  /** How much it matters. */
  public enum Level {
    /** The result is probably not what was meant. */
    WARNING,
    /** Worth a look. */
    INFO
  }

  private static final Comparator<Annotation> ORDER = Comparator.comparing(Annotation::level).thenComparing(Annotation::text);

  @Override
  public int compareTo(Annotation other) {
    return ORDER.compare(this, other);
  }
}
