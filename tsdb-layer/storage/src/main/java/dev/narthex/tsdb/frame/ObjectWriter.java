package dev.narthex.tsdb.frame;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes one framed object to a stream.
 *
 * <pre>
 * Object   := Preamble Section* Spare Footer
 * Preamble := "NRTX", kind u8, version u8, 0 u8, 0 u8
 * Section  := content, CRC32C i32          checksum over (section number in the object, content); the first section's content
 *                                          counts from byte 0 of the object, so that it vouches for the preamble
 *           | Piece*                       for sections of independently read pieces (groups), each with its own checksum
 * Spare    := 16 × 0 u8                    so that a range read may over-read a few bytes
 * Footer   := Table, CRC32C i32, length of Table i32, "XTRN"
 * Table    := count varint, (id varint, length varint)*     sections in order, without gaps, from byte 8 on
 * </pre>
 */
public final class ObjectWriter {
  /** Bytes of the preamble. */
  public static final int PREAMBLE = 8;

  static final int MAGIC = 'N' | 'R' << 8 | 'T' << 16 | 'X' << 24;
  static final int END_MAGIC = 'X' | 'T' << 8 | 'R' << 16 | 'N' << 24;
  static final int SPARE = 16;

  private final OutputStream out;
  private final List<Section> sections = new ArrayList<>();
  private final byte[] preamble;
  private long written;

  public ObjectWriter(OutputStream out, ObjectKind kind) {
    this.out = out;
    this.preamble = new byte[] {'N', 'R', 'T', 'X', kind.code(), kind.version(), 0, 0};
  }

  /** Writes a section with its checksum. The first one takes the preamble along. */
  public Section section(int id, ByteWriter content) throws IOException {
    ByteWriter framed = new ByteWriter(content.size() + PREAMBLE + Checksum.SIZE);
    if (sections.isEmpty()) {
      framed.bytes(preamble);
    }
    framed.bytes(content);
    Checksum.append(sections.size(), framed, 0);
    long offset = sections.isEmpty() ? PREAMBLE : written;
    out.write(framed.array(), 0, framed.size());
    written += framed.size();
    Section section = new Section(id, offset, written - offset);
    sections.add(section);
    return section;
  }

  /** Writes bytes that carry their own checksums; {@link #endPieces} closes the section. Never the first section. */
  public void piece(ByteWriter bytes) throws IOException {
    out.write(bytes.array(), 0, bytes.size());
    written += bytes.size();
  }

  /** Ends a section made of pieces, which began where the section before ended. */
  public Section endPieces(int id) {
    Section last = sections.getLast();
    Section section = new Section(id, last.end(), written - last.end());
    sections.add(section);
    return section;
  }

  /** Sections written so far; the last one has the number before. */
  public int sections() {
    return sections.size();
  }

  /** Bytes written so far. */
  public long written() {
    return written;
  }

  /**
   * Writes the end of the object.
   *
   * @return its length
   */
  public long finish() throws IOException {
    ByteWriter end = new ByteWriter();
    end.bytes(new byte[SPARE]);
    end.varint(sections.size());
    for (Section s : sections) {
      end.varint(s.id()).varint(s.length());
    }
    Checksum.append(sections.size(), end, 0);
    end.i32(end.size() - SPARE - Checksum.SIZE).i32(END_MAGIC);
    out.write(end.array(), 0, end.size());
    written += end.size();
    return written;
  }
}
