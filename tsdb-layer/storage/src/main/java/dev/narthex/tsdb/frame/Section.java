package dev.narthex.tsdb.frame;

/**
 * Where a section stands in its object.
 *
 * @param id what it is; ids are those of the object's kind and never reused
 * @param offset of its first byte in the object
 * @param length with its checksum, if it has one of its own
 */
public record Section(int id, long offset, long length) {
  public long end() {
    return offset + length;
  }
}
