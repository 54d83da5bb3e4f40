package dev.narthex.tsdb.layout;

import dev.narthex.tsdb.frame.ByteReader;
import dev.narthex.tsdb.frame.ByteWriter;
import dev.narthex.tsdb.frame.ObjectFrame;
import dev.narthex.tsdb.frame.ObjectKind;
import dev.narthex.tsdb.frame.ObjectWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A base layout as an object of its own, stored under the hash of its bytes. Equal layouts give equal bytes.
 *
 * <pre>
 * LayoutObject := Preamble(kind 'L'), Sections ({@link LayoutSections}), Spare, Footer      see {@link ObjectWriter}
 * </pre>
 */
public final class LayoutObject {
  /** Section id of the first part. */
  static final int BASE = 1;

  private LayoutObject() {}

  public static byte[] encode(Layout layout) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ObjectWriter object = new ObjectWriter(out, ObjectKind.LAYOUT);
    try {
      LayoutSections.write(layout, object, BASE);
      object.finish();
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array cannot fail", e);
    }
    return out.toByteArray();
  }

  /**
   * Reads a whole object.
   *
   * @param object its key, for errors
   * @throws dev.narthex.tsdb.frame.CorruptObjectException when any byte is not what was written
   */
  public static Layout decode(String object, byte[] bytes) {
    ObjectFrame frame = ObjectFrame.of(object, ObjectKind.LAYOUT, bytes);
    return LayoutSections.read(object, bytes, LayoutSections.parts(object, bytes, frame, BASE));
  }

  /** SHA-256 of the object's bytes in 64 hexadecimal digits: the name of the layout. */
  public static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Opens the first section, whose checksum begins with the preamble, also from a range that begins behind the preamble. */
  static ByteReader first(String object, LayoutPart part, byte[] bytes, int from) {
    ByteWriter whole = new ByteWriter();
    ObjectKind kind = ObjectKind.LAYOUT;
    whole.bytes(new byte[] {'N', 'R', 'T', 'X', kind.code(), kind.version(), 0, 0});
    if (from < 0 || from + part.length() > bytes.length) {
      throw new dev.narthex.tsdb.frame.CorruptObjectException(object, part.name(), "is cut off");
    }
    whole.bytes(bytes, from, (int) part.length());
    return ObjectFrame.open(object, part.name(), 0, whole.array(), ObjectWriter.PREAMBLE, whole.size());
  }

  /** What a catalogue item needs of a layout object: a pure function of its bytes. */
  public static LayoutSummary summary(String object, byte[] bytes) {
    ObjectFrame frame = ObjectFrame.of(object, ObjectKind.LAYOUT, bytes);
    java.util.List<LayoutPart> parts = LayoutSections.parts(object, bytes, frame, BASE);
    MetricDirectory directory = LayoutSections.directory(object, bytes, parts.getFirst(), 0);
    return new LayoutSummary(hash(bytes), bytes.length, parts, directory);
  }
}
