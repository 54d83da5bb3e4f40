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

  /** An array of nothing. */
  public static double[] array(int length) {
    double[] values = new double[length];
    Arrays.fill(values, VALUE);
    return values;
  }
}
