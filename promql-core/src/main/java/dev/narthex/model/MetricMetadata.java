package dev.narthex.model;

/** What a target says about a metric family. Empty help and unit mean none was given. */
public record MetricMetadata(MetricType type, String help, String unit) {
  public static final MetricMetadata UNKNOWN = new MetricMetadata(MetricType.UNKNOWN, "", "");
}
