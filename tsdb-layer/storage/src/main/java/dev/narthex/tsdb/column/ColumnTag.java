package dev.narthex.tsdb.column;

/** The byte that opens every column and sub-column of a group. */
final class ColumnTag {
  /** No sample at all. */
  static final int EMPTY = 0;

  /** One double for all samples: 8 bytes among the numbers. */
  static final int CONSTANT_RAW = 1;

  /** Doubles as order-preserving integers. */
  static final int RAW = 2;

  /** Native histograms only. */
  static final int HISTOGRAM = 3;

  /** Native histograms and floats. */
  static final int MIXED = 4;

  /** One integer of 64 bits for all samples (start timestamps, reset hints). */
  static final int CONSTANT_LONG = 5;

  /** Integers of 64 bits (timestamps, start timestamps, reset hints). */
  static final int LONG = 6;

  /** + e: one decimal for all samples. */
  static final int CONSTANT_DECIMAL = 8;

  /** + e: decimals. */
  static final int DECIMAL = 32;

  /** + e: decimals and a second unit with the distance of the bits. */
  static final int DECIMAL_ULP = 64;

  /** Set when a byte of modifiers stands in the presence stream. */
  static final int MODIFIED = 128;

  private ColumnTag() {}
}
