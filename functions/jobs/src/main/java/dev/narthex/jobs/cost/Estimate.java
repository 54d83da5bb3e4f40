package dev.narthex.jobs.cost;

import dev.narthex.jobs.cost.Line.Part;
import dev.narthex.tsdb.compact.CompactionSettings;
import dev.narthex.tsdb.store.RequestKind;
import dev.narthex.tsdb.store.RequestLog;
import java.util.List;

/**
 * A month's bill before it happens. Requests follow from how jobs work, so each coefficient below is a count of what one run of a job
 * asks for; a test runs days of the real jobs and compares. Sizes of items are fitted to such days.
 */
public final class Estimate {
  static final long MINUTES = 1440;
  private static final long DAY_MILLIS = MINUTES * 60_000;
  static final long SWEEPS = MINUTES / 10;
  private static final long LEVEL_TWO = 12;
  private static final long LEVEL_THREE = 1;
  static final double GIGABYTE = 1e9;

  /** A layout is written with each 2 h window and catalogued with each hour. */
  static final long NEW_BASES = 12;

  static final long CATALOGUED_BASES = 24;

  /** A catalogue item of level 0: keys and head, two bytes a group of 256 columns, and what stands for each target. */
  private static final double ITEM_BYTES = 235;

  private static final double ITEM_BYTES_OF_A_TARGET = 16;
  private static final double GROUP = 256;

  /** A function that reads the catalogue of recent blocks asks for so many stretches, which are most often empty. */
  private static final double READS_OF_LEVEL_ONE = 45.5;

  private static final double READS_OF_LEVEL_TWO = 46.5;
  private static final double READS_OF_LEVEL_THREE = 58;
  private static final double READS_OF_DISCOVER = 9.7;
  private static final double READS_OF_SWEEP = 18.5;

  /** Minutes of level-0 items that lie in what these read, and bytes of them that fit into units counted already. */
  private static final double MINUTES_SEEN_BY_LEVEL_ONE = 40;

  private static final double MINUTES_SEEN_BY_DISCOVER = 17.5;
  private static final double MINUTES_SEEN_BY_SWEEP = 22;
  private static final double SPARE = 5_000;
  private static final long LIST_PAGE = 1000;

  /** Hours that covered blocks of level 0 lie around before they are swept, and so are listed. */
  private static final double LISTED_HOURS = 2;

  private final Workload load;
  private final Prices prices;
  private final Assumptions assumed;
  private final Bill bill = new Bill();

  /** Compactions of level 1 a day. */
  private final long levelOne;

  private Estimate(Workload load, Prices prices, Assumptions assumed) {
    this.load = load;
    this.prices = prices;
    this.assumed = assumed;
    this.levelOne = DAY_MILLIS / CompactionSettings.forInterval(load.intervalSeconds() * 1000L).levelOneMillis();
  }

  /** The bill of 30 days. */
  public static List<Line> lines(Workload load, Prices prices, Assumptions assumed) {
    Estimate estimate = new Estimate(load, prices, assumed);
    estimate.requests();
    estimate.compute();
    estimate.storage();
    new AlertingEstimate(load.alerting(), prices, assumed, estimate.bill).add(load.blocksPerDay(), estimate.levelOne);
    estimate.queries();
    estimate.fixed();
    return estimate.bill.lines();
  }

  private void requests() {
    double blocks = load.blocksPerDay();
    long shards = load.shards();
    double runs = runs();
    bill.daily(Part.REQUESTS, "S3 PUT of scraped blocks", blocks, prices.of(RequestKind.OBJECT_PUT));
    bill.daily(Part.REQUESTS, "S3 PUT of layouts and compacted blocks", NEW_BASES * (shards + 1) + levelOne + LEVEL_TWO + LEVEL_THREE, prices.of(RequestKind.OBJECT_PUT));
    bill.daily(Part.REQUESTS, "S3 GET of compactions", blocks + 2 * levelOne + 2 * LEVEL_TWO, prices.of(RequestKind.OBJECT_GET));
    bill.daily(Part.REQUESTS, "S3 LIST of sweeps", SWEEPS * (5 + Math.floor(blocks / 24 * LISTED_HOURS / LIST_PAGE)), prices.of(RequestKind.OBJECT_LIST));
    bill.daily(Part.REQUESTS, "DynamoDB write units, catalogue", catalogWrites(), prices.of(RequestKind.CATALOG_WRITE));
    bill.daily(Part.REQUESTS, "DynamoDB read units, catalogue", catalogReads(), prices.of(RequestKind.CATALOG_READ));
    bill.daily(Part.REQUESTS, "DynamoDB write units, state", blocks + MINUTES, prices.of(RequestKind.STATE_WRITE));
    bill.daily(Part.REQUESTS, "DynamoDB read units, state", blocks + 8 * MINUTES, prices.of(RequestKind.STATE_READ));
    // Sent, received and deleted; ten go in one send at most, and a minute's jobs of one kind go together.
    bill.daily(Part.REQUESTS, "SQS requests of jobs", 2 * (runs - MINUTES) + sends(), prices.queueRequest());
    bill.daily(Part.REQUESTS, "Lambda invocations", runs, prices.functionRequest());
  }

