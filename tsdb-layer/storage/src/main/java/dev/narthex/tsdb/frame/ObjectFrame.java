package dev.narthex.tsdb.frame;

import java.util.ArrayList;
import java.util.List;

/** The sections of a whole object in memory, read from its footer. */
public final class ObjectFrame {
  private final String object;
  private final byte[] bytes;
  private final List<Section> sections;

  private ObjectFrame(String object, byte[] bytes, List<Section> sections) {
    this.object = object;
    this.bytes = bytes;
    this.sections = sections;
  }

  /**
   * Reads preamble and footer.
   *
   * @throws CorruptObjectException when they are damaged or the object is cut
   * @throws UnsupportedObjectException when the version is newer than this code
   */
  public static ObjectFrame of(String object, ObjectKind kind, byte[] bytes) {
    checkPreamble(object, kind, bytes);
    int n = bytes.length;
    if (n < ObjectWriter.PREAMBLE + ObjectWriter.SPARE + Checksum.SIZE + 8) {
      throw new CorruptObjectException(object, "footer", "the object has only " + n + " bytes");
    }
    ByteReader tail = new ByteReader(object, "footer", bytes, n - 8, n);
    int length = tail.i32();
    if (tail.i32() != ObjectWriter.END_MAGIC) {
      throw new CorruptObjectException(object, "footer", "the object does not end as it should; it may be cut");
    }
    int tableEnd = n - 8 - Checksum.SIZE;
    if (length < 1 || length > tableEnd - ObjectWriter.PREAMBLE - ObjectWriter.SPARE) {
      throw new CorruptObjectException(object, "footer", "a section table of " + length + " bytes cannot be");
    }
    int spare = tableEnd - length - ObjectWriter.SPARE;
    ByteReader table = new ByteReader(object, "footer", bytes, tableEnd - length, tableEnd);
    int count = table.count(length);
    List<Section> sections = new ArrayList<>();
    long offset = ObjectWriter.PREAMBLE;
    for (int i = 0; i < count; i++) {
      int id = table.count(Integer.MAX_VALUE);
      long size = table.count(n);
      sections.add(new Section(id, offset, size));
      offset += size;
    }
    table.end();
    Checksum.check(object, "footer", count, bytes, spare, n - 8);
    if (offset != spare) {
      throw new CorruptObjectException(object, "footer", "the sections end at byte " + offset + ", not at " + spare);
    }
    return new ObjectFrame(object, bytes, List.copyOf(sections));
  }

  /** Checks that bytes begin as an object of this kind does. */
  public static void checkPreamble(String object, ObjectKind kind, byte[] bytes) {
    ByteReader in = new ByteReader(object, "preamble", bytes, 0, Math.min(bytes.length, ObjectWriter.PREAMBLE));
    if (in.i32() != ObjectWriter.MAGIC) {
      throw new CorruptObjectException(object, "preamble", "this is no object of Narthex");
    }
    int k = in.u8();
    if (k != kind.code()) {
      throw new CorruptObjectException(object, "preamble", "kind '" + (char) k + "' where '" + (char) kind.code() + "' was expected");
    }
    int version = in.u8();
    int flags = in.u8();
    int reserved = in.u8();
    if (flags != 0 || reserved != 0 || version == 0) {
      throw new CorruptObjectException(object, "preamble", "reserved bytes are set");
    }
    if (version > kind.version()) {
      throw new UnsupportedObjectException(object, "version " + version + " is newer than " + kind.version() + "; upgrade Narthex");
    }
  }

  public List<Section> sections() {
    return sections;
  }

  /** Whether the object has such a section. */
  public boolean has(int id) {
    return sections.stream().anyMatch(s -> s.id() == id);
  }

  /** The one section with this id. */
  public Section section(int id, String name) {
    for (Section s : sections) {
      if (s.id() == id) {
        return s;
      }
    }
    throw new CorruptObjectException(object, name, "the section is missing");
  }

  /** A reader of a section's content, after its checksum was checked. */
  public ByteReader read(int id, String name) {
    Section s = section(id, name);
    return open(object, name, sections.indexOf(s), bytes, (int) s.offset(), (int) s.end());
  }

  /**
   * A reader of one section out of the bytes of a range.
   *
   * @param number the section's place in its object, 0 for the first; a first section must stand behind its preamble
   * @param from first byte of the section's content within {@code bytes}
   * @param to end of its checksum
   */
  public static ByteReader open(String object, String name, int number, byte[] bytes, int from, int to) {
    int end = Checksum.check(object, name, number, bytes, number == 0 ? from - ObjectWriter.PREAMBLE : from, to);
    return new ByteReader(object, name, bytes, from, end);
  }
}
