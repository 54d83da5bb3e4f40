package dev.narthex.jobs.cost;

import dev.narthex.api.query.QueryPrices;
import dev.narthex.promql.query.QueryExplanation.Expense;
import dev.narthex.tsdb.store.RequestKind;
import dev.narthex.tsdb.store.RequestLog;
import java.time.Duration;
import java.util.List;

/**
 * What one query costs in functions: requests to the stores, the function's run, and the call of the API. Where no function runs it,
 * as on a laptop, it is what a function that took as long would cost.
 *
 * @param megabytes memory of the query function
 */
public record QueryBill(Prices prices, int megabytes) implements QueryPrices {
  /** Memory that the Terraform module gives the query function. */
  public static final int DEFAULT_MEGABYTES = 1769;

  @Override
  public List<Expense> of(RequestLog requests, Duration duration) {
    double gigabyteSeconds = duration.toNanos() / 1e9 * megabytes / 1024;
    long reads = requests.units(RequestKind.OBJECT_GET);
    long units = requests.units(RequestKind.CATALOG_READ) + requests.units(RequestKind.STATE_READ);
    return List.of(
        new Expense("S3 GET", reads, reads * prices.of(RequestKind.OBJECT_GET)),
        new Expense("DynamoDB read units", units, units * prices.of(RequestKind.CATALOG_READ)),
        new Expense("Lambda GB-seconds", gigabyteSeconds, gigabyteSeconds * prices.functionGigabyteSecond()),
        new Expense("Lambda requests", 1, prices.functionRequest()),
        new Expense("HTTP API requests", 1, prices.apiRequest()));
  }
}
