package dev.narthex.tsdb.layout;

/**
 * Where one part of a layout stands in its object, so that it can be read by range.
 *
 * @param name "directory", "targets", "metadata", or "label " + label name
 * @param number the section's number in the object: its checksum depends on it
 * @param offset of the first byte
 * @param length with the checksum
 */
public record LayoutPart(String name, int number, long offset, long length) {
  /** Prefix of the names of label parts. */
  public static final String LABEL = "label ";
}
