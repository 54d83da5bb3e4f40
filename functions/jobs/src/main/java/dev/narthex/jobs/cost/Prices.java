package dev.narthex.jobs.cost;

import dev.narthex.tsdb.store.RequestKind;
import java.time.Duration;

/**
 * Prices of AWS in US dollars, without free tier, each for one of its unit. On-demand prices; a reader with others makes a record of
 * their own.
 *
 * @param objectWrite one PUT, POST or LIST of S3
 * @param objectRead one GET of S3
 * @param objectGigabyteMonth S3 Standard
 * @param tableWriteUnit DynamoDB on demand: a kilobyte written, twice that in a transaction
 * @param tableReadUnit DynamoDB on demand: four kilobytes read, strongly consistent
 * @param tableGigabyteMonth DynamoDB storage
 * @param queueRequest SQS standard: one API call of at most 64 KB
 * @param functionRequest one invocation of Lambda
 * @param functionGigabyteSecond Lambda on arm64
 * @param apiRequest one call of an API Gateway HTTP API
 * @param logGigabyte CloudWatch Logs, taken in
 * @param logGigabyteMonth CloudWatch Logs, kept
 * @param metricMonth one custom metric of CloudWatch
 * @param alarmMonth one alarm of CloudWatch
 * @param secretMonth one secret in Secrets Manager
 */
public record Prices(
    double objectWrite,
    double objectRead,
    double objectGigabyteMonth,
    double tableWriteUnit,
    double tableReadUnit,
    double tableGigabyteMonth,
    double queueRequest,
    double functionRequest,
    double functionGigabyteSecond,
    double apiRequest,
    double logGigabyte,
    double logGigabyteMonth,
    double metricMonth,
    double alarmMonth,
    double secretMonth) {
  private static final double MILLION = 1e6;

  /** us-east-1, autumn 2026. */
  public static final Prices US_EAST_1 =
      new Prices(5 / MILLION, 0.4 / MILLION, 0.023, 0.625 / MILLION, 0.125 / MILLION, 0.25, 0.4 / MILLION, 0.2 / MILLION, 0.0000133334, 1 / MILLION, 0.5, 0.03, 0.3, 0.1, 0.4);

  /** What one unit of a kind of request costs: a request to the object store, or a read or write unit of a table. */
  public double of(RequestKind kind) {
    return switch (kind) {
      case OBJECT_GET -> objectRead;
      case OBJECT_PUT, OBJECT_LIST -> objectWrite;
      case OBJECT_DELETE -> 0;
      case CATALOG_READ, STATE_READ -> tableReadUnit;
      case CATALOG_WRITE, STATE_WRITE -> tableWriteUnit;
    };
  }

  /** What one run of a function costs. */
  public double run(Duration duration, int megabytes) {
    return functionRequest + duration.toNanos() / 1e9 * megabytes / 1024 * functionGigabyteSecond;
  }
}
