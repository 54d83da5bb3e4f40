package dev.narthex.metrics;

import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import java.util.List;

/**
 * One metric family at one moment.
 *
 * @param name as in the classic text format: counters end in {@code _total}
 * @param points one a label combination, in the order of their labels
 */
public record FamilySnapshot(String name, MetricType type, String help, List<Point> points) {
  /** One label combination. */
  public record Point(Labels labels, Value value) {}

  /** What a point holds. */
  public sealed interface Value {}

  /** A counter or a gauge. */
  public record Number(double value) implements Value {}

  /**
   * A classic histogram.
   *
   * @param bounds ascending upper bounds without +Inf
   * @param cumulative observations at or below each bound, then all of them: one longer than {@code bounds}
   */
  public record Buckets(double[] bounds, long[] cumulative, double sum) implements Value {
    public long count() {
      return cumulative[cumulative.length - 1];
    }
  }

  /** A family of one point without labels. */
  public static FamilySnapshot single(String name, MetricType type, String help, double value) {
    return new FamilySnapshot(name, type, help, List.of(new Point(Labels.empty(), new Number(value))));
  }
}
