package dev.narthex.tsdb.column;

/** How one unit (a run of integers) will be stored, and about how many bits that takes. */
final class UnitPlan {
  /** Bits of the plan byte beside the predictor's number. */
  static final int UNSIGNED = 8;
  static final int HAS_GCD = 16;
  static final int ALL_ZERO = 32;
  static final int HAS_EXCEPTIONS = 64;
  static final int PREDICTOR = 7;

  Predictor predictor = Predictor.DELTA;
  boolean unsigned;
  boolean allZero;
  int width;
  boolean exceptions;
  long gcd;
  int reference;
  long cost;

  /** Which preparation of the writer's scratch arrays this plan came from. */
  long serial;
}
