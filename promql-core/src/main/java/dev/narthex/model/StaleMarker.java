package dev.narthex.model;

/** The float whose bits say "this series ended here" (Prometheus {@code model/value}); never a result of a query. */
public final class StaleMarker {
  /** 0x7ff0000000000002. */
  public static final long BITS = 0x7ff0000000000002L;

  /** The bits of an ordinary NaN as Prometheus writes it. */
  public static final long NORMAL_NAN_BITS = 0x7ff8000000000001L;

  /** {@link #BITS} as a double. Compare by {@link #isStale}: it is a NaN. */
  public static final double VALUE = Double.longBitsToDouble(BITS);

  private StaleMarker() {}

  public static boolean isStale(double value) {
    return Double.doubleToRawLongBits(value) == BITS;
  }
}
