package dev.narthex.jobs.cost;

import java.util.List;
import java.util.Locale;

/**
 * What an estimate takes for granted: what depends on targets and queries, not on Narthex, or was measured once.
 *
 * @param scrapeSeconds how long a scrape job waits for its slowest target, scraping and writing included
 * @param scrapeSamplesPerSecond samples that one function takes in and writes, per second of its processor
 * @param compactSamplesPerSecond samples that a compaction takes in per second
 * @param smallJobSeconds a run of tick, discover or sweep
 * @param evaluationSeconds a batch of rules
 * @param messageSeconds how long the other side of a notification takes
 * @param querySeconds a call of the HTTP API
 * @param queryReads GETs of a query
 * @param queryUnits table read units of a query
 * @param bytesPerSample at rest, labels and higher levels included
 * @param bytesPerLogLine what Lambda and Narthex log of one run
 * @param smallMegabytes memory of tick, discover and authorize
 * @param largeMegabytes memory of scrape, compact and query
 * @param pollsPerQueueAndMinute empty receives of Lambda's pollers, which ask all the time
 * @param queues queues that are polled
 * @param metrics custom metrics of CloudWatch
 * @param alarms alarms of CloudWatch
 */
public record Assumptions(
    double scrapeSeconds,
    double scrapeSamplesPerSecond,
    double compactSamplesPerSecond,
    double smallJobSeconds,
    double evaluationSeconds,
    double messageSeconds,
    double querySeconds,
    double queryReads,
    double queryUnits,
    double bytesPerSample,
    double bytesPerLogLine,
    int smallMegabytes,
    int largeMegabytes,
    int pollsPerQueueAndMinute,
    int queues,
    int metrics,
    int alarms) {
  /** Throughputs are about a tenth of what a core does in docs/benchmarks.md: Lambda stops at the first tier of compilation. */
  public static final Assumptions USUAL = new Assumptions(0.3, 1e6, 5e6, 0.15, 0.5, 0.5, 0.3, 30, 60, 0.4, 1000, 512, 1769, 15, 6, 8, 17);

  /** For people, a sentence each. */
  public List<String> sentences() {
    return List.of(
        text("a scrape job lasts %.1f s (its slowest target) and takes in %.1f M samples/s; a compaction %.1f M samples/s; other jobs %.2f s", scrapeSeconds,
            scrapeSamplesPerSecond / 1e6, compactSamplesPerSecond / 1e6, smallJobSeconds),
        text("a batch of up to 400 rules is evaluated each minute in %.1f s; an alert that fires has a group of its own, flushed each 5 minutes; a message takes %.1f s",
            evaluationSeconds, messageSeconds),
        text("functions are warm, arm64, %d MB (scrape, compact, sweep, query) or %d MB", largeMegabytes, smallMegabytes),
        text("a query lasts %.1f s, asks S3 %.0f times and reads %.0f units of the catalogue", querySeconds, queryReads, queryUnits),
        text("a sample takes %.2f bytes at rest", bytesPerSample),
        text("Lambda polls each of %d queues %d times a minute while nothing is there", queues, pollsPerQueueAndMinute),
        text("a run logs %.0f bytes; %d custom metrics, %d alarms, one secret", bytesPerLogLine, metrics, alarms),
        "us-east-1, on demand, 30 days, no free tier; without what receivers cost, data transfer, NAT, backups and tax");
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
