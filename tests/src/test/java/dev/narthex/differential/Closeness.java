package dev.narthex.differential;

/** When two numbers count as the same. */
final class Closeness {
  /** Relative above 1, absolute below. Sums are taken in another order, and what comes of the last bits may be made larger, by a tangent for example. */
  private static final double TOLERANCE = 1e-10;

  private Closeness() {}

  static boolean nearly(double a, double b) {
    return Double.compare(a, b) == 0 || a == b || Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.max(Math.abs(a), Math.abs(b)));
  }
}
