package dev.narthex.metrics;

import dev.narthex.model.MetricType;
import java.util.List;

/** The OpenMetrics text format 1.0.0: counters lose {@code _total} in their family's name, and {@code # EOF} ends the text. */
public final class OpenMetricsTextWriter {
  /** What this writer's output is called in HTTP. */
  public static final String CONTENT_TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private static final String TOTAL = "_total";

  private OpenMetricsTextWriter() {}

  public static String write(List<FamilySnapshot> families) {
    StringBuilder out = new StringBuilder(families.size() * 200);
    for (FamilySnapshot family : families) {
      if (family.points().isEmpty()) {
        continue;
      }
      boolean counter = family.type() == MetricType.COUNTER && family.name().endsWith(TOTAL);
      String name = counter ? family.name().substring(0, family.name().length() - TOTAL.length()) : family.name();
      out.append("# HELP ").append(name).append(' ');
      ClassicTextWriter.escape(out, family.help(), true);
      out.append("\n# TYPE ").append(name).append(' ').append(family.type().word()).append('\n');
      for (FamilySnapshot.Point point : family.points()) {
        SampleLines.append(out, name, point, family.name());
      }
    }
    return out.append("# EOF\n").toString();
  }
}
