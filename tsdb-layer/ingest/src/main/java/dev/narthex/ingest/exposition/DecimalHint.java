package dev.narthex.ingest.exposition;

/**
 * The decimal form of a double whose text is not known: {@code value == mantissa / 10^exponent} for the smallest exponent up to nine, else exponent −1.
 */
record DecimalHint(long mantissa, byte exponent) {
  private static final DecimalHint NONE = new DecimalHint(0, DecimalScanner.UNKNOWN);
  private static final double[] POWERS = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

  static DecimalHint of(double value) {
    if (!(Math.abs(value) < 0x1p53) || (value == 0 && 1 / value < 0)) {
      return NONE;
    }
    for (int e = 0; e < POWERS.length; e++) {
      double scaled = Math.rint(value * POWERS[e]);
      if (Math.abs(scaled) >= 0x1p53) {
        return NONE;
      }
      if (scaled / POWERS[e] == value) {
        return new DecimalHint((long) scaled, (byte) e);
      }
    }
    return NONE;
  }
}
