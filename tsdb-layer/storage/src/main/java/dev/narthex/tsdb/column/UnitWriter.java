package dev.narthex.tsdb.column;

import dev.narthex.tsdb.frame.ByteWriter;
import java.util.Arrays;

/**
 * Stores units: runs of at least two integers, not all equal. Tries every predictor, the previous three units of the same scope and any
 * earlier unit of the scope with the same differences, and takes what packs into the fewest bits.
 *
 * <pre>
 * Unit       := in the streams of the group:
 *   PLANS      plan u8: bits 0–2 predictor, 8 = residuals are unsigned (else zigzag), 16 = gcd, 32 = all residuals are 0, 64 = exceptions
 *   NUMBERS    first zigzag; gcd varint if flagged; length of the exceptions in bytes varint if flagged
 *   REFERENCES if the predictor has one: how many units back, 1 = the unit before
 *   WIDTHS     width u8 (0–64) unless all residuals are 0
 *   exceptions (gap varint, high bits varint)*: residuals that need more than {@code width} bits; gap = residuals since the last one
 *   bits       the low {@code width} bits of every residual
 * </pre>
 */
final class UnitWriter {
  private static final int NEAR = 3;
  private static final int MANY = 64;

  private final GroupStreams streams;
  private long[] y = new long[64];
  private long[] d = new long[64];
  private long[] r = new long[64];
  private final int[] lengths = new int[65];

  /** Units written so far: their differences (divided by their gcd), scope, length and hash, for references. */
  private long[][] differences = new long[64][];
  private int[] unitSize = new int[64];
  private int[] unitScope = new int[64];
  private int[] unitHash = new int[64];
  private int units;
  private int scopeStart;
  private int scope;

  private int hash;
  private long first;
  private long serial;

  UnitWriter(GroupStreams streams) {
    this.streams = streams;
  }

  void clear() {
    units = 0;
    scopeStart = 0;
    scope = 0;
  }

  /** References stay among units of equal scope, and do not reach back behind a {@link #boundary}. */
  void scope(int newScope) {
    scope = newScope;
  }

  /** No later unit refers to an earlier one. */
  void boundary() {
    scopeStart = units;
  }

  /** Finds the cheapest way for x[0…k), k ≥ 2. */
  void plan(long[] x, int k, UnitPlan plan) {
    prepare(x, k, plan);
    plan.cost = Long.MAX_VALUE;
    attempt(Predictor.DELTA, -1, k, plan, 0);
    if (plan.cost > 0 && k > 2) {
      attempt(Predictor.DELTA_OF_DELTA, -1, k, plan, 0);
    }
    if (plan.cost > 0 && k > 2) {
      references(k, plan);
    }
    if (plan.cost > 0 && k > 3) {
      attempt(Predictor.VALUE, -1, k, plan, 0);
      attempt(Predictor.DELTA_MINUS_MEAN, -1, k, plan, 0);
      attempt(Predictor.VALUE_MINUS_MEAN, -1, k, plan, 0);
    }
  }

  private void prepare(long[] x, int k, UnitPlan plan) {
    if (y.length < k) {
      y = new long[k + k / 2];
      d = new long[y.length];
      r = new long[y.length];
    }
    long g = 0;
    long previous = x[0];
    for (int i = 1; i < k; i++) {
      long v = x[i];
      long delta = v - previous;
      d[i] = delta;
      previous = v;
      if (g != 1 && delta != 0) {
        g = gcd(g, delta);
      }
    }
    plan.gcd = g == 0 ? 1 : g;
    if (g > 1) {
      for (int i = 1; i < k; i++) {
        d[i] /= g;
      }
    }
    d[0] = 0;
    long sum = 0;
    int h = 1;
    y[0] = 0;
    for (int i = 1; i < k; i++) {
      long delta = d[i];
      sum += delta;
      y[i] = sum;
      h = h * 31 + (int) (delta ^ delta >>> 32);
    }
    hash = h;
    first = x[0];
    plan.serial = ++serial;
  }

  private static long gcd(long a, long b) {
    if (b == Long.MIN_VALUE) {
      return 1;
    }
    b = Math.abs(b);
    while (b != 0) {
      long t = a % b;
      a = b;
      b = t;
    }
    return a;
  }

  private void references(int k, UnitPlan plan) {
    int near = 0;
    for (int u = units - 1; u >= scopeStart; u--) {
      if (unitScope[u] != scope || unitSize[u] != k) {
        continue;
      }
      if (unitHash[u] == hash && Arrays.equals(differences[u], 1, k, d, 1, k)) {
        plan.cost = Long.MAX_VALUE;
        attempt(Predictor.LIKE_REFERENCE, u, k, plan, 0);
        return;
      }
      if (near < NEAR) {
        near++;
        attempt(Predictor.LIKE_REFERENCE, u, k, plan, 6);
        attempt(Predictor.AGAINST_REFERENCE, u, k, plan, 6);
      }
    }
  }

