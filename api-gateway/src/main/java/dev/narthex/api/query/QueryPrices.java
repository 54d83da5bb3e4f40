package dev.narthex.api.query;

import dev.narthex.promql.query.QueryExplanation.Expense;
import dev.narthex.tsdb.store.RequestLog;
import java.time.Duration;
import java.util.List;

/** Knows what a query costs. */
public interface QueryPrices {
  /** Knows no prices. */
  QueryPrices UNKNOWN = (requests, duration) -> List.of();

  /**
   * What one query costs when it runs in functions.
   *
   * @param requests what it asked of the stores
   * @param duration how long it ran
   */
  List<Expense> of(RequestLog requests, Duration duration);
}
