package dev.narthex.tsdb.layout;

import dev.narthex.tsdb.frame.ByteReader;
import dev.narthex.tsdb.frame.ByteWriter;
import dev.narthex.tsdb.frame.Deflate;
import dev.narthex.tsdb.frame.ObjectFrame;
import dev.narthex.tsdb.frame.ObjectWriter;
import dev.narthex.tsdb.frame.Section;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A layout as sections of an object: its own ({@link LayoutObject}), or a block from level 2 on.
 *
 * <pre>
 * Sections := directory, targets, metadata, label*      ids {@code base} + 0, 1, 2, 16 + number of the label; each deflated
 * Inline   := all parts behind one another, deflated together      (the delta of a block)
 * </pre>
 */
public final class LayoutSections {
  private static final int DIRECTORY = 0;
  private static final int TARGETS = 1;
  private static final int METADATA = 2;
  private static final int LABELS = 16;
  private static final int DEFLATE_LEVEL = 9;

  private LayoutSections() {}

  /** Writes the sections of a layout behind what the object has, and says where they stand. */
  public static List<LayoutPart> write(Layout layout, ObjectWriter object, int base) throws IOException {
    List<LayoutPart> parts = new ArrayList<>();
    try (Deflate deflate = new Deflate(DEFLATE_LEVEL)) {
      ByteWriter raw = new ByteWriter();
      LayoutCodec.directory(layout, raw);
      parts.add(section(object, base + DIRECTORY, "directory", raw, deflate));
      LayoutCodec.targets(layout, raw);
      parts.add(section(object, base + TARGETS, "targets", raw, deflate));
      LayoutCodec.metadata(layout, raw);
      parts.add(section(object, base + METADATA, "metadata", raw, deflate));
      for (int l = 0; l < layout.labelColumns().length; l++) {
        LayoutCodec.label(layout, l, raw);
        parts.add(section(object, base + LABELS + l, LayoutPart.LABEL + layout.labelColumns()[l].name(), raw, deflate));
      }
    }
    return List.copyOf(parts);
  }

  private static LayoutPart section(ObjectWriter object, int id, String name, ByteWriter raw, Deflate deflate) throws IOException {
    ByteWriter packed = new ByteWriter(raw.size() / 2 + 16);
    deflate.append(raw.array(), 0, raw.size(), packed);
    Section section = object.section(id, packed);
    raw.clear();
    return new LayoutPart(name, object.sections() - 1, section.offset(), section.length());
  }

  /** The parts of a layout that stands in an object from section id {@code base} on. Needs the whole object. */
  public static List<LayoutPart> parts(String object, byte[] bytes, ObjectFrame frame, int base) {
    List<LayoutPart> parts = new ArrayList<>();
    parts.add(part("directory", frame, base + DIRECTORY));
    parts.add(part("targets", frame, base + TARGETS));
    parts.add(part("metadata", frame, base + METADATA));
    MetricDirectory directory = directory(object, bytes, parts.getFirst(), 0);
    LayoutCodec.Targets targets = LayoutCodec.readTargets(inflated(object, parts.get(1), bytes, 0), directory);
    for (int l = 0; l < targets.labelNames().length; l++) {
      parts.add(part(LayoutPart.LABEL + targets.labelNames()[l], frame, base + LABELS + l));
    }
    return List.copyOf(parts);
  }

  private static LayoutPart part(String name, ObjectFrame frame, int id) {
    Section s = frame.section(id, name);
    return new LayoutPart(name, frame.sections().indexOf(s), s.offset(), s.length());
  }

  /**
   * Reads the directory alone.
   *
   * @param bytesFrom offset in the object at which {@code bytes} begin
   */
  public static MetricDirectory directory(String object, byte[] bytes, LayoutPart part, long bytesFrom) {
    ByteReader in = inflated(object, part, bytes, bytesFrom);
    MetricDirectory directory = MetricDirectory.read(in);
    in.end();
    return directory;
  }

  /**
   * Puts a layout together from its parts.
   *
   * @param parts as the summary lists them: directory, targets, metadata, labels
   * @param content gives the raw bytes of a part (offset 0 = first byte of the part), null for a label or the metadata when they are
   *     not wanted; such labels are absent from the result
   */
  public static Layout read(String object, List<LayoutPart> parts, Function<LayoutPart, byte @Nullable []> content) {
    MetricDirectory directory = MetricDirectory.read(required(object, parts.get(0), content));
    LayoutCodec.Targets targets = LayoutCodec.readTargets(required(object, parts.get(1), content), directory);
    ByteReader metadata = optional(object, parts.get(2), content);
    LabelColumn[] labels = new LabelColumn[targets.labelNames().length];
    for (int l = 0; l < labels.length; l++) {
      ByteReader in = optional(object, parts.get(3 + l), content);
      labels[l] = LayoutCodec.readLabel(in, l, directory, targets);
      if (in != null) {
        in.end();
      }
    }
    return new Layout(
        targets.targets(), directory, metadataOrUnknown(metadata, directory.size()), targets.target(), labels, targets.metricLabels());
  }