  /** Counts the bits of one way and keeps it when it is cheaper. */
  private void attempt(Predictor predictor, int reference, int k, UnitPlan plan, int extra) {
    predictor.residuals(y, d, reference < 0 ? d : differences[reference], r, k);
    int from = predictor.firstResidual();
    long any = 0;
    long zigzags = 0;
    for (int i = from; i < k; i++) {
      long v = r[i];
      long z = (v << 1) ^ (v >> 63);
      any |= v;
      zigzags |= z;
      lengths[64 - Long.numberOfLeadingZeros(z)]++;
    }
    int longest = 64 - Long.numberOfLeadingZeros(zigzags);
    boolean unsigned = any >= 0;
    long cost;
    int width = 0;
    boolean exceptions = false;
    if (any == 0) {
      cost = extra;
    } else {
      // Of unsigned residuals the sign bit falls away.
      int shift = unsigned ? 1 : 0;
      long n = k - from;
      // Exceptions are deflated, which pays where there are many of them.
      boolean many = n >= MANY;
      long beyond = 0;
      long excess = 0;
      cost = Long.MAX_VALUE;
      for (int w = longest; w >= shift; w--) {
        long bits = (w - shift) * n + (many ? beyond * 8 + excess : beyond * 12 + excess * 9 / 8);
        if (bits < cost) {
          cost = bits;
          width = w - shift;
          exceptions = beyond > 0;
        }
        beyond += lengths[w];
        excess += beyond;
      }
      cost += extra + 4;
    }
    Arrays.fill(lengths, 0, longest + 1, 0);
    if (cost < plan.cost) {
      plan.cost = cost;
      plan.predictor = predictor;
      plan.reference = reference;
      plan.unsigned = unsigned;
      plan.allZero = any == 0;
      plan.width = width;
      plan.exceptions = exceptions;
    }
  }

  /** Stores x[0…k) as planned; x must not have changed since {@link #plan}. */
  void write(long[] x, int k, UnitPlan plan) {
    if (plan.serial != serial) {
      prepare(x, k, plan);
    }
    Predictor p = plan.predictor;
    int from = p.firstResidual();
    streams.stream(GroupStreams.PLANS).u8(
        p.ordinal()
            | (plan.unsigned ? UnitPlan.UNSIGNED : 0)
            | (plan.gcd != 1 ? UnitPlan.HAS_GCD : 0)
            | (plan.allZero ? UnitPlan.ALL_ZERO : 0)
            | (plan.exceptions ? UnitPlan.HAS_EXCEPTIONS : 0));
    ByteWriter numbers = streams.stream(GroupStreams.NUMBERS);
    numbers.zigzag(first);
    if (plan.gcd != 1) {
      numbers.varint(plan.gcd);
    }
    if (p.usesReference()) {
      streams.stream(GroupStreams.REFERENCES).varint(units - plan.reference);
    }
    if (!plan.allZero) {
      p.residuals(y, d, plan.reference < 0 ? d : differences[plan.reference], r, k);
      if (!plan.unsigned) {
        for (int i = from; i < k; i++) {
          r[i] = (r[i] << 1) ^ (r[i] >> 63);
        }
      }
      streams.stream(GroupStreams.WIDTHS).u8(plan.width);
      if (plan.exceptions) {
        ByteWriter out = streams.stream(GroupStreams.EXCEPTIONS);
        int before = out.size();
        int last = from - 1;
        for (int i = from; i < k; i++) {
          long high = r[i] >>> plan.width;
          if (high != 0) {
            out.varint(i - last - 1).varint(high);
            last = i;
          }
        }
        numbers.varint(out.size() - before);
      }
      streams.bits.pack(r, from, k, plan.width);
    }
    remember(k);
  }

  private void remember(int k) {
    if (units == differences.length) {
      int n = units * 2;
      differences = Arrays.copyOf(differences, n);
      unitSize = Arrays.copyOf(unitSize, n);
      unitScope = Arrays.copyOf(unitScope, n);
      unitHash = Arrays.copyOf(unitHash, n);
    }
    long[] keep = differences[units];
    if (keep == null || keep.length < k) {
      keep = new long[k];
      differences[units] = keep;
    }
    System.arraycopy(d, 0, keep, 0, k);
    unitSize[units] = k;
    unitScope[units] = scope;
    unitHash[units] = hash;
    units++;
  }
}
