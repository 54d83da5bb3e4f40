package dev.narthex.jobs.cost;

import dev.narthex.tsdb.store.RequestKind;

/**
 * What rules and notifications add to a month's bill: counts of what an evaluation, a flush and a message ask for, as a test meters them on
 * days of the real jobs.
 */
final class AlertingEstimate {
  /** The catalogue that an evaluation reads, and what its block adds to the reads of discovery, compaction and sweep. */
  private static final double READS_OF_EVALUATION = 9.2;

  private static final double READS_OF_ITS_BLOCK = 2.8;

  /** A block of rules is swept like one of a scrape. */
  private static final double WRITES_OF_SWEEP = 1.07;

  /** An alert that goes on is stored anew every four minutes, with its group's copy. */
  private static final long CHANGES_OF_ALERT = Estimate.MINUTES / 4;

  private static final long READS_OF_CHANGE = 3;
  private static final long WRITES_OF_CHANGE = 2;
  private static final long READS_OF_FLUSH = 3;
  private static final long READS_OF_SWEEP = 3;
  private static final long READS_OF_MESSAGE = 8;
  private static final long WRITES_OF_MESSAGE = 6;

  private final Alerting load;
  private final Prices prices;
  private final Assumptions assumed;
  private final Bill bill;

  AlertingEstimate(Alerting load, Prices prices, Assumptions assumed, Bill bill) {
    this.load = load;
    this.prices = prices;
    this.assumed = assumed;
    this.bill = bill;
  }

  /**
   * Adds its lines; none without rules and notifications.
   *
   * @param blocks of level 0 that scrapes bring in a day
   * @param levelOne compactions of level 1 in a day
   */
  void add(long blocks, long levelOne) {
    requests(blocks, levelOne);
    compute();
  }

  private void daily(String what, double perDay, double price) {
    bill.daily(Line.Part.ALERTING, what, perDay, price);
  }

  private void requests(long blocks, long levelOne) {
    long batches = load.batches();
    long evaluations = load.evaluationsPerDay();
    long flushes = load.flushesPerDay();
    long changes = load.firing() * CHANGES_OF_ALERT;
    long router = load.routes() ? Estimate.MINUTES + Estimate.SWEEPS * READS_OF_SWEEP : 0;
    daily("S3 PUT of evaluations", evaluations + Estimate.NEW_BASES * batches, prices.of(RequestKind.OBJECT_PUT));
    daily("S3 GET of evaluations and their compaction", batches * (blocks + levelOne + Estimate.MINUTES + 2 * levelOne), prices.of(RequestKind.OBJECT_GET));
    daily("DynamoDB read units, catalogue", evaluations * (READS_OF_EVALUATION + READS_OF_ITS_BLOCK), prices.of(RequestKind.CATALOG_READ));
    daily("DynamoDB write units, catalogue", evaluations * (1 + WRITES_OF_SWEEP) + Estimate.CATALOGUED_BASES * batches, prices.of(RequestKind.CATALOG_WRITE));
    long messages = load.notificationsPerDay();
    long reads = 2 * evaluations + changes * READS_OF_CHANGE + flushes * READS_OF_FLUSH + messages * READS_OF_MESSAGE + router;
    daily("DynamoDB read units, state", reads, prices.of(RequestKind.STATE_READ));
    long writes = 2 * evaluations + changes * WRITES_OF_CHANGE + flushes + messages * WRITES_OF_MESSAGE;
    daily("DynamoDB write units, state", writes, prices.of(RequestKind.STATE_WRITE));
    // sent, received and deleted; the evaluations of a minute are sent ten at a time
    long sends = (batches == 0 ? 0 : Estimate.MINUTES * Math.ceilDiv(batches, 10)) + flushes;
    daily("SQS requests of jobs", 2 * (evaluations + flushes) + sends, prices.queueRequest());
    daily("Lambda invocations", evaluations + flushes, prices.functionRequest());
  }

  private void compute() {
    double large = assumed.largeMegabytes() / 1024.0;
    double small = assumed.smallMegabytes() / 1024.0;
    daily("Lambda GB-seconds, rules", load.evaluationsPerDay() * assumed.evaluationSeconds() * large, prices.functionGigabyteSecond());
    daily("Lambda GB-seconds, flush", (load.flushesPerDay() * assumed.smallJobSeconds() + load.notificationsPerDay() * assumed.messageSeconds()) * small,
        prices.functionGigabyteSecond());
    daily("CloudWatch Logs GB", (load.evaluationsPerDay() + load.flushesPerDay()) * assumed.bytesPerLogLine() / Estimate.GIGABYTE, prices.logGigabyte() + prices.logGigabyteMonth() / 2);
  }
}