  /** Runs of all jobs and of the tick. */
  private double runs() {
    return load.blocksPerDay() + 2 * MINUTES + SWEEPS + levelOne + LEVEL_TWO + LEVEL_THREE;
  }

  private double sends() {
    double scrapesOfAMinute = load.blocksPerDay() / (double) MINUTES;
    return MINUTES * (1 + Math.ceil(scrapesOfAMinute / 10)) + SWEEPS + levelOne + LEVEL_TWO + LEVEL_THREE;
  }

  private double itemBytes() {
    double targets = (double) load.targets() / load.shards();
    double series = (double) load.series() / load.shards();
    return ITEM_BYTES + ITEM_BYTES_OF_A_TARGET * targets + 2 * Math.ceil(series / GROUP);
  }

  private double catalogWrites() {
    double blocks = load.blocksPerDay();
    double scraped = blocks * Math.ceil(itemBytes() / RequestLog.WRITE_UNIT_BYTES) + CATALOGUED_BASES * load.shards();
    double deleted = blocks + levelOne + LEVEL_TWO + LEVEL_THREE;
    double epochs = 2 * levelOne + 6 * LEVEL_TWO; // items of windows that are over, and what they lead to
    return scraped + deleted + epochs + 5 * levelOne + (4 + levelOne / 144) * LEVEL_TWO + 5 * LEVEL_THREE;
  }

  private double catalogReads() {
    return levelOne * (READS_OF_LEVEL_ONE + more(MINUTES_SEEN_BY_LEVEL_ONE))
        + LEVEL_TWO * (READS_OF_LEVEL_TWO + more(MINUTES_SEEN_BY_LEVEL_ONE))
        + LEVEL_THREE * READS_OF_LEVEL_THREE
        + MINUTES * (READS_OF_DISCOVER + more(MINUTES_SEEN_BY_DISCOVER))
        + SWEEPS * (READS_OF_SWEEP + more(MINUTES_SEEN_BY_SWEEP));
  }

  /** Units beyond one a stretch. */
  private double more(double minutes) {
    double bytes = minutes / MINUTES * load.blocksPerDay() * itemBytes();
    return Math.max(0, bytes - SPARE) / RequestLog.READ_UNIT_BYTES;
  }

  private void compute() {
    double large = assumed.largeMegabytes() / 1024.0;
    double small = assumed.smallMegabytes() / 1024.0;
    double samples = load.samplesPerDay();
    double scrape = load.blocksPerDay() * assumed.scrapeSeconds() + samples / assumed.scrapeSamplesPerSecond();
    double compact = 3 * samples / assumed.compactSamplesPerSecond() + (levelOne + LEVEL_TWO + LEVEL_THREE) * assumed.smallJobSeconds();
    bill.daily(Part.COMPUTE, "Lambda GB-seconds, scrape", scrape * large, prices.functionGigabyteSecond());
    bill.daily(Part.COMPUTE, "Lambda GB-seconds, compact", compact * large, prices.functionGigabyteSecond());
    bill.daily(Part.COMPUTE, "Lambda GB-seconds, tick, discover and sweep", (2 * MINUTES * small + SWEEPS * large) * assumed.smallJobSeconds(), prices.functionGigabyteSecond());
  }

  private void storage() {
    double samples = load.samplesPerDay() * load.retentionDays();
    bill.monthly(Part.STORAGE, "S3 GB-months", samples * assumed.bytesPerSample() / GIGABYTE, prices.objectGigabyteMonth());
    double items = load.blocksPerDay() / 24 * LISTED_HOURS * itemBytes() + load.retentionDays() * 20_000.0;
    bill.monthly(Part.STORAGE, "DynamoDB GB-months", items / GIGABYTE, prices.tableGigabyteMonth());
    bill.daily(Part.STORAGE, "CloudWatch Logs GB", runs() * assumed.bytesPerLogLine() / GIGABYTE, prices.logGigabyte() + prices.logGigabyteMonth() / 2);
  }

  private void queries() {
    double queries = load.queriesPerDay();
    bill.daily(Part.QUERIES, "API Gateway calls", queries, prices.apiRequest());
    bill.daily(Part.QUERIES, "Lambda invocations", queries, prices.functionRequest());
    bill.daily(Part.QUERIES, "Lambda GB-seconds", queries * assumed.querySeconds() * assumed.largeMegabytes() / 1024.0, prices.functionGigabyteSecond());
    bill.daily(Part.QUERIES, "S3 GET", queries * assumed.queryReads(), prices.of(RequestKind.OBJECT_GET));
    bill.daily(Part.QUERIES, "DynamoDB read units", queries * assumed.queryUnits(), prices.of(RequestKind.CATALOG_READ));
  }

  private void fixed() {
    bill.daily(Part.FIXED, "SQS requests of idle polling", (double) MINUTES * assumed.queues() * assumed.pollsPerQueueAndMinute(), prices.queueRequest());
    bill.monthly(Part.FIXED, "custom metrics", assumed.metrics(), prices.metricMonth());
    bill.monthly(Part.FIXED, "alarms", assumed.alarms(), prices.alarmMonth());
    bill.monthly(Part.FIXED, "secrets", 1, prices.secretMonth());
  }
}
