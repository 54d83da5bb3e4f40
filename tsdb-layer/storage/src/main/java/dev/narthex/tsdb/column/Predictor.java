package dev.narthex.tsdb.column;

/**
 * What is stored of a run of integers y[0]=0, y[1], …, y[k−1] with differences d[i] = y[i] − y[i−1]: residuals against a prediction.
 * All arithmetic wraps at 64 bits, so every column comes back exactly. The order of the constants is part of the format.
 */
enum Predictor {
  /** r[i] = d[i]. */
  DELTA,
  /** r[i] = d[i] − d[i−1], d[0] = 0. */
  DELTA_OF_DELTA,
  /** r[i] = d[i] − running mean of the differences (s &gt;&gt; 3; s starts at 8·d[1], then s += d − (s &gt;&gt; 3)). */
  DELTA_MINUS_MEAN,
  /** r[i] = y[i] − running mean of the values (s &gt;&gt; 2; s starts at 0, then s += y − (s &gt;&gt; 2)): white noise. */
  VALUE_MINUS_MEAN,
  /** r[i] = d[i] − difference i of an earlier unit of the group: siblings that move alike. */
  LIKE_REFERENCE,
  /** r[i] = d[i] + difference i of an earlier unit of the group: free against used. */
  AGAINST_REFERENCE,
  /** r[i] = y[i] − least y, for i from 0 on; the least is −r[0] because y[0] = 0. */
  VALUE;

  private static final Predictor[] ALL = values();

  static Predictor of(int code) {
    return ALL[code];
  }

  static int count() {
    return ALL.length;
  }

  boolean usesReference() {
    return this == LIKE_REFERENCE || this == AGAINST_REFERENCE;
  }

  /** Index of the first residual: 0 for VALUE, else 1. */
  int firstResidual() {
    return this == VALUE ? 0 : 1;
  }

  /** Fills r[firstResidual…k) from values, differences and, where used, the reference's differences. */
  void residuals(long[] y, long[] d, long[] reference, long[] r, int k) {
    switch (this) {
      case DELTA -> System.arraycopy(d, 1, r, 1, k - 1);
      case DELTA_OF_DELTA -> {
        r[1] = d[1];
        for (int i = 2; i < k; i++) {
          r[i] = d[i] - d[i - 1];
        }
      }
      case DELTA_MINUS_MEAN -> {
        r[1] = d[1];
        long s = d[1] << 3;
        for (int i = 2; i < k; i++) {
          long mean = s >> 3;
          r[i] = d[i] - mean;
          s += d[i] - mean;
        }
      }
      case VALUE_MINUS_MEAN -> {
        long s = 0;
        for (int i = 1; i < k; i++) {
          long mean = s >> 2;
          r[i] = y[i] - mean;
          s += y[i] - mean;
        }
      }
      case LIKE_REFERENCE -> {
        for (int i = 1; i < k; i++) {
          r[i] = d[i] - reference[i];
        }
      }
      case AGAINST_REFERENCE -> {
        for (int i = 1; i < k; i++) {
          r[i] = d[i] + reference[i];
        }
      }
      case VALUE -> {
        long least = 0;
        for (int i = 1; i < k; i++) {
          least = Math.min(least, y[i]);
        }
        for (int i = 0; i < k; i++) {
          r[i] = y[i] - least;
        }
      }
    }
  }

  /**
   * Turns residuals in x[firstResidual…k) into the values {@code first + gcd · y}, in place.
   *
   * @param reference differences of the referred unit; empty when none is used
   */
  void restore(long[] x, long[] reference, int k, long first, long gcd) {
    switch (this) {
      case DELTA -> {
        long v = first;
        x[0] = v;
        if (gcd == 1) {
          for (int i = 1; i < k; i++) {
            v += x[i];
            x[i] = v;
          }
        } else {
          for (int i = 1; i < k; i++) {
            v += x[i] * gcd;
            x[i] = v;
          }
        }
      }
      case DELTA_OF_DELTA -> {
        long v = first;
        long d = 0;
        x[0] = v;
        for (int i = 1; i < k; i++) {
          d += x[i];
          v += d * gcd;
          x[i] = v;
        }
      }
      case DELTA_MINUS_MEAN -> {
        long v = first;
        x[0] = v;
        if (k > 1) {
          long s = x[1] << 3;
          v += x[1] * gcd;
          x[1] = v;
          for (int i = 2; i < k; i++) {
            long r = x[i];
            v += (r + (s >> 3)) * gcd;
            s += r;
            x[i] = v;
          }
        }
      }
      case VALUE_MINUS_MEAN -> {
        long s = 0;
        x[0] = first;
        for (int i = 1; i < k; i++) {
          long r = x[i];
          x[i] = first + (r + (s >> 2)) * gcd;
          s += r;
        }
      }
      case LIKE_REFERENCE -> {
        long v = first;
        x[0] = v;
        for (int i = 1; i < k; i++) {
          v += (x[i] + reference[i]) * gcd;
          x[i] = v;
        }
      }
      case AGAINST_REFERENCE -> {
        long v = first;
        x[0] = v;
        for (int i = 1; i < k; i++) {
          v += (x[i] - reference[i]) * gcd;
          x[i] = v;
        }
      }
      case VALUE -> {
        long base = x[0];
        for (int i = 0; i < k; i++) {
          x[i] = first + (x[i] - base) * gcd;
        }
      }
    }
  }
}