  private static dev.narthex.model.MetricMetadata[] metadataOrUnknown(@Nullable ByteReader in, int metrics) {
    if (in != null) {
      return LayoutCodec.readMetadata(in, metrics);
    }
    dev.narthex.model.MetricMetadata[] unknown = new dev.narthex.model.MetricMetadata[metrics];
    java.util.Arrays.fill(unknown, dev.narthex.model.MetricMetadata.UNKNOWN);
    return unknown;
  }

  private static ByteReader required(String object, LayoutPart part, Function<LayoutPart, byte @Nullable []> content) {
    ByteReader in = optional(object, part, content);
    if (in == null) {
      throw new IllegalArgumentException("the part " + part.name() + " of layout " + object + " is needed");
    }
    return in;
  }

  private static @Nullable ByteReader optional(String object, LayoutPart part, Function<LayoutPart, byte @Nullable []> content) {
    byte[] bytes = content.apply(part);
    return bytes == null ? null : inflated(object, part, bytes, part.offset());
  }

  /** Reads a whole layout from a whole object. */
  static Layout read(String object, byte[] bytes, List<LayoutPart> parts) {
    return read(object, parts, p -> java.util.Arrays.copyOfRange(bytes, (int) p.offset(), (int) (p.offset() + p.length())));
  }

  private static ByteReader inflated(String object, LayoutPart part, byte[] bytes, long bytesFrom) {
    int from = (int) (part.offset() - bytesFrom);
    ByteReader in;
    if (part.number() == 0) {
      // The first section's checksum covers the preamble too, which a range of the part alone does not hold: rebuild it.
      in = LayoutObject.first(object, part, bytes, from);
    } else {
      in = ObjectFrame.open(object, part.name(), part.number(), bytes, from, (int) (from + part.length()));
    }
    byte[] raw = Deflate.read(in);
    in.end();
    return new ByteReader(object, part.name(), raw);
  }

  /** Appends a small layout, all parts deflated together. */
  public static void writeInline(Layout layout, ByteWriter out) {
    ByteWriter raw = new ByteWriter();
    LayoutCodec.directory(layout, raw);
    LayoutCodec.targets(layout, raw);
    LayoutCodec.metadata(layout, raw);
    for (int l = 0; l < layout.labelColumns().length; l++) {
      LayoutCodec.label(layout, l, raw);
    }
    try (Deflate deflate = new Deflate(DEFLATE_LEVEL)) {
      deflate.append(raw.array(), 0, raw.size(), out);
    }
  }

  /** Reads what {@link #writeInline} wrote. */
  public static Layout readInline(String object, ByteReader packed) {
    ByteReader in = new ByteReader(object, "delta", Deflate.read(packed));
    MetricDirectory directory = MetricDirectory.read(in);
    LayoutCodec.Targets targets = LayoutCodec.readTargets(in, directory);
    dev.narthex.model.MetricMetadata[] metadata = LayoutCodec.readMetadata(in, directory.size());
    LabelColumn[] labels = new LabelColumn[targets.labelNames().length];
    for (int l = 0; l < labels.length; l++) {
      labels[l] = LayoutCodec.readLabel(in, l, directory, targets);
    }
    in.end();
    return new Layout(targets.targets(), directory, metadata, targets.target(), labels, targets.metricLabels());
  }

  /** A directory as it stands in catalogue items. */
  public static byte[] deflated(MetricDirectory directory) {
    ByteWriter raw = new ByteWriter();
    directory.write(raw);
    ByteWriter out = new ByteWriter();
    try (Deflate deflate = new Deflate(DEFLATE_LEVEL)) {
      deflate.append(raw.array(), 0, raw.size(), out);
    }
    return out.toByteArray();
  }

  /** Reads an inflated directory. */
  public static MetricDirectory directory(String object, byte[] inflated) {
    ByteReader in = new ByteReader(object, "directory", inflated);
    MetricDirectory directory = MetricDirectory.read(in);
    in.end();
    return directory;
  }
}
