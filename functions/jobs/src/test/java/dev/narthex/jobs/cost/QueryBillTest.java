package dev.narthex.jobs.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.promql.query.QueryExplanation.Expense;
import dev.narthex.tsdb.store.RequestKind;
import dev.narthex.tsdb.store.RequestLog;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QueryBillTest {
  @Test
  void pricesRequestsUnitsAndTime() {
    RequestLog log = new RequestLog();
    log.note(RequestKind.OBJECT_GET, 4_000_000);
    log.note(RequestKind.OBJECT_GET, 10);
    log.note(RequestKind.CATALOG_READ, 9_000, RequestLog.units(9_000, RequestLog.READ_UNIT_BYTES));
    assertThat(new QueryBill(Prices.US_EAST_1, 2048).of(log, Duration.ofMillis(500)))
        .containsExactly(
            new Expense("S3 GET", 2, 2 * 0.4 / 1e6),
            new Expense("DynamoDB read units", 3, 3 * 0.125 / 1e6),
            new Expense("Lambda GB-seconds", 1, 0.0000133334),
            new Expense("Lambda requests", 1, 0.2 / 1e6),
            new Expense("HTTP API requests", 1, 1 / 1e6));
  }
}
