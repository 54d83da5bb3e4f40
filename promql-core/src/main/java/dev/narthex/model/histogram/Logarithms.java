package dev.narthex.model.histogram;

/** Logarithm and power to base two, exact at powers of two, where bucket bounds lie. */
final class Logarithms {
  private static final double LN_2 = Math.log(2);

  private Logarithms() {}

  static double log2(double x) {
    if (!(x > 0) || Double.isInfinite(x)) {
      return Math.log(x);
    }
    int exponent = Math.getExponent(x);
    if (exponent < Double.MIN_EXPONENT) {
      return Math.log(x) / LN_2;
    }
    double fraction = Math.scalb(x, -exponent);
    return fraction == 1 ? exponent : exponent + Math.log(fraction) / LN_2;
  }

  static double exp2(double x) {
    return Math.pow(2, x);
  }
}
