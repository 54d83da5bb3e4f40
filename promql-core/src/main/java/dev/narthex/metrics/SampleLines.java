package dev.narthex.metrics;

import dev.narthex.model.Labels;

/** The sample lines of one point, alike in both text formats. */
final class SampleLines {
  private SampleLines() {}

  /**
   * @param sampleName name of a plain sample; buckets take {@code familyName} with their own suffixes
   */
  static void append(StringBuilder out, String familyName, FamilySnapshot.Point point, String sampleName) {
    switch (point.value()) {
      case FamilySnapshot.Number n -> line(out, sampleName, point.labels(), n.value());
      case FamilySnapshot.Buckets b -> {
        for (int i = 0; i <= b.bounds().length; i++) {
          StringBuilder bound = new StringBuilder();
          ExpositionFloat.append(bound, i < b.bounds().length ? b.bounds()[i] : Double.POSITIVE_INFINITY);
          bucket(out, familyName, point.labels(), bound.toString(), b.cumulative()[i]);
        }
        line(out, familyName + "_sum", point.labels(), b.sum());
        line(out, familyName + "_count", point.labels(), b.count());
      }
    }
  }

  /** The bound stands last, as Go's client writes it. */
  private static void bucket(StringBuilder out, String familyName, Labels labels, String bound, long count) {
    out.append(familyName).append("_bucket{");
    for (int i = 0; i < labels.size(); i++) {
      out.append(labels.name(i)).append("=\"");
      ClassicTextWriter.escape(out, labels.value(i), true);
      out.append("\",");
    }
    out.append("le=\"").append(bound).append("\"} ").append(count).append('\n');
  }

  private static void line(StringBuilder out, String name, Labels labels, double value) {
    out.append(name);
    ClassicTextWriter.labels(out, labels);
    out.append(' ');
    ExpositionFloat.append(out, value);
    out.append('\n');
  }
}
