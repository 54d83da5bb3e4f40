package dev.narthex.tsdb.block;

/** Section ids of a block; see {@link BlockHead} for the order. */
final class BlockSections {
  static final int HEAD = 1;
  static final int DELTA = 2;
  static final int GROUPS = 3;
  static final int EXEMPLARS = 4;
  static final int LENGTHS = 5;
  static final int ANNOTATION = 6;
  static final int ATTACHMENT = 7;

  /** First id of an own layout's parts; labels follow from + 16. */
  static final int LAYOUT = 32;

  /** Number that begins the checksum of the timestamps' group; no real group has it. */
  static final int TIMELINES_ORDINAL = -1;

  private BlockSections() {}
}
