package dev.narthex.tsdb.layout;

import dev.narthex.tsdb.frame.ByteReader;
import dev.narthex.tsdb.frame.ByteWriter;
import dev.narthex.tsdb.frame.Deflate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A layout object as its catalogue item knows it.
 *
 * @param hash name of the object, 64 hexadecimal digits
 * @param length bytes of the object
 * @param parts where its parts stand: directory, targets, metadata, then one per label name
 */
public record LayoutSummary(String hash, long length, List<LayoutPart> parts, MetricDirectory directory) {

  /** {@code hash 32 bytes, length varint, part count varint, (name string, number varint, offset varint, length varint)*, directory deflated}. */
  public byte[] encode() {
    ByteWriter out = new ByteWriter();
    out.bytes(HexFormat.of().parseHex(hash)).varint(length);
    writeParts(parts, out);
    out.bytes(LayoutSections.deflated(directory));
    return out.toByteArray();
  }

  /** Reads {@link #encode}. */
  public static LayoutSummary decode(String item, byte[] bytes) {
    ByteReader in = new ByteReader(item, "layout item", bytes);
    String hash = HexFormat.of().formatHex(in.bytes(32));
    long length = in.varint();
    List<LayoutPart> parts = readParts(in);
    MetricDirectory directory = MetricDirectory.read(new ByteReader(item, "directory", Deflate.read(in)));
    in.end();
    return new LayoutSummary(hash, length, parts, directory);
  }

  /** {@code count varint, (name string, number varint, offset varint, length varint)*}. */
  public static void writeParts(List<LayoutPart> parts, ByteWriter out) {
    out.varint(parts.size());
    for (LayoutPart p : parts) {
      out.string(p.name()).varint(p.number()).varint(p.offset()).varint(p.length());
    }
  }

  /** Reads {@link #writeParts}. */
  public static List<LayoutPart> readParts(ByteReader in) {
    int n = in.count(in.remaining());
    List<LayoutPart> parts = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      parts.add(new LayoutPart(in.string(), in.count(Integer.MAX_VALUE), in.varint(), in.varint()));
    }
    return List.copyOf(parts);
  }
}
