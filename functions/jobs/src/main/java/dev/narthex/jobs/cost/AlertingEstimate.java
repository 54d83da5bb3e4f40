package dev.narthex.jobs.cost;

import dev.narthex.tsdb.store.RequestKind;
import java.util.ArrayList;
import java.util.List;

/**
 * What rules and notifications add to a month's bill: counts of what an evaluation, a flush and a message ask for, as a test meters them on
 * days of the real jobs.
 */
final class AlertingEstimate {
  private static final double DAYS = 30;
  private static final long MINUTES = 1440;
  private static final long SWEEPS = MINUTES / 10;

  /** Layouts that are written with each 2 h window and catalogued with each hour, as for a shard. */
  private static final long NEW_BASES = 12;

  private static final long CATALOGUED_BASES = 24;

  /** The catalogue that an evaluation reads, and what its block adds to the reads of discovery, compaction and sweep. */
  private static final double READS_OF_EVALUATION = 9.2;

  private static final double READS_OF_ITS_BLOCK = 2.9;

  /** A block of rules is swept like one of a scrape. */
  private static final double WRITES_OF_SWEEP = 1.07;

  /** An alert that goes on is stored anew every four minutes, with its group's copy. */
  private static final long CHANGES_OF_ALERT = MINUTES / 4;

  private static final long READS_OF_CHANGE = 3;
  private static final long WRITES_OF_CHANGE = 2;
  private static final long READS_OF_FLUSH = 3;
  private static final long READS_OF_SWEEP = 25;
  private static final long READS_OF_MESSAGE = 8;
  private static final long WRITES_OF_MESSAGE = 6;

  private final Alerting load;
  private final Prices prices;
  private final Assumptions assumed;
  private final List<Line> lines = new ArrayList<>();

  private AlertingEstimate(Alerting load, Prices prices, Assumptions assumed) {
    this.load = load;
    this.prices = prices;
    this.assumed = assumed;
  }

  /**
   * The lines; none without rules and notifications.
   *
   * @param blocks of level 0 that scrapes bring in a day
   * @param levelOne compactions of level 1 in a day
   */
  static List<Line> lines(Alerting load, Prices prices, Assumptions assumed, long blocks, long levelOne) {
    AlertingEstimate estimate = new AlertingEstimate(load, prices, assumed);
    estimate.requests(blocks, levelOne);
    estimate.compute();
    return List.copyOf(estimate.lines);
  }

  private void daily(String what, double perDay, double price) {
    if (perDay > 0) {
      lines.add(new Line(Line.Part.ALERTING, what, perDay * DAYS, price));
    }
  }

  private void requests(long blocks, long levelOne) {
    long batches = load.batches();
    long evaluations = load.evaluationsPerDay();
    long flushes = load.flushesPerDay();
    long changes = load.firing() * CHANGES_OF_ALERT;
    long router = load.routes() ? MINUTES + SWEEPS * READS_OF_SWEEP : 0;
    daily("S3 PUT of evaluations", evaluations + NEW_BASES * batches, prices.of(RequestKind.OBJECT_PUT));
    daily("S3 GET of evaluations and their compaction", batches * (blocks + levelOne + MINUTES + 2 * levelOne), prices.of(RequestKind.OBJECT_GET));
    daily("DynamoDB read units, catalogue", evaluations * (READS_OF_EVALUATION + READS_OF_ITS_BLOCK), prices.of(RequestKind.CATALOG_READ));
    daily("DynamoDB write units, catalogue", evaluations * (1 + WRITES_OF_SWEEP) + CATALOGUED_BASES * batches, prices.of(RequestKind.CATALOG_WRITE));
    long messages = load.notificationsPerDay();
    long reads = 2 * evaluations + changes * READS_OF_CHANGE + flushes * READS_OF_FLUSH + messages * READS_OF_MESSAGE + router;
    daily("DynamoDB read units, state", reads, prices.of(RequestKind.STATE_READ));
    long writes = 2 * evaluations + changes * WRITES_OF_CHANGE + flushes + messages * WRITES_OF_MESSAGE;
    daily("DynamoDB write units, state", writes, prices.of(RequestKind.STATE_WRITE));
    // sent, received and deleted; the evaluations of a minute are sent ten at a time
    long sends = (batches == 0 ? 0 : MINUTES * Math.ceilDiv(batches, 10)) + flushes;
    daily("SQS requests of jobs", 2 * (evaluations + flushes) + sends, prices.queueRequest());
    daily("Lambda invocations", evaluations + flushes, prices.functionRequest());
  }

  private void compute() {
    double large = assumed.largeMegabytes() / 1024.0;
    double small = assumed.smallMegabytes() / 1024.0;
    daily("Lambda GB-seconds, rules", load.evaluationsPerDay() * assumed.evaluationSeconds() * large, prices.functionGigabyteSecond());
    daily("Lambda GB-seconds, flush", (load.flushesPerDay() * assumed.smallJobSeconds() + load.notificationsPerDay() * assumed.messageSeconds()) * small,
        prices.functionGigabyteSecond());
    daily("CloudWatch Logs GB", (load.evaluationsPerDay() + load.flushesPerDay()) * assumed.bytesPerLogLine() / 1e9, prices.logGigabyte() + prices.logGigabyteMonth() / 2);
  }
}
