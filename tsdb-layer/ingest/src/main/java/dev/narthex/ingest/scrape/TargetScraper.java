package dev.narthex.ingest.scrape;

import dev.narthex.ingest.config.ScrapeConfig;
import dev.narthex.ingest.config.ScrapeProtocol;
import dev.narthex.ingest.discovery.Target;
import dev.narthex.ingest.exposition.ClassicConversion;
import dev.narthex.ingest.exposition.ExpositionException;
import dev.narthex.ingest.exposition.ExpositionFormat;
import dev.narthex.ingest.exposition.ExpositionParser;
import dev.narthex.ingest.exposition.HistogramParsing;
import dev.narthex.ingest.exposition.ScrapedRow;
import dev.narthex.ingest.exposition.SeriesRefusedException;
import dev.narthex.ingest.http.GuardedClient;
import dev.narthex.ingest.http.HttpBody;
import dev.narthex.ingest.http.HttpFailure;
import dev.narthex.tsdb.block.SeriesTable;
import dev.narthex.tsdb.block.TargetHealth;
import dev.narthex.tsdb.block.TimelineRows;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One target and what its last scrape left behind: the parser with the last body, the series with their columns. A new object gives the same samples, only slower; all it does not know is which series are new
 * ({@code scrape_series_added} counts all, as Prometheus after a start) and which series with timestamps of their own have ended.
 */
final class TargetScraper {
  private static final long TOLERANCE_MILLIS = 2;
  private static final long AHEAD_MILLIS = 600_000;
  private static final int SPARE_COLUMNS = 1000;

  private final Target target;
  private final ScrapeConfig job;
  private final InstantSource clock;
  private final ScrapeMetrics metrics;
  private final List<SyntheticSeries> synthetic;
  private final Map<String, String> headers;
  private final HistogramParsing histograms;
  private final boolean convert;
  private final ReentrantLock lock = new ReentrantLock();

  private SeriesAdmission admission;
  private @Nullable ExpositionParser parser;
  private @Nullable ExpositionFormat format;
  private @Nullable ClassicConversion conversion;
  private BitSet lastPresent = new BitSet();
  private BitSet lastExplicit = new BitSet();
  private int lastLength;
  private volatile int series;

  TargetScraper(Target target, ScrapeConfig job, InstantSource clock, ScrapeMetrics metrics) {
    this.target = target;
    this.job = job;
    this.clock = clock;
    this.metrics = metrics;
    this.synthetic = SyntheticSeries.of(job.extraScrapeMetrics() ? SyntheticSeries.ScrapeExtras.WITH_EXTRAS : SyntheticSeries.ScrapeExtras.WITHOUT_EXTRAS);
    this.admission = new SeriesAdmission(job, target.labels(), synthetic);
    boolean takeNative = switched(Target.NATIVE_HISTOGRAMS, job.histograms().scrapeNative());
    boolean alwaysClassic = switched(Target.ALWAYS_CLASSIC_HISTOGRAMS, job.histograms().alwaysClassic());
    this.convert = switched(Target.CONVERT_CLASSIC_HISTOGRAMS, job.histograms().convertClassic());
    this.histograms = new HistogramParsing(takeNative, alwaysClassic);
    Map<String, String> h = new LinkedHashMap<>();
    List<ScrapeProtocol> protocols = takeNative && job.protocols().equals(ScrapeProtocol.DEFAULT) ? ScrapeProtocol.DEFAULT_WITH_NATIVE_HISTOGRAMS : job.protocols();
    h.put("Accept", AcceptHeader.of(protocols, job.names().escaping()));
    h.put("Accept-Encoding", job.compression() ? "gzip" : "identity");
    h.put("X-Prometheus-Scrape-Timeout-Seconds", seconds(target.timeout()));
    this.headers = Map.copyOf(h);
  }

  /** The job's setting, unless a label of the target says otherwise. */
  private boolean switched(String label, boolean ofJob) {
    String own = target.options().get(label);
    return own.isEmpty() ? ofJob : own.equals("true");
  }

