package dev.narthex.metrics;

import dev.narthex.model.Labels;
import dev.narthex.model.MetricType;
import java.util.List;

/** The Prometheus text format 0.0.4: {@code # HELP}, {@code # TYPE}, then one line a sample. */
public final class ClassicTextWriter {
  /** What this writer's output is called in HTTP. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private ClassicTextWriter() {}

  public static String write(List<FamilySnapshot> families) {
    StringBuilder out = new StringBuilder(families.size() * 200);
    for (FamilySnapshot family : families) {
      if (family.points().isEmpty()) {
        continue;
      }
      out.append("# HELP ").append(family.name()).append(' ');
      escape(out, family.help(), false);
      out.append("\n# TYPE ").append(family.name()).append(' ');
      out.append(family.type() == MetricType.UNKNOWN ? "untyped" : family.type().word()).append('\n');
      for (FamilySnapshot.Point point : family.points()) {
        SampleLines.append(out, family.name(), point, family.name());
      }
    }
    return out.toString();
  }

  /** Escapes backslash and newline, and the quote where {@code quoted} text needs it. */
  static void escape(StringBuilder out, String text, boolean quoted) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '"' -> out.append(quoted ? "\\\"" : "\"");
        default -> out.append(c);
      }
    }
  }

  /** Writes {@code {a="b",le="1"}}; nothing for no labels. */
  static void labels(StringBuilder out, Labels labels) {
    if (labels.isEmpty()) {
      return;
    }
    out.append('{');
    for (int i = 0; i < labels.size(); i++) {
      out.append(i == 0 ? "" : ",").append(labels.name(i)).append("=\"");
      escape(out, labels.value(i), true);
      out.append('"');
    }
    out.append('}');
  }
}
