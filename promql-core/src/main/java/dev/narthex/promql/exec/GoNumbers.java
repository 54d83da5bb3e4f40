package dev.narthex.promql.exec;

/** Where Go's floats behave otherwise than Java's: an infinity beats NaN in Max and Min. */
public final class GoNumbers {
  private GoNumbers() {}

  /** Go's {@code math.Max}. */
  public static double max(double a, double b) {
    return a == Double.POSITIVE_INFINITY || b == Double.POSITIVE_INFINITY ? Double.POSITIVE_INFINITY : Math.max(a, b);
  }

  /** Go's {@code math.Min}. */
  public static double min(double a, double b) {
    return a == Double.NEGATIVE_INFINITY || b == Double.NEGATIVE_INFINITY ? Double.NEGATIVE_INFINITY : Math.min(a, b);
  }
}
