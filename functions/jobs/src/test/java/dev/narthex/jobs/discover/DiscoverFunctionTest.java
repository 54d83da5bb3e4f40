package dev.narthex.jobs.discover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.narthex.ingest.config.ConfigLoader;
import dev.narthex.ingest.config.LoadedConfig;
import dev.narthex.jobs.Job;
import dev.narthex.jobs.JobOutcome;
import dev.narthex.jobs.RecordingQueue;
import dev.narthex.jobs.VirtualClock;
import dev.narthex.jobs.config.ConfigSource;
import dev.narthex.jobs.scrape.LevelZeroSink;
import dev.narthex.jobs.scrape.ScrapeFunction;
import dev.narthex.jobs.scrape.ShardScraper;
import dev.narthex.ingest.discovery.Target;
import dev.narthex.jobs.target.TargetSet;
import dev.narthex.jobs.target.TargetSets;
import dev.narthex.jobs.tick.Dispatcher;
import dev.narthex.jobs.tick.ScrapeWork;
import dev.narthex.jobs.tick.TickPlanner;
import dev.narthex.model.Labels;
import dev.narthex.tsdb.block.TargetHealth;
import dev.narthex.tsdb.block.TimelineRows;
import dev.narthex.tsdb.catalog.MemoryControlState;
import dev.narthex.tsdb.store.MemoryObjectStore;
import dev.narthex.tsdb.store.StoreUnavailableException;
import dev.narthex.tsdb.timeline.EntryFlag;
import dev.narthex.tsdb.timeline.TargetIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What discover and scrape jobs leave behind, told as timelines. */
class DiscoverFunctionTest {
  private static final Instant START = Instant.parse("2026-11-20T10:00:07Z");
  private static final String TENANT = "default";

  @TempDir Path folder;
  private final VirtualClock clock = new VirtualClock(START);
  private final MemoryControlState state = new MemoryControlState();
  private final TargetSets sets = new TargetSets(new MemoryObjectStore(clock), state);
  private final RecordingQueue queue = new RecordingQueue(clock);
  private final List<String> written = new ArrayList<>();
  private final List<Integer> found = new ArrayList<>();
  private String error = "";
  private boolean storeIsAway;
  private LoadedConfig config;
  private TickPlanner planner;
  private DiscoverFunction discover;
  private ScrapeFunction scrape;

  @BeforeEach
  void build() throws Exception {
    config = new ConfigLoader(Map.of(), Set.of()).load(Files.writeString(folder.resolve("prometheus.yml"), "scrape_configs: [{job_name: node}]\n"));
    ConfigSource configs = ConfigSource.of(config);
    Dispatcher dispatcher = new Dispatcher(queue, clock);
    planner = new TickPlanner(configs, List.of(TENANT), List.of(new ScrapeWork(sets)), state, dispatcher);
    LevelZeroSink sink = this::write;
    discover = new DiscoverFunction(configs, _ -> found(), sets, _ -> Map.of(), sink, planner, dispatcher, clock);
    ShardScraper scraper = (_, shard, tick) -> new ShardScraper.Scraped(shard.targets().stream().map(target -> TestRows.ok(target, tick)).toList(), List.of());
    scrape = new ScrapeFunction(configs, sets, scraper, sink, clock);
  }

  private TargetFinder.Found found() {
    List<Target> targets =
        found.stream().map(n -> new Target(new TargetIdentity(0, n), "node", Labels.of("instance", "h" + n), Labels.empty(), "http://h" + n, 15_000, 10_000, Labels.empty())).toList();
    return new TargetFinder.Found(error.isEmpty() ? targets : List.of(), List.of(new TargetSet.Pool("node", 0, List.of(), error)), error.isEmpty() ? Set.of() : Set.of("node"));
  }

  private void write(String tenant, String shard, long tick, List<TimelineRows> rows, List<TargetHealth> healths) {
    if (storeIsAway) {
      throw new StoreUnavailableException("away");
    }
    for (TimelineRows timeline : rows) {
      String what = timeline.flags()[0] == EntryFlag.END ? "end " : "scrape ";
      written.add(shard + " " + what + timeline.identity().lo() + " at " + timeline.timestamps()[0]);
    }
  }

  private JobOutcome discover() {
    return discover.run(new Job.Discover(TENANT, config.sha256(), 0));
  }

  @Test
  void aNewShardIsScrapedBeforeTheNextTickPlansIt() {
    found.addAll(List.of(1, 2));
    planner.plan(START);
    queue.take();
    discover();
    List<RecordingQueue.Arrival> sent = queue.take();
    // What is left of this minute and the whole next one, which is planned already.
    assertThat(sent).hasSizeBetween(7, 8).allSatisfy(arrival -> assertThat(arrival.job().id()).startsWith("scrape/default/node-0/"));
    assertThat(sent.getFirst().at()).isBetween(START.toEpochMilli(), START.toEpochMilli() + 15_000);
    discover();
    assertThat(queue.take()).isEmpty();
  }

  @Test
  void aVanishedTargetEndsOnceAtItsPublication() {
    found.addAll(List.of(1, 2));
    discover();
    clock.advance(Duration.ofMinutes(1));
    found.remove(0);
    discover();
    String end = "discover end 1 at " + (clock.millis() + EndEntries.MARGIN_MILLIS);
    assertThat(written).containsExactly(end);
    clock.advance(Duration.ofMinutes(1));
    discover();
    assertThat(written).containsExactly(end);
  }

  @Test
  void endEntriesThatAreOwedComeWithTheNextRun() {
    found.addAll(List.of(1, 2));
    discover();
    found.clear();
    found.add(2);
    clock.advance(Duration.ofMinutes(1));
    long published = clock.millis();
    storeIsAway = true;
    assertThatThrownBy(this::discover).isInstanceOf(StoreUnavailableException.class);
    storeIsAway = false;
    clock.advance(Duration.ofMinutes(1));
    discover();
    assertThat(written).containsExactly("discover end 1 at " + (published + EndEntries.MARGIN_MILLIS));
  }

  @Test
  void aFailingPoolKeepsItsTargets() {
    found.addAll(List.of(1, 2));
    discover();
    error = "cannot read targets.json";
    discover();
    assertThat(sets.current(TENANT).set().targets()).hasSize(2);
    assertThat(sets.current(TENANT).set().pools().getFirst().error()).isEqualTo(error);
    assertThat(written).isEmpty();
  }

  @Test
  void aJobOfAnOlderConfigurationDoesNothing() {
    assertThat(discover.run(new Job.Discover(TENANT, "old", 0))).isInstanceOf(JobOutcome.Obsolete.class);
    assertThat(sets.current(TENANT).set()).isEqualTo(TargetSet.EMPTY);
  }

  @Test
  void scrapesAreDroppedWhenTheyComeTooLateOrTheirShardIsGone() {
    found.add(1);
    discover();
    long tick = clock.millis();
    assertThat(scrape.run(new Job.Scrape(TENANT, config.sha256(), "node-0", tick))).isEqualTo(new JobOutcome.Done());
    assertThat(written).containsExactly("node-0 scrape 1 at " + tick);
    assertThat(scrape.run(new Job.Scrape(TENANT, config.sha256(), "node-1", tick))).isInstanceOf(JobOutcome.Obsolete.class);
    clock.advance(Duration.ofMillis(15_001));
    assertThat(scrape.run(new Job.Scrape(TENANT, config.sha256(), "node-0", tick))).isEqualTo(new JobOutcome.Missed(15_001));
    assertThat(written).hasSize(1);
  }
}
