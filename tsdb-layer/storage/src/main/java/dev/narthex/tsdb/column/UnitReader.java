package dev.narthex.tsdb.column;

import dev.narthex.tsdb.frame.ByteReader;
import dev.narthex.tsdb.frame.CorruptObjectException;
import java.util.Arrays;

/** Reads the units of one group ({@link UnitWriter}): headers first, values on demand. */
final class UnitReader {
  private static final long[] NONE = new long[0];

  private int count;
  private int[] size = new int[64];
  private byte[] plan = new byte[64];
  private byte[] width = new byte[64];
  private int[] reference = new int[64];
  private long[] first = new long[64];
  private long[] gcd = new long[64];
  private long[] bit = new long[64];
  private int[] exceptionsAt = new int[64];
  private int[] exceptionsLength = new int[64];
  private boolean[] referenced = new boolean[64];
  private long[][] differences = new long[64][];

  private String object = "";
  private String section = "";
  private byte[] bytes = new byte[0];
  private byte[] header = new byte[0];
  private int exceptions;
  private long bits;

  /** Begins a group. */
  void start(String newObject, String newSection, byte[] groupBytes, byte[] headerBytes) {
    object = newObject;
    section = newSection;
    bytes = groupBytes;
    header = headerBytes;
    Arrays.fill(differences, 0, count, null);
    Arrays.fill(referenced, 0, count, false);
    count = 0;
    exceptions = 0;
    bits = 0;
  }

  /** Reads the header of the next unit of k values and gives its number. */
  int header(ByteReader plans, ByteReader widths, ByteReader references, ByteReader numbers, int k) {
    if (k < 2) {
      throw numbers.corrupt("a unit of " + k + " values");
    }
    int u = count++;
    if (u == size.length) {
      grow();
    }
    int p = plans.u8();
    if ((p & UnitPlan.PREDICTOR) >= Predictor.count() || p > 127) {
      throw plans.corrupt("unknown plan " + p);
    }
    Predictor predictor = Predictor.of(p & UnitPlan.PREDICTOR);
    size[u] = k;
    plan[u] = (byte) p;
    first[u] = numbers.zigzag();
    gcd[u] = (p & UnitPlan.HAS_GCD) != 0 ? numbers.varint() : 1;
    reference[u] = -1;
    if (predictor.usesReference()) {
      int back = references.count(u);
      int target = u - back;
      if (back == 0 || size[target] != k) {
        throw references.corrupt("unit " + u + " refers to a unit that does not fit");
      }
      reference[u] = target;
      referenced[target] = true;
    }
    width[u] = 0;
    exceptionsLength[u] = 0;
    if ((p & UnitPlan.ALL_ZERO) == 0) {
      int w = widths.u8();
      if (w > 64) {
        throw widths.corrupt("width " + w);
      }
      width[u] = (byte) w;
      if ((p & UnitPlan.HAS_EXCEPTIONS) != 0) {
        exceptionsLength[u] = numbers.count(header.length);
      }
      bit[u] = bits;
      bits += (long) w * (k - predictor.firstResidual());
      exceptionsAt[u] = exceptions;
      exceptions += exceptionsLength[u];
    }
    return u;
  }

  /** Says where exceptions and bits begin, once all headers are read. */
  void place(int exceptionsStart, int exceptionsSize, int bitsStart, int bitsSize) {
    if (exceptions != exceptionsSize || (bits + 7) / 8 != bitsSize) {
      throw new CorruptObjectException(object, section, "its headers do not match its size");
    }
    for (int u = 0; u < count; u++) {
      exceptionsAt[u] += exceptionsStart;
      bit[u] += 8L * bitsStart;
    }
  }

  private void grow() {
    int n = size.length * 2;
    size = Arrays.copyOf(size, n);
    plan = Arrays.copyOf(plan, n);
    width = Arrays.copyOf(width, n);
    reference = Arrays.copyOf(reference, n);
    first = Arrays.copyOf(first, n);
    gcd = Arrays.copyOf(gcd, n);
    bit = Arrays.copyOf(bit, n);
    exceptionsAt = Arrays.copyOf(exceptionsAt, n);
    exceptionsLength = Arrays.copyOf(exceptionsLength, n);
    referenced = Arrays.copyOf(referenced, n);
    differences = Arrays.copyOf(differences, n);
  }

  /** Decodes a unit into out[0…k). */
  void decode(int u, long[] out) {
    int r = reference[u];
    if (r >= 0 && differences[r] == null) {
      decodeChain(r);
    }
    decodeOne(u, out);
  }

  /** Decodes what a unit refers to, the farthest first: chains can be as long as a group. */
  private void decodeChain(int u) {
    int[] chain = new int[16];
    int n = 0;
    for (int r = u; r >= 0 && differences[r] == null; r = reference[r]) {
      if (n == chain.length) {
        chain = Arrays.copyOf(chain, n * 2);
      }
      chain[n++] = r;
    }
    long[] scratch = new long[size[u]];
    while (n > 0) {
      decodeOne(chain[--n], scratch);
    }
  }

  private void decodeOne(int u, long[] out) {
    int k = size[u];
    int p = plan[u];
    Predictor predictor = Predictor.of(p & UnitPlan.PREDICTOR);
    int from = predictor.firstResidual();
    if ((p & UnitPlan.ALL_ZERO) != 0) {
      Arrays.fill(out, 0, k, 0);
    } else {
      int w = width[u];
      if (w == 0) {
        Arrays.fill(out, from, k, 0);
      } else {
        BitPacking.unpack(bytes, bit[u], w, out, from, k);
      }
      if (exceptionsLength[u] > 0) {
        patch(u, out, from, w);
      }
      if ((p & UnitPlan.UNSIGNED) == 0) {
        for (int i = from; i < k; i++) {
          long v = out[i];
          out[i] = (v >>> 1) ^ -(v & 1);
        }
      }
    }
    int r = reference[u];
    long[] like = r < 0 ? NONE : differences[r];
    predictor.restore(out, like, k, first[u], gcd[u]);
    if (referenced[u] && differences[u] == null) {
      long[] d = new long[k];
      long g = gcd[u];
      for (int i = 1; i < k; i++) {
        d[i] = out[i] - out[i - 1];
      }
      if (g > 1) {
        for (int i = 1; i < k; i++) {
          d[i] /= g;
        }
      }
      differences[u] = d;
    }
  }

  private void patch(int u, long[] out, int from, int w) {
    ByteReader in = new ByteReader(object, section, header, exceptionsAt[u], exceptionsAt[u] + exceptionsLength[u]);
    int i = from - 1;
    while (in.remaining() > 0) {
      i += in.count(size[u]) + 1;
      if (i >= size[u]) {
        throw in.corrupt("an exception beyond its column");
      }
      out[i] |= in.varint() << w;
    }
  }
}
