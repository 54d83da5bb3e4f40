package dev.narthex.tsdb.column;

/**
 * Finds the exponent under which doubles are nearly decimals: sums of decimals (such as {@code *_seconds_sum}) drift away from the
 * decimal grid by a few units in the last place. Looks at a few neighbouring pairs only; the caller tries the result exactly.
 */
final class UlpSearch {
  private static final int PAIRS = 6;

  private UlpSearch() {}

  /** The exponent with the smallest estimate, at most {@code most}, or −1 when none beats the raw bits. */
  static int exponent(double[] v, int from, int to, int most) {
    int pairs = Math.min(PAIRS, to - from - 1);
    int step = Math.max(1, (to - from - 1) / PAIRS);
    int rawBits = 0;
    for (int p = 0; p < pairs; p++) {
      int i = from + p * step;
      rawBits += length(Double.doubleToRawLongBits(v[i + 1]) - Double.doubleToRawLongBits(v[i]));
    }
    int best = -1;
    int bestBits = rawBits;
    for (int e = 0; e <= most; e++) {
      int bits = 0;
      double power = Decimals.power(e);
      for (int p = 0; p < pairs && bits < bestBits; p++) {
        int i = from + p * step;
        double a = Math.rint(v[i] * power);
        double b = Math.rint(v[i + 1] * power);
        if (!(Math.abs(a) < Decimals.MAX_MANTISSA && Math.abs(b) < Decimals.MAX_MANTISSA)) {
          bits = Integer.MAX_VALUE;
          break;
        }
        long u = Double.doubleToRawLongBits(v[i + 1]) - Double.doubleToRawLongBits((double) (long) b / power);
        bits += length((long) b - (long) a) + length(u);
      }
      if (bits < bestBits) {
        best = e;
        bestBits = bits;
      }
    }
    return best;
  }

  private static int length(long x) {
    return 64 - Long.numberOfLeadingZeros((x << 1) ^ (x >> 63));
  }
}
