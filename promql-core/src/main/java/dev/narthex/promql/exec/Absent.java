package dev.narthex.promql.exec;

import dev.narthex.model.StaleMarker;
import java.util.Arrays;

/**
 * The mark of "no sample at this step" inside a row. It has the bits of a stale marker, which is a signalling NaN: no arithmetic ever
 * yields it, and a stale marker is never a result.
 */
public final class Absent {
  public static final double VALUE = StaleMarker.VALUE;

  private Absent() {}

  public static boolean is(double value) {
    return Double.doubleToRawLongBits(value) == StaleMarker.BITS;
  }

  /** How many steps have a sample, from one on. */
  public static int presentIn(double[] values, int from) {
    int n = 0;
    for (int i = from; i < values.length; i++) {
      n += is(values[i]) ? 0 : 1;
    }
    return n;
  }

  /** The first step that has a sample; the length when there is none. */
  public static int firstPresent(double[] values) {
    int i = 0;
    while (i < values.length && is(values[i])) {
      i++;
    }
    return i;
  }

  /** The step from which on every step has a sample while none before it has; {@link Row#UNKNOWN} when samples have gaps. */
  public static int fullFrom(double[] values) {
    int first = firstPresent(values);
    return presentIn(values, first) == values.length - first ? first : Row.UNKNOWN;
  }

  /** An array of nothing. */
  public static double[] array(int length) {
    double[] values = new double[length];
    Arrays.fill(values, VALUE);
    return values;
  }
}