  private static String seconds(long millis) {
    return millis % 1000 == 0 ? Long.toString(millis / 1000) : Double.toString(millis / 1000.0);
  }

  /** Whether this object can scrape a target of the same identity: discovered labels may differ, what steers the scrape may not. */
  boolean serves(Target other, ScrapeConfig otherJob) {
    boolean same = target.interval() == other.interval() && target.timeout() == other.timeout() && target.options().equals(other.options());
    return same && (job == otherJob || job.equals(otherJob));
  }

  /** Series with a column: what the memory costs. */
  int series() {
    return series;
  }

  /** What a scrape found, or why it failed. */
  private record Outcome(@Nullable ScrapedRow row, String error, int samples, int kept, int bodySize) {
    static Outcome failed(String error) {
      return new Outcome(null, error, 0, 0, 0);
    }
  }

  /**
   * Scrapes once.
   *
   * @param client where the request goes through; none when it could not be set up, for the reason given
   * @param tick the slot, epoch milliseconds
   */
  TargetScrape scrape(Optional<GuardedClient> client, String clientError, long tick) {
    lock.lock();
    try {
      Instant start = clock.instant();
      long timestamp = align(tick, start.toEpochMilli());
      metrics.scrapes.increment();
      Outcome outcome = client.isEmpty() ? Outcome.failed(clientError) : attempt(client.get());
      double duration = Math.max(0, Duration.between(start, clock.instant()).toNanos() / 1000 / 1e6);
      return finish(outcome, timestamp, duration);
    } finally {
      lock.unlock();
    }
  }

  /** The slot when the scrape began at most 2 ms, or 1 % of the interval, after it; else its real time. */
  private long align(long tick, long now) {
    long late = now - tick;
    return late >= 0 && late <= Math.min(TOLERANCE_MILLIS, target.interval() / 100) ? tick : now;
  }

  private Outcome attempt(GuardedClient client) {
    String failure = target.options().get(Target.FAILURE);
    if (!failure.isEmpty()) {
      return Outcome.failed(failure);
    }
    try {
      HttpBody body = client.get(URI.create(target.url()), headers, Duration.ofMillis(target.timeout()), job.limits().bodySize(), lastLength);
      lastLength = body.length() + body.length() / 16;
      return parse(body);
    } catch (HttpFailure e) {
      boolean tooLarge = e.kind() == HttpFailure.Kind.BODY_TOO_LARGE;
      if (tooLarge) {
        metrics.bodySizeLimit.increment();
      }
      return new Outcome(null, String.valueOf(e.getMessage()), 0, 0, tooLarge ? -1 : 0);
    } catch (IllegalArgumentException e) {
      return Outcome.failed("the URL " + target.url() + " is not valid: " + e.getMessage());
    }
  }

  private Outcome parse(HttpBody body) {
    try {
      return read(body);
    } catch (RuntimeException e) {
      // A defect of ours that one target's body brings to light must not cost the other targets of the shard their scrape.
      forget();
      return Outcome.failed("the body of " + body.length() + " bytes could not be read because of a defect in Narthex: " + e);
    }
  }

  private Outcome read(HttpBody body) {
    Optional<ExpositionFormat> found = format(body.contentType());
    if (found.isEmpty()) {
      return Outcome.failed(body.contentType().isBlank()
          ? "non-compliant scrape target sending blank Content-Type and no fallback_scrape_protocol specified for target"
          : "received unsupported Content-Type \"" + body.contentType() + "\" and no fallback_scrape_protocol specified for target");
    }
    if (format != found.get() || parser == null) {
      format = found.get();
      parser = found.get().newParser(histograms);
      conversion = convert ? new ClassicConversion(admission, histograms.classicBeside() ? ClassicConversion.Classic.KEPT : ClassicConversion.Classic.REPLACED) : null;
    }
    try {
      ScrapedRow row = conversion == null ? parser.parse(body.bytes(), body.length(), admission) : conversion.convert(parser.parse(body.bytes(), body.length(), conversion.resolver()));
      long limit = job.limits().samples();
      if (limit != 0 && row.kept() > limit) {
        metrics.sampleLimit.increment();
        return new Outcome(null, "sample limit exceeded", row.scraped(), row.kept(), body.length());
      }
      HistogramLimits.apply(row, job.histograms());
      return new Outcome(row, "", row.scraped(), row.kept(), body.length());
    } catch (ExpositionException | SeriesRefusedException e) {
      return new Outcome(null, String.valueOf(e.getMessage()), 0, 0, body.length());
    }
  }

