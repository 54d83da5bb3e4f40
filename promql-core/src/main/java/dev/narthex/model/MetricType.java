package dev.narthex.model;

import java.util.Locale;

/** The type of a metric family; {@code unknown} is written {@code untyped} in the classic text format. */
public enum MetricType {
  COUNTER,
  GAUGE,
  HISTOGRAM,
  GAUGEHISTOGRAM,
  SUMMARY,
  INFO,
  STATESET,
  UNKNOWN;

  /** The lower-case word of the HTTP API and of OpenMetrics. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
