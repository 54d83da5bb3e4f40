package dev.narthex.ingest.scrape;

import dev.narthex.ingest.http.ClientPool;
import dev.narthex.http.HttpClientConfig;
import dev.narthex.ingest.config.LoadedConfig;
import dev.narthex.ingest.config.ScrapeConfig;
import dev.narthex.ingest.discovery.Target;
import dev.narthex.ingest.http.GuardedClient;
import dev.narthex.ingest.http.HttpFailure;
import dev.narthex.metrics.MetricsRegistry;
import dev.narthex.net.AddressPolicy;
import dev.narthex.secret.SecretSource;
import dev.narthex.tsdb.block.TargetHealth;
import dev.narthex.tsdb.block.TimelineRows;
import dev.narthex.tsdb.timeline.TargetIdentity;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Scrapes the targets of a shard at the same time, on virtual threads. Thread-safe; never throws because of what a target does. Keeps connections, and the warm state of targets up to 300,000 series in all (the
 * longest unused go first); a new object gives the same samples.
 */
public final class ShardScraper implements AutoCloseable {
  private static final int WARM_SERIES = 300_000;

  private final InstantSource clock;
  private final ScrapeMetrics metrics;
  private final Semaphore permits;
  private final ClientPool clients;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final LinkedHashMap<TargetIdentity, TargetScraper> warm = new LinkedHashMap<>(64, 0.75f, true);
  private String configuration = "";

  /**
   * A scraper.
   *
   * @param concurrency scrapes at a time; {@code scrape.max_concurrent_scrapes}
   */
  public ShardScraper(AddressPolicy policy, SecretSource secrets, InstantSource clock, MetricsRegistry registry, int concurrency) {
    this.clock = clock;
    this.metrics = new ScrapeMetrics(registry);
    this.permits = new Semaphore(concurrency);
    this.clients = new ClientPool(policy, secrets, clock);
  }

  /**
   * Scrapes every target once.
   *
   * @param config holds the jobs of the targets; a target whose job it lacks is left out
   * @param tick the slot, epoch milliseconds
   */
  public ShardScrape scrape(LoadedConfig config, List<Target> targets, long tick) {
    Map<String, ScrapeConfig> jobs = new LinkedHashMap<>();
    config.prometheus().scrapeConfigs().forEach(job -> jobs.put(job.jobName(), job));
    adopt(config, jobs);
    List<Future<TargetScrape>> running = new ArrayList<>();
    for (Target target : targets) {
      ScrapeConfig job = jobs.get(target.pool());
      if (job != null) {
        TargetScraper scraper = scraper(target, job);
        running.add(threads.submit(() -> scrape(scraper, job, tick)));
      }
    }
    List<TimelineRows> rows = new ArrayList<>();
    List<TargetHealth> healths = new ArrayList<>();
    for (Future<TargetScrape> future : running) {
      TargetScrape scrape = await(future);
      rows.addAll(scrape.rows());
      healths.add(scrape.health());
    }
    trim();
    return new ShardScrape(rows, healths);
  }

  private TargetScrape scrape(TargetScraper scraper, ScrapeConfig job, long tick) throws InterruptedException {
    permits.acquire();
    try {
      GuardedClient client = clients.client(job.client());
      return scraper.scrape(Optional.of(client), "", tick);
    } catch (HttpFailure e) {
      return scraper.scrape(Optional.empty(), String.valueOf(e.getMessage()), tick);
    } finally {
      permits.release();
    }
  }

  private static TargetScrape await(Future<TargetScrape> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the scrape was interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a scrape broke: " + e.getCause(), e);
    }
  }

  /** Closes what a former configuration needed. */
  private synchronized void adopt(LoadedConfig config, Map<String, ScrapeConfig> jobs) {
    if (!config.sha256().equals(configuration)) {
      configuration = config.sha256();
      Set<HttpClientConfig> used = new HashSet<>();
      jobs.values().forEach(job -> used.add(job.client()));
      clients.keepOnly(used);
    }
  }

  private synchronized TargetScraper scraper(Target target, ScrapeConfig job) {
    TargetScraper known = warm.get(target.identity());
    if (known == null || !known.serves(target, job)) {
      known = new TargetScraper(target, job, clock, metrics);
      warm.put(target.identity(), known);
    }
    return known;
  }

  private synchronized void trim() {
    long series = 0;
    for (TargetScraper scraper : warm.values()) {
      series += scraper.series();
    }
    Iterator<TargetScraper> oldest = warm.values().iterator();
    while (series > WARM_SERIES && oldest.hasNext()) {
      series -= oldest.next().series();
      oldest.remove();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    clients.close();
  }
}