  private Optional<ExpositionFormat> format(String contentType) {
    return ExpositionFormat.of(contentType).or(() -> job.fallbackProtocol().flatMap(p -> ExpositionFormat.of(p.mediaType())));
  }

  private TargetScrape finish(Outcome outcome, long timestamp, double duration) {
    TargetHealth health = new TargetHealth(target.identity(), timestamp, duration, outcome.error());
    SeriesTable table = admission.table();
    series = table.size();
    RowAssembly assembly = new RowAssembly(target.identity(), target.labels(), table, timestamp);
    ScrapedRow row = outcome.row();
    if (row == null) {
      metrics.failures.increment();
      TimelineRows failed = assembly.failed(synthetic(outcome, duration, 0));
      List<TimelineRows> rows = new ArrayList<>();
      rows.add(failed);
      rows.addAll(assembly.stale(ended(new BitSet())));
      return new TargetScrape(rows, health, true);
    }
    BitSet present = BitSet.valueOf(row.present());
    BitSet added = (BitSet) present.clone();
    added.andNot(lastPresent);
    boolean honor = job.honorTimestamps();
    List<Integer> ended = honor ? ended(explicit(row)) : List.of();
    lastPresent = present;
    List<TimelineRows> rows = assembly.good(row, synthetic(outcome, duration, added.cardinality()), honor, timestamp + AHEAD_MILLIS, ended);
    metrics.samples.add(outcome.kept());
    metrics.duplicates.add((long) row.duplicates() + assembly.duplicates());
    metrics.outOfBounds.add(assembly.outOfBounds());
    forgetChurn(table.size(), present.cardinality());
    return new TargetScrape(rows, health, false);
  }

  /** The columns with timestamps of their own. */
  private static BitSet explicit(ScrapedRow row) {
    BitSet columns = new BitSet();
    long[] timestamps = row.timestamps();
    if (timestamps != null) {
      for (int c = 0; c < timestamps.length; c++) {
        if (timestamps[c] != ScrapedRow.NO_TIMESTAMP && row.isPresent(c)) {
          columns.set(c);
        }
      }
    }
    return columns;
  }

  /** With {@code track_timestamps_staleness}: columns that had a timestamp of their own last time and are gone. */
  private List<Integer> ended(BitSet now) {
    if (!job.trackTimestampsStaleness()) {
      return List.of();
    }
    BitSet gone = (BitSet) lastExplicit.clone();
    gone.andNot(now);
    lastExplicit = now;
    return gone.stream().boxed().toList();
  }

  private double[] synthetic(Outcome outcome, double duration, int added) {
    double[] values = new double[synthetic.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = switch (synthetic.get(i)) {
        case UP -> outcome.row() == null ? 0 : 1;
        case DURATION -> duration;
        case SAMPLES -> outcome.samples();
        case KEPT -> outcome.kept();
        case ADDED -> added;
        case TIMEOUT -> target.timeout() / 1000.0;
        case SAMPLE_LIMIT -> job.limits().samples();
        case BODY_SIZE -> outcome.bodySize();
      };
    }
    return values;
  }

  /** Starts afresh when most columns belong to series that come no more. */
  private void forgetChurn(int columns, int present) {
    if (columns > 2 * present + SPARE_COLUMNS) {
      forget();
    }
  }

  private void forget() {
    parser = null;
    admission = new SeriesAdmission(job, target.labels(), synthetic);
    lastPresent = new BitSet();
    lastExplicit = new BitSet();
  }
}
