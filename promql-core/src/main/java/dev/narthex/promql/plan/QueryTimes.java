package dev.narthex.promql.plan;

/**
 * When a query is evaluated; epoch milliseconds.
 *
 * @param step milliseconds; 0 for an instant query
 */
public record QueryTimes(long start, long end, long step) {
  public static QueryTimes instant(long time) {
    return new QueryTimes(time, time, 0);
  }

  public boolean isInstant() {
    return step == 0;
  }
}
