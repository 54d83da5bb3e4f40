package dev.narthex.jobs.cost;

import dev.narthex.tsdb.store.RequestKind;
import dev.narthex.tsdb.store.RequestLog;
import java.util.EnumMap;
import java.util.Map;

/** Prices what a {@link RequestLog} counted. */
public final class Meter {
  private Meter() {}

  /** US dollars by kind of request. */
  public static Map<RequestKind, Double> price(RequestLog log, Prices prices) {
    Map<RequestKind, Double> dollars = new EnumMap<>(RequestKind.class);
    for (RequestKind kind : RequestKind.values()) {
      dollars.put(kind, log.units(kind) * prices.of(kind));
    }
    return dollars;
  }

  /** US dollars of everything that was counted. */
  public static double total(RequestLog log, Prices prices) {
    return price(log, prices).values().stream().mapToDouble(Double::doubleValue).sum();
  }
}
